/** Second opinions on the zoo, from what Alice was shown there and what her checks found. */
import { hex } from "../../../lab/bytes/mod.ts";
import { attribute, extension, parseCertificate } from "../../../lab/pki/mod.ts";
import { events, type Opinion } from "./read.ts";

type Row = Parameters<Opinion>[0];

const chains = (row: Row) =>
  events(row, "tls.check", "alice").filter(({ subject }) => subject === "certificate chain");

/** The leaves that Alice was shown, in their order. */
function leaves(row: Row) {
  return chains(row).map(({ certificates }) => {
    const read = parseCertificate(certificates[0]!);
    if (!read.ok) throw new Error(read.error);
    return read.value;
  });
}

/** Rules about what a certificate does not say by itself. */
const OF_MORE = ["revocationLists", "transparency", "pinnedKey"];

/** By address of the question. */
export const ON_ZOO: Readonly<Record<string, Opinion>> = {
  "certificate-zoo/alert": (row) => {
    const [first] = events(row, "tls.alert", "alice").filter(({ alert }) =>
      alert !== "close_notify"
    );
    return first!.alert;
  },
  "certificate-zoo/web": (row) => {
    const failed = events(row, "tls.check", "alice").map(({ checks }) =>
      checks.filter(({ ok }) => !ok).map(({ rule }) => rule)
    );
    const all = failed.filter((rules) =>
      rules.length > 0 && rules.every((rule) => OF_MORE.includes(rule))
    );
    return String(all.length);
  },
  "certificate-zoo/forum": (row) => {
    const chainsOfOne = chains(row).filter(({ checks }) =>
      checks.some(({ ok, rule }) => !ok && rule.startsWith("web"))
    );
    if (chainsOfOne.length !== 1) throw new Error("Cannot tell which one is meant");
    const long = leaves(row).filter(({ validity }) =>
      validity.notAfter - validity.notBefore > 200 * 86_400
    );
    return attribute(long[0]!.subject, "commonName")!.replace(/\.zoo\.example$/, "");
  },
  "certificate-zoo/label": (row) => {
    const nameless = leaves(row).filter((leaf) => extension(leaf, "subjectAltName") === undefined);
    if (nameless.length !== 1) throw new Error("Cannot tell which one is meant");
    return attribute(nameless[0]!.subject, "commonName")!.replace(/\.zoo\.example$/, "");
  },
  "certificate-zoo/serial": (row) => {
    const now = Math.max(...leaves(row).map(({ validity }) => validity.notBefore)) + 100 * 86_400;
    const late = leaves(row).find(({ validity }) => validity.notAfter < now)!;
    return hex(late.serialNumber);
  },
};
