/** Extensions about the service asked for and the certificates used. */
import {
  type Bytes,
  fromUtf8,
  list,
  prefixed,
  registry,
  rest,
  shown,
  struct,
  uint16,
} from "../../bytes/mod.ts";
import { defineExtension } from "./definition.ts";
import { empty } from "./empty.ts";

const text = (bytes: Bytes) => JSON.stringify(fromUtf8(bytes));

/** `NameType` (RFC 6066 §3). */
export const NameType = registry("NameType", 1, { host_name: 0 });

const ServerName = struct("ServerName", {
  nameType: NameType,
  hostName: shown(prefixed(2, rest, { min: 1 }), text),
});

/** RFC 6066 §3: the name the client wants, in the clear. Servers answer with an empty one. */
export const serverName = defineExtension("server_name", {
  client_hello: prefixed(2, list(ServerName), { min: 1 }),
  server_hello: empty,
  encrypted_extensions: empty,
});

const ProtocolName = shown(prefixed(1, rest, { min: 1 }), text);
const protocolNames = prefixed(2, list(ProtocolName), { min: 2 });

/** RFC 7301 §3.1. */
export const applicationLayerProtocolNegotiation = defineExtension(
  "application_layer_protocol_negotiation",
  {
    client_hello: protocolNames,
    server_hello: protocolNames,
    encrypted_extensions: protocolNames,
  },
);

/** `CertificateStatusType` (RFC 6066 §8). */
export const CertificateStatusType = registry("CertificateStatusType", 1, { ocsp: 1 });

/** `CertificateStatus` (RFC 6066 §8): in TLS 1.2 a message, in TLS 1.3 an extension's content. */
export const CertificateStatus = struct("CertificateStatus", {
  statusType: CertificateStatusType,
  response: prefixed(3, rest, { min: 1 }),
});

/** RFC 6066 §8, RFC 9846 §4.5.1.1 [8446 §4.4.2.1]. */
export const statusRequest = defineExtension("status_request", {
  client_hello: struct("CertificateStatusRequest", {
    statusType: CertificateStatusType,
    request: rest,
  }),
  server_hello: empty,
  certificate: CertificateStatus,
  certificate_request: rest,
});

const DistinguishedName = prefixed(2, rest, { min: 1 });
const authorities = prefixed(2, list(DistinguishedName), { min: 3 });

/** RFC 9846 §4.3.4 [8446 §4.2.4]: issuers the sender trusts. */
export const certificateAuthorities = defineExtension("certificate_authorities", {
  client_hello: authorities,
  certificate_request: authorities,
});

/** RFC 9846 §4.3.5 [8446 §4.2.5]. */
export const oidFilters = defineExtension("oid_filters", {
  certificate_request: prefixed(
    2,
    list(struct("OIDFilter", {
      certificateExtensionOid: prefixed(1, rest, { min: 1 }),
      certificateExtensionValues: prefixed(2, rest),
    })),
  ),
});

/** RFC 9846 §4.3.6 [8446 §4.2.6]. */
export const postHandshakeAuth = defineExtension("post_handshake_auth", { client_hello: empty });

/** `CertificateType` (RFC 7250 §3). */
export const CertificateType = registry("CertificateType", 1, { X509: 0, RawPublicKey: 2 });

/** RFC 7250 §3. */
export const clientCertificateType = defineExtension("client_certificate_type", {
  client_hello: prefixed(1, list(CertificateType), { min: 1 }),
  server_hello: CertificateType,
  encrypted_extensions: CertificateType,
});

/** RFC 7250 §3. */
export const serverCertificateType = defineExtension("server_certificate_type", {
  client_hello: prefixed(1, list(CertificateType), { min: 1 }),
  server_hello: CertificateType,
  encrypted_extensions: CertificateType,
});

/** `CertificateCompressionAlgorithm` (RFC 8879 §3). */
export const CertificateCompressionAlgorithm = registry("CertificateCompressionAlgorithm", 2, {
  zlib: 1,
  brotli: 2,
  zstd: 3,
});

const compressionAlgorithms = prefixed(1, list(CertificateCompressionAlgorithm), { min: 2 });

/** RFC 8879 §3. */
export const compressCertificate = defineExtension("compress_certificate", {
  client_hello: compressionAlgorithms,
  certificate_request: compressionAlgorithms,
});

/** RFC 8449 §4: the longest inner plaintext the sender will take. */
export const recordSizeLimit = defineExtension("record_size_limit", {
  client_hello: uint16,
  server_hello: uint16,
  encrypted_extensions: uint16,
});
