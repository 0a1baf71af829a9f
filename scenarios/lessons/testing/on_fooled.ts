/** Second opinions on stories in which a validator is fooled, or fools itself. */
import { equalBytes, hex } from "../../../lab/bytes/mod.ts";
import { type Certificate, parseCertificate, sameName, shortName } from "../../../lab/pki/mod.ts";
import { events, failedRules, type Opinion } from "./read.ts";

type Row = Parameters<Opinion>[0];

/** The certificates that somebody was shown in a connection, leaf first. */
function shown(row: Row, node: string, connection: number): readonly Certificate[] {
  const check = events(row, "tls.check", node)
    .filter(({ subject }) => subject === "certificate chain")[connection]!;
  return check.certificates.map((der) => {
    const read = parseCertificate(der);
    if (!read.ok) throw new Error(read.error);
    return read.value;
  });
}

/** By address of the question. */
export const ON_FOOLED: Readonly<Record<string, Opinion>> = {
  "chain-outage/root": (row) => shortName(shown(row, "till", 1).at(-1)!.issuer),
  // The cross-certificate is for the name that has issued the one before it: a root's own.
  "chain-outage/sent": (row) => {
    const all = shown(row, "till", 1);
    return String(all.findIndex(({ issuer }) => sameName(issuer, all.at(-1)!.subject)) + 1);
  },
  "chain-outage/serial": (row) => {
    const [, second, cross] = shown(row, "till", 1);
    if (equalBytes(second!.der, cross!.der)) throw new Error("one certificate twice");
    return hex(cross!.serialNumber);
  },

  "rsa-e3-forgery/signature": (row) => hex(shown(row, "alice", 0)[0]!.signature.slice(-4)),
  "rsa-e3-forgery/zeros": (row) => {
    // A root of 2048 - 15 bits has a third of them, rounded up.
    const { signature } = shown(row, "alice", 0)[0]!;
    const bits = BigInt(`0x${hex(signature)}`).toString(2).length;
    return String(256 - Math.ceil(bits / 8));
  },
  "rsa-e3-forgery/rule": (row) => failedRules(row).join(),
  "rsa-e3-forgery/serial": (row) => hex(shown(row, "alice", 0)[0]!.serialNumber),

  "weak-signature/next": (row) => {
    const text = events(row, "note", "mallory").map(({ text }) => text).join();
    const [, head, tail] = /certificate ([0-9a-f]*?)([0-9a-f]{6}),/.exec(text)!;
    return head + (parseInt(tail!, 16) + 1).toString(16).padStart(6, "0");
  },
  "weak-signature/signature": (row) => hex(shown(row, "alice", 0)[1]!.signature.slice(-4)),
  "weak-signature/rule": (row) => failedRules(row).join(),

  "mutual-tls-impersonation/proved": (row) => shortName(shown(row, "archive", 0)[0]!.subject),
  "mutual-tls-impersonation/shown": (row) => String(shown(row, "archive", 0).length),
  "mutual-tls-impersonation/copy": (row) => hex(shown(row, "archive", 0).at(-1)!.serialNumber),

  "local-root/issuer": (row) => shortName(shown(row, "alice", 0)[0]!.issuer),
  "local-root/rule": (row) => {
    const failed = events(row, "tls.check", "alice").filter(({ ok }) => !ok);
    return failed.flatMap(({ checks }) => checks).map(({ rule }) => rule).join();
  },
  "local-root/serial": (row) => hex(shown(row, "alice", 0)[0]!.serialNumber),
};
