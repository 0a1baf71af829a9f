/** Replacement parts for seams: one known mistake per file. */
import { acceptAnyCertificate } from "./accept_any_certificate.ts";
import type { Flaw } from "./flaw.ts";
import { followSentChain } from "./follow_sent_chain.ts";
import { ignoreBytesBehindHash } from "./ignore_bytes_behind_hash.ts";
import { ignoreDowngradeSentinel } from "./ignore_downgrade_sentinel.ts";
import { ignoreFallbackSignal } from "./ignore_fallback_signal.ts";
import { ignoreFinished } from "./ignore_finished.ts";
import { matchCommonName } from "./match_common_name.ts";
import { matchUntilNul } from "./match_until_nul.ts";
import { noDowngradeSentinel } from "./no_downgrade_sentinel.ts";
import { overReadHeartbeat } from "./over_read_heartbeat.ts";
import { recordsWithoutIntegrity } from "./records_without_integrity.ts";
import { recordsWithoutOrder } from "./records_without_order.ts";
import { reusedGcmNonce } from "./reused_gcm_nonce.ts";
import { silentOnBadPadding } from "./silent_on_bad_padding.ts";
import {
  ignoreAuthority,
  ignoreBasicConstraints,
  ignoreDates,
  ignoreIssuer,
  ignoreKeyLength,
  ignoreKeyUsage,
  ignoreLaterName,
  ignoreName,
  ignoreNameConstraints,
  ignorePathLength,
  ignorePurpose,
  ignoreWeakHash,
} from "./skip_rules.ts";
import { skipKeyExchangeSignature } from "./skip_key_exchange_signature.ts";
import { tellBadPremaster } from "./tell_bad_premaster.ts";
import { tellPaddingFromMac } from "./tell_padding_from_mac.ts";
import { computeOnAnyCurve, trustRootByKey, trustRootOnAnyCurve } from "./trust_root_by_key.ts";
import { unboundRenegotiation } from "./unbound_renegotiation.ts";

export type { Flaw };
export {
  acceptAnyCertificate,
  computeOnAnyCurve,
  followSentChain,
  ignoreAuthority,
  ignoreBasicConstraints,
  ignoreBytesBehindHash,
  ignoreDates,
  ignoreDowngradeSentinel,
  ignoreFallbackSignal,
  ignoreFinished,
  ignoreIssuer,
  ignoreKeyLength,
  ignoreKeyUsage,
  ignoreLaterName,
  ignoreName,
  ignoreNameConstraints,
  ignorePathLength,
  ignorePurpose,
  ignoreWeakHash,
  matchCommonName,
  matchUntilNul,
  noDowngradeSentinel,
  overReadHeartbeat,
  recordsWithoutIntegrity,
  recordsWithoutOrder,
  reusedGcmNonce,
  silentOnBadPadding,
  skipKeyExchangeSignature,
  tellBadPremaster,
  tellPaddingFromMac,
  trustRootByKey,
  trustRootOnAnyCurve,
  unboundRenegotiation,
};

/** Every flaw there is. */
export const FLAWS: readonly Flaw[] = [
  acceptAnyCertificate,
  computeOnAnyCurve,
  trustRootByKey,
  trustRootOnAnyCurve,
  ignoreName,
  ignoreLaterName,
  ignoreIssuer,
  ignoreKeyLength,
  ignoreDates,
  ignoreAuthority,
  ignoreBasicConstraints,
  ignoreKeyUsage,
  ignorePathLength,
  ignorePurpose,
  ignoreWeakHash,
  ignoreNameConstraints,
  matchCommonName,
  followSentChain,
  ignoreBytesBehindHash,
  matchUntilNul,
  recordsWithoutIntegrity,
  recordsWithoutOrder,
  silentOnBadPadding,
  skipKeyExchangeSignature,
  tellBadPremaster,
  reusedGcmNonce,
  overReadHeartbeat,
  tellPaddingFromMac,
  ignoreFinished,
  ignoreDowngradeSentinel,
  noDowngradeSentinel,
  ignoreFallbackSignal,
  unboundRenegotiation,
];
