/** Replacement parts for seams: one known mistake per file. */
export { acceptAnyCertificate } from "./accept_any_certificate.ts";
export type { Flaw } from "./flaw.ts";
export { recordsWithoutIntegrity } from "./records_without_integrity.ts";
export { recordsWithoutOrder } from "./records_without_order.ts";
export { ignoreIssuer, ignoreName } from "./skip_rules.ts";
