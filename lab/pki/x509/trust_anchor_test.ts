import { assert, assertEquals } from "@std/assert";
import { type Bytes, utf8 } from "../../bytes/mod.ts";
import { authority } from "../authority/authority.ts";
import { WEB_PKI } from "../path/profiles.ts";
import { verifyPath } from "../path/verify.ts";
import { NOW, provider, toolsOf } from "../testing.ts";
import { extension, parseCertificate, parseTrustAnchor } from "./certificate.ts";
import { rawExtension } from "./extension.ts";
import { OIDS } from "./oids.ts";
import { extensionRange, rangeOf } from "./ranges.ts";

const tools = toolsOf();

/** keyCertSign and cRLSign, with a zero bit behind them that DER would leave out. */
const spare = rawExtension(OIDS.keyUsage, Uint8Array.of(0x03, 0x02, 0x00, 0x06), true);

/** A certificate whose dates are GeneralizedTime; lengths are two bytes longer for each. */
function withLongDates(der: Bytes): Bytes {
  const { start } = rangeOf(parsed(der), "tbsCertificate.validity")!;
  const dates = der.subarray(start, start + 32);
  assertEquals([dates[0], dates[1], dates[2]], [0x30, 30, 0x17]);
  const long = (at: number) => [0x18, 15, ...utf8("20"), ...dates.subarray(at + 2, at + 15)];
  const changed = [
    ...der.subarray(0, start),
    ...[0x30, 34, ...long(2), ...long(17)],
    ...der.subarray(start + 32),
  ];
  for (const at of [2, 6]) {
    const length = changed[at]! * 256 + changed[at + 1]! + 4;
    [changed[at], changed[at + 1]] = [length >> 8, length & 0xff];
  }
  return Uint8Array.from(changed);
}

function parsed(der: Bytes) {
  const read = parseCertificate(der);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const usual = authority("Old Root", tools);
const lax = authority("Old Root", { ...tools, extensions: [spare] });

const ROOTS: readonly (readonly [what: string, der: Bytes, by: typeof usual, error: string])[] = [
  ["dates of the other type", withLongDates(usual.certificate), usual, "before 2050"],
  ["a zero bit at the end", lax.certificate, lax, "zero bits at the end"],
];

for (const [what, der, by, error] of ROOTS) {
  Deno.test(`a root with ${what} can be trusted, and is no certificate otherwise`, () => {
    const strict = parseCertificate(der);
    assert(!strict.ok && strict.error.includes(error), JSON.stringify(strict));
    const read = parseTrustAnchor(der);
    assert(read.ok);
    assertEquals(extension(read.value, "keyUsage")?.value, ["keyCertSign", "cRLSign"]);
    assertEquals(read.value.validity, parsed(usual.certificate).validity);
    const tbs = rangeOf(read.value, "tbsCertificate")!;
    assertEquals(der.subarray(tbs.start, tbs.end), read.value.tbs);
    assert(extensionRange(read.value, "keyUsage") !== undefined);

    const { chain } = by.issue({ names: ["bank.example"] });
    const asked = {
      provider,
      anchors: [der],
      now: NOW,
      purpose: "serverAuth" as const,
      name: "bank.example",
    };
    assertEquals(verifyPath({ ...asked, presented: chain }).ok, true);
    assertEquals(verifyPath({ ...asked, presented: chain, rules: WEB_PKI.rules }).ok, true);
    assertEquals(verifyPath({ ...asked, presented: [...chain, der] }).ok, true, "sent along");
    const untrusted = verifyPath({ ...asked, anchors: [], presented: [...chain, der] });
    assertEquals(untrusted.ok, false, "sent along, and trusted by nobody");
  });
}

Deno.test("what is no certificate at all cannot be trusted either", () => {
  for (const der of [new Uint8Array(), Uint8Array.of(0x30, 0), usual.certificate.slice(0, 90)]) {
    assertEquals(parseTrustAnchor(der), parseCertificate(der));
  }
});
