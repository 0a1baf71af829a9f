/** What the tests of this room share: tools with a fixed seed and a fixed time. */
import { assert } from "@std/assert";
import type { Bytes } from "../bytes/mod.ts";
import { seededRandom } from "../crypto/mod.ts";
import { nobleProvider } from "../crypto/noble.ts";
import type { Tools } from "./authority/issue.ts";
import { type Certificate, parseCertificate } from "./x509/certificate.ts";

/** 2026-05-28, some time in the evening. */
export const NOW = 1_780_000_000;

export const provider = nobleProvider();

/** Fresh tools: the same seed gives the same certificates. */
export function toolsOf(seed = 1): Tools {
  return { provider, random: seededRandom(seed, "trent"), clock: () => NOW };
}

/** Parses a certificate that must be well-formed. */
export function parsed(der: Bytes): Certificate {
  const read = parseCertificate(der);
  assert(read.ok, read.ok ? "" : read.error);
  return read.value;
}
