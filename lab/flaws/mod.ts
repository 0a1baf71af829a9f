/** Replacement parts for seams: one known mistake per file. */
import { acceptAnyCertificate } from "./accept_any_certificate.ts";
import type { Flaw } from "./flaw.ts";
import { overReadHeartbeat } from "./over_read_heartbeat.ts";
import { recordsWithoutIntegrity } from "./records_without_integrity.ts";
import { recordsWithoutOrder } from "./records_without_order.ts";
import { reusedGcmNonce } from "./reused_gcm_nonce.ts";
import { silentOnBadPadding } from "./silent_on_bad_padding.ts";
import { ignoreIssuer, ignoreName } from "./skip_rules.ts";
import { tellBadPremaster } from "./tell_bad_premaster.ts";

export type { Flaw };
export {
  acceptAnyCertificate,
  ignoreIssuer,
  ignoreName,
  overReadHeartbeat,
  recordsWithoutIntegrity,
  recordsWithoutOrder,
  reusedGcmNonce,
  silentOnBadPadding,
  tellBadPremaster,
};

/** Every flaw there is. */
export const FLAWS: readonly Flaw[] = [
  acceptAnyCertificate,
  ignoreName,
  ignoreIssuer,
  recordsWithoutIntegrity,
  recordsWithoutOrder,
  silentOnBadPadding,
  tellBadPremaster,
  reusedGcmNonce,
  overReadHeartbeat,
];
