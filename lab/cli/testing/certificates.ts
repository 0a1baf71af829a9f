/** What tests of `certificate` need: an authority, files that are none, and a day that stands still. */
import { type Bytes, utf8 } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import { authority, encodePem, type IssueOptions } from "../../pki/mod.ts";
import { main } from "../main.ts";
import { crypto } from "../testing.ts";

export const NOW = 1_785_542_400; // 2026-08-01
export const DAY = 86_400;
const tools = { provider: crypto, random: seededRandom(1, "certificate"), clock: () => NOW };
/** Who issues here. */
export const root = authority("Test Root", tools);
export const issuing = root.intermediate("Test Issuing", { pathLength: 0 });

/** DER of a certificate for bank.example. */
export const leaf = issuing.issue({ names: ["bank.example"] }).chain[0]!;

/** PEM of a chain for bank.example, leaf first. */
export function chain(options: Partial<IssueOptions> = {}): Bytes {
  return pem(...issuing.issue({ names: ["bank.example"], ...options }).chain);
}

/** One or several certificates, given as DER. */
export function pem(...ders: readonly Bytes[]): Bytes {
  return utf8(ders.map((der) => encodePem("CERTIFICATE", der)).join(""));
}

/** One behind the other, as `cat` puts DER files. */
export function join(...ders: readonly Bytes[]): Bytes {
  return Uint8Array.from(ders.flatMap((der) => [...der]));
}

/** The root that is trusted, PEM, and the words that ask for it and for the bank. */
export const ROOT = pem(root.certificate);
export const ALL = ["--trust", "root.pem", "--name", "bank.example"];

/** Runs `certificate` on a first of August 2026 on which there are these files. */
export function call(files: Readonly<Record<string, Bytes>>, ...args: readonly string[]) {
  let [out, error] = ["", ""];
  const status = main(["certificate", ...args], {
    scenarios: [],
    crypto,
    terminal: {
      write: (text) => void (out += text),
      error: (text) => void (error += text),
      columns: 80,
      color: false,
    },
    outside: {
      now: () => NOW,
      read: (path, most) =>
        Object.hasOwn(files, path)
          ? { ok: true, bytes: files[path]!.subarray(0, most) }
          : { ok: false, error: "No such file" },
    },
  });
  return { status, out, error };
}

/** A certificate with two bytes of NULL behind it. */
export function longer(der: Bytes): Bytes {
  return Uint8Array.of(...der, 5, 0);
}
