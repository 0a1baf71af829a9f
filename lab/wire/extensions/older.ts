/** Extensions of TLS 1.2 and relatives, which TLS 1.3 hellos still carry for older peers. */
import { list, prefixed, registry, rest, struct, uint16 } from "../../bytes/mod.ts";
import { EcPointFormat, HeartbeatMode } from "../registry/tls12.ts";
import { defineExtension } from "./definition.ts";
import { empty } from "./empty.ts";

/** `MaxFragmentLength` codes (RFC 6066 §4). */
export const MaxFragmentLength = registry("MaxFragmentLength", 1, {
  "2^9": 1,
  "2^10": 2,
  "2^11": 3,
  "2^12": 4,
});

/** RFC 6066 §4. */
export const maxFragmentLength = defineExtension("max_fragment_length", {
  client_hello: MaxFragmentLength,
  server_hello: MaxFragmentLength,
  encrypted_extensions: MaxFragmentLength,
});

/** RFC 8422 §5.1.2. */
export const ecPointFormats = defineExtension("ec_point_formats", {
  client_hello: prefixed(1, list(EcPointFormat), { min: 1 }),
  server_hello: prefixed(1, list(EcPointFormat), { min: 1 }),
});

const srtp = struct("UseSRTPData", {
  srtpProtectionProfiles: prefixed(2, list(uint16), { min: 2 }),
  srtpMki: prefixed(1, rest),
});

/** RFC 5764 §4.1.1. */
export const useSrtp = defineExtension("use_srtp", {
  client_hello: srtp,
  server_hello: srtp,
  encrypted_extensions: srtp,
});

/** RFC 6961 §2.2: the list of requests is kept as it is. */
export const statusRequestV2 = defineExtension("status_request_v2", {
  client_hello: rest,
  server_hello: empty,
});

/** RFC 6520 §2. */
export const heartbeat = defineExtension("heartbeat", {
  client_hello: HeartbeatMode,
  server_hello: HeartbeatMode,
  encrypted_extensions: HeartbeatMode,
});

/** RFC 7685 §3: zeros that make a ClientHello longer. */
export const padding = defineExtension("padding", { client_hello: rest });

/** RFC 7366 §2. */
export const encryptThenMac = defineExtension("encrypt_then_mac", {
  client_hello: empty,
  server_hello: empty,
});

/** RFC 7627 §5.1; the registry now spells it so. */
export const extendedMainSecret = defineExtension("extended_main_secret", {
  client_hello: empty,
  server_hello: empty,
});

/** RFC 5077 §3.2. */
export const sessionTicket = defineExtension("session_ticket", {
  client_hello: rest,
  server_hello: empty,
});

/** `RenegotiationInfo` (RFC 5746 §3.2). */
const RenegotiationInfo = struct("RenegotiationInfo", {
  renegotiatedConnection: prefixed(1, rest),
});

/** RFC 5746 §3.2. */
export const renegotiationInfo = defineExtension("renegotiation_info", {
  client_hello: RenegotiationInfo,
  server_hello: RenegotiationInfo,
});

/** RFC 9849 §5: Encrypted Client Hello, kept as it is. */
export const encryptedClientHello = defineExtension("encrypted_client_hello", {
  client_hello: rest,
  hello_retry_request: rest,
  encrypted_extensions: rest,
});

/** RFC 9001 §8.2. */
export const quicTransportParameters = defineExtension("quic_transport_parameters", {
  client_hello: rest,
  encrypted_extensions: rest,
});
