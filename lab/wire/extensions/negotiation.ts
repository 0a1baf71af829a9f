/** Extensions that choose versions, groups, algorithms and keys (RFC 9846 §4.3 [8446 §4.2]). */
import {
  type Infer,
  list,
  prefixed,
  rest,
  shortHex,
  shown,
  struct,
  uint16,
  uint32,
} from "../../bytes/mod.ts";
import { NamedGroup, SignatureScheme } from "../registry/groups_and_schemes.ts";
import { ProtocolVersion, PskKeyExchangeMode } from "../registry/protocol.ts";
import { defineExtension } from "./definition.ts";
import { empty } from "./empty.ts";

/** RFC 9846 §4.3.1 [8446 §4.2.1]. */
export const supportedVersions = defineExtension("supported_versions", {
  client_hello: prefixed(1, list(ProtocolVersion), { min: 2, max: 254 }),
  server_hello: ProtocolVersion,
  hello_retry_request: ProtocolVersion,
});

const opaqueCookie = prefixed(2, rest, { min: 1 });

/** RFC 9846 §4.3.2 [8446 §4.2.2]. */
export const cookie = defineExtension("cookie", {
  client_hello: opaqueCookie,
  hello_retry_request: opaqueCookie,
});

const schemes = prefixed(2, list(SignatureScheme), { min: 2, max: 0xfffe });

/** RFC 9846 §4.3.3 [8446 §4.2.3]. */
export const signatureAlgorithms = defineExtension("signature_algorithms", {
  client_hello: schemes,
  certificate_request: schemes,
});

/** RFC 9846 §4.3.3 [8446 §4.2.3]: what may sign certificates, when it differs. */
export const signatureAlgorithmsCert = defineExtension("signature_algorithms_cert", {
  client_hello: schemes,
  certificate_request: schemes,
});

const groups = prefixed(2, list(NamedGroup), { min: 2 });

/** RFC 9846 §4.3.7 [8446 §4.2.7]. */
export const supportedGroups = defineExtension("supported_groups", {
  client_hello: groups,
  encrypted_extensions: groups,
});

const publicValue = shown(prefixed(2, rest, { min: 1 }), (bytes) => shortHex(bytes));

/** RFC 9846 §4.3.8 [8446 §4.2.8]. */
export const KeyShareEntry = struct(
  "KeyShareEntry",
  { group: NamedGroup, keyExchange: publicValue },
  ({ group }) => NamedGroup.label(group),
);
export type KeyShareEntry = Infer<typeof KeyShareEntry>;

/** RFC 9846 §4.3.8 [8446 §4.2.8]. */
export const keyShare = defineExtension("key_share", {
  client_hello: prefixed(2, list(KeyShareEntry)),
  server_hello: KeyShareEntry,
  hello_retry_request: NamedGroup,
});

/** RFC 9846 §4.3.9 [8446 §4.2.9]. */
export const pskKeyExchangeModes = defineExtension("psk_key_exchange_modes", {
  client_hello: prefixed(1, list(PskKeyExchangeMode), { min: 1 }),
});

/** RFC 9846 §4.3.10 [8446 §4.2.10]. */
export const earlyData = defineExtension("early_data", {
  client_hello: empty,
  encrypted_extensions: empty,
  new_session_ticket: struct("EarlyDataIndication", { maxEarlyDataSize: uint32 }),
});

const PskIdentity = struct("PskIdentity", {
  identity: prefixed(2, rest, { min: 1 }),
  obfuscatedTicketAge: uint32,
});

/** RFC 9846 §4.3.11 [8446 §4.2.11]; always the last extension of a ClientHello. */
export const preSharedKey = defineExtension("pre_shared_key", {
  client_hello: struct("OfferedPsks", {
    identities: prefixed(2, list(PskIdentity), { min: 7 }),
    binders: prefixed(2, list(prefixed(1, rest, { min: 32 })), { min: 33 }),
  }),
  server_hello: uint16,
});
