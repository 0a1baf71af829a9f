import { EMPTY, utf8 } from "../../../bytes/mod.ts";
import { parseAddress } from "../../../pki/mod.ts";
import {
  applicationLayerProtocolNegotiation,
  CertificateStatusType,
  CipherSuite,
  EcPointFormat,
  ecPointFormats,
  encryptThenMac,
  extendedMainSecret,
  type Extension,
  heartbeat,
  HeartbeatMode,
  makeExtension,
  NameType,
  ProtocolVersion,
  recordSizeLimit,
  renegotiationInfo,
  serverName,
  signatureAlgorithms,
  signedCertificateTimestamp,
  statusRequest,
  supportedGroups,
} from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import type { Out12 } from "../out.ts";
import { GROUPS } from "../../suites.ts";
import { offerable12, sessionIdToOffer, ticketExtension } from "./resume.ts";
import type { Before, ClientState12 } from "./state.ts";

/** Composes a ClientHello for servers of TLS 1.2 and older (RFC 5246 §7.4.1.2) and sends it. */
export function sendOffer12(
  out: Out12<ClientConfig>,
  before?: Before,
): Extract<ClientState12, { name: "WAIT_SERVER_HELLO" }> {
  const { config, random } = out;
  const newest = Math.max(...config.versions);
  const compression = config.legacy?.compression;
  // A renegotiation is there for something new: it goes on from nothing.
  const offered = before === undefined ? offerable12(config, out.now()) : undefined;
  const isSsl3 = newest === ProtocolVersion["SSL 3.0"];
  const hello = config.seams.writeClientHello({
    legacyVersion: newest,
    random: random.bytes("client random", 32),
    legacySessionId: sessionIdToOffer(offered, out),
    cipherSuites: [
      ...config.cipherSuites,
      ...(config.fallback ? [CipherSuite.TLS_FALLBACK_SCSV] : []),
      // Where there are no extensions, a signal stands for that one (RFC 5746 §3.3).
      ...(isSsl3 && config.secureRenegotiation && before === undefined
        ? [CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV]
        : []),
    ],
    legacyCompressionMethods: compression === undefined ? [0] : [compression.method, 0],
    extensions: isSsl3 ? bindingExtension(config, before) : [
      ...nameExtension(config),
      // Key transport needs none, and an empty list has no form (RFC 8422 §5.1.1).
      ...(groupsOf(config).length > 0
        ? [makeExtension(supportedGroups, "client_hello", groupsOf(config))]
        : []),
      makeExtension(signatureAlgorithms, "client_hello", config.signatureSchemes),
      ...olderExtensions(config, before),
      ...ticketExtension(config, offered),
      ...protocolExtensions(config),
    ],
  }, "first");
  out.send("client_hello", hello);
  return { name: "WAIT_SERVER_HELLO", hello, ...(before !== undefined && { before }) };
}

/** What binds a renegotiation to the handshake before (RFC 5746 §3.4, §3.5). */
function bindingExtension(
  { secureRenegotiation }: ClientConfig,
  before: Before | "nothing" | undefined,
): Extension[] | undefined {
  if (!secureRenegotiation || before === undefined) return undefined;
  const renegotiatedConnection = before === "nothing" ? EMPTY : before.finisheds.client;
  return [makeExtension(renegotiationInfo, "client_hello", { renegotiatedConnection })];
}

/** What only servers of TLS 1.2 and older answer. */
export function olderExtensions(config: ClientConfig, before?: Before): Extension[] {
  const place = "client_hello";
  return [
    makeExtension(ecPointFormats, place, [EcPointFormat.uncompressed]),
    ...(config.extendedMainSecret ? [makeExtension(extendedMainSecret, place, null)] : []),
    ...(config.encryptThenMac ? [makeExtension(encryptThenMac, place, null)] : []),
    ...(bindingExtension(config, before ?? "nothing") ?? []),
    ...(config.heartbeat
      ? [makeExtension(heartbeat, place, HeartbeatMode.peer_allowed_to_send)]
      : []),
  ];
}

/** An IP address is no host name and is never sent (RFC 6066 §3). */
export function nameExtension({ serverName: name }: ClientConfig): Extension[] {
  if (name === undefined || parseAddress(name) !== undefined) return [];
  const entry = { nameType: NameType.host_name, hostName: utf8(name) };
  return [makeExtension(serverName, "client_hello", [entry])];
}

/** Any responder's word will do, and no wishes besides: two empty lists (RFC 6066 §8). */
const ANY_STATUS = { statusType: CertificateStatusType.ocsp, request: new Uint8Array(4) };

/** What all versions answer alike. */
export function protocolExtensions(config: ClientConfig): Extension[] {
  return [
    ...(config.alpn.length > 0
      ? [
        makeExtension(
          applicationLayerProtocolNegotiation,
          "client_hello",
          config.alpn.map(utf8),
        ),
      ]
      : []),
    ...(config.recordSizeLimit !== undefined
      ? [makeExtension(recordSizeLimit, "client_hello", config.recordSizeLimit)]
      : []),
    ...(config.ocspStapling ? [makeExtension(statusRequest, "client_hello", ANY_STATUS)] : []),
    ...(config.transparency !== undefined
      ? [makeExtension(signedCertificateTimestamp, "client_hello", null)]
      : []),
  ];
}

function groupsOf({ groups }: ClientConfig): readonly number[] {
  return groups.filter((group) => GROUPS.has(group));
}
