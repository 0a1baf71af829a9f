import type { Bytes } from "../../../bytes/mod.ts";
import { secondsOf } from "../../der/calendar.ts";
import { called, type Check, findings, type Rule } from "../rule.ts";

/** Bits of chance that a serial number holds, at the least, since the last day of September 2016. */
const CHANCE = 64;
const SINCE = secondsOf({ year: 2016, month: 9, day: 30, hour: 0, minute: 0, second: 0 })!;

/**
 * Of 64 random bits, this many zeros in front are met once in 65,536 certificates. Chance cannot be
 * seen in one number; but a shorter one than this was very likely counted, and not drawn.
 */
const ZEROS = 16;

/** Serial numbers are long enough to hold the chance that keeps a signature from being foreseen. */
export const webSerial: Rule = {
  id: "webSerial",
  lesson:
    "Whoever can foresee every byte that an authority will sign can look for a second text with the same hash",
  check(context) {
    const { path, end } = context;
    const found = findings("webSerial", "CA/Browser Forum TLS BR §7.1.2", context);
    // Nobody relies on the signature of an anchor.
    const signed = end === "trusted" ? path.slice(0, -1) : path;
    return signed.filter(({ validity }) => validity.notBefore >= SINCE).map((one): Check => {
      const bits = bitsOf(one.serialNumber);
      const place = { of: one, field: "tbsCertificate.serialNumber" };
      const has = `The serial number of ${called(one)} has ${bits} ${bits === 1 ? "bit" : "bits"}`;
      return bits < CHANCE - ZEROS
        ? found(false, `${has}, where ${CHANCE} bits of chance have to fit in`, place)
        : found(true, `${has}, which ${CHANCE} bits of chance can look like`, place);
    });
  },
};

/** How many bits it takes to write a positive number; contents of an INTEGER. */
function bitsOf(serialNumber: Bytes): number {
  const first = serialNumber.findIndex((octet) => octet !== 0);
  if (first < 0) return 0;
  return 8 * (serialNumber.length - first) - (Math.clz32(serialNumber[first]!) - 24);
}
