import { registry } from "../../bytes/mod.ts";
import { greased } from "./grease.ts";

/** `ProtocolVersion`; TLS 1.3 writes 0x0303 in its legacy fields (RFC 9846 §5.1, §4.3.1). */
export const ProtocolVersion = greased(registry("ProtocolVersion", 2, {
  "SSL 2.0": 0x0002,
  "SSL 3.0": 0x0300,
  "TLS 1.0": 0x0301,
  "TLS 1.1": 0x0302,
  "TLS 1.2": 0x0303,
  "TLS 1.3": 0x0304,
}));

/** `ContentType` of a record (RFC 9846 §5.1). */
export const ContentType = registry("ContentType", 1, {
  change_cipher_spec: 20,
  alert: 21,
  handshake: 22,
  application_data: 23,
  heartbeat: 24,
});

/** `HandshakeType` (RFC 9846 §4), with those that TLS 1.2 and extensions still use. */
export const HandshakeType = registry("HandshakeType", 1, {
  hello_request: 0,
  client_hello: 1,
  server_hello: 2,
  new_session_ticket: 4,
  end_of_early_data: 5,
  encrypted_extensions: 8,
  certificate: 11,
  server_key_exchange: 12,
  certificate_request: 13,
  server_hello_done: 14,
  certificate_verify: 15,
  client_key_exchange: 16,
  finished: 20,
  certificate_url: 21,
  certificate_status: 22,
  key_update: 24,
  compressed_certificate: 25,
  message_hash: 254,
});

export type HandshakeTypeName = Exclude<
  keyof typeof HandshakeType,
  "name" | "read" | "write" | "show" | "nameOf" | "label" | "entries"
>;

/** `AlertLevel` (RFC 9846 §6); TLS 1.3 derives the gravity from the description alone. */
export const AlertLevel = registry("AlertLevel", 1, { warning: 1, fatal: 2 });

/** `AlertDescription` (RFC 9846 §6), with the older ones that history needs. */
export const AlertDescription = registry("AlertDescription", 1, {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  decryption_failed: 21,
  record_overflow: 22,
  decompression_failure: 30,
  handshake_failure: 40,
  no_certificate: 41,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  access_denied: 49,
  decode_error: 50,
  decrypt_error: 51,
  export_restriction: 60,
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  inappropriate_fallback: 86,
  user_canceled: 90,
  no_renegotiation: 100,
  missing_extension: 109,
  unsupported_extension: 110,
  certificate_unobtainable: 111,
  unrecognized_name: 112,
  bad_certificate_status_response: 113,
  bad_certificate_hash_value: 114,
  unknown_psk_identity: 115,
  certificate_required: 116,
  general_error: 117,
  no_application_protocol: 120,
  ech_required: 121,
});

/** IANA name of an alert: `unknown_ca`. */
export type AlertName = Exclude<
  keyof typeof AlertDescription,
  "name" | "read" | "write" | "show" | "nameOf" | "label" | "entries"
>;

/** `KeyUpdateRequest` (RFC 9846 §4.7.3 [8446 §4.6.3]). */
export const KeyUpdateRequest = registry("KeyUpdateRequest", 1, {
  update_not_requested: 0,
  update_requested: 1,
});

/** `PskKeyExchangeMode` (RFC 9846 §4.3.9 [8446 §4.2.9]). */
export const PskKeyExchangeMode = registry("PskKeyExchangeMode", 1, {
  psk_ke: 0,
  psk_dhe_ke: 1,
});
