/** Replacement parts for seams: one known mistake per file. */
import { acceptAnyCertificate } from "./accept_any_certificate.ts";
import type { Flaw } from "./flaw.ts";
import { recordsWithoutIntegrity } from "./records_without_integrity.ts";
import { recordsWithoutOrder } from "./records_without_order.ts";
import { ignoreIssuer, ignoreName } from "./skip_rules.ts";

export type { Flaw };
export {
  acceptAnyCertificate,
  ignoreIssuer,
  ignoreName,
  recordsWithoutIntegrity,
  recordsWithoutOrder,
};

/** Every flaw there is. */
export const FLAWS: readonly Flaw[] = [
  acceptAnyCertificate,
  ignoreName,
  ignoreIssuer,
  recordsWithoutIntegrity,
  recordsWithoutOrder,
];
