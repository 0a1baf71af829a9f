/** Named numbers that TLS 1.2 and its elders need and TLS 1.3 does not. */
import { registry } from "../../bytes/mod.ts";

/** `ClientCertificateType` (RFC 5246 §7.4.4, RFC 8422 §5.5). */
export const ClientCertificateType = registry("ClientCertificateType", 1, {
  rsa_sign: 1,
  dss_sign: 2,
  rsa_fixed_dh: 3,
  dss_fixed_dh: 4,
  rsa_ephemeral_dh_RESERVED: 5,
  dss_ephemeral_dh_RESERVED: 6,
  fortezza_dms_RESERVED: 20,
  ecdsa_sign: 64,
  rsa_fixed_ecdh: 65,
  ecdsa_fixed_ecdh: 66,
});

/** `ECCurveType`; today only `named_curve` may be used (RFC 8422 §5.4). */
export const EcCurveType = registry("ECCurveType", 1, {
  explicit_prime: 1,
  explicit_char2: 2,
  named_curve: 3,
});

/** `ECPointFormat`; RFC 8422 §5.1.2 keeps `uncompressed` and deprecates the others. */
export const EcPointFormat = registry("ECPointFormat", 1, {
  uncompressed: 0,
  ansiX962_compressed_prime: 1,
  ansiX962_compressed_char2: 2,
});

/** `CompressionMethod` (RFC 3749 §2). */
export const CompressionMethod = registry("CompressionMethod", 1, { null: 0, DEFLATE: 1 });

/** `HeartbeatMode`: whether the sender takes requests, not only answers (RFC 6520 §2). */
export const HeartbeatMode = registry("HeartbeatMode", 1, {
  peer_allowed_to_send: 1,
  peer_not_allowed_to_send: 2,
});

/** `HeartbeatMessageType` (RFC 6520 §3). */
export const HeartbeatMessageType = registry("HeartbeatMessageType", 1, {
  heartbeat_request: 1,
  heartbeat_response: 2,
});
