import { type Bytes, utf8 } from "../../../bytes/mod.ts";
import {
  applicationLayerProtocolNegotiation,
  EcPointFormat,
  ecPointFormats,
  encryptThenMac,
  extendedMainSecret,
  type Extension,
  heartbeat,
  HeartbeatMode,
  makeExtension,
  recordSizeLimit,
  renegotiationInfo,
  serverName,
  sessionTicket,
  signedCertificateTimestamp,
  statusRequest,
} from "../../../wire/mod.ts";
import type { ServerConfig } from "../../config.ts";
import { serverBinding } from "../renegotiation.ts";
import type { Agreed } from "../session.ts";
import { agreedProtections, type Offer12 } from "./choose.ts";

/** Whether this handshake is bound to one before it, and to which (RFC 5746). */
export interface Binding {
  /** Renegotiations are bound to what went before. */
  readonly bound: boolean;
  readonly before: Parameters<typeof serverBinding>[0];
}

/** How the session goes on after this connection, or went on before it. */
export interface Continuity {
  readonly sessionId: Bytes;
  readonly ticket: boolean;
  readonly resumed: boolean;
  /** A CertificateStatus will follow (RFC 6066 §8). */
  readonly status: boolean;
  /** What logs have promised, for clients that ask (RFC 6962 §3.3.1). */
  readonly timestamps?: readonly Bytes[] | undefined;
}

/** Answers to what was asked, and nothing else; in SSL 3.0 the binding at most. */
export function answers(
  offer: Offer12,
  agreed: Agreed,
  { before, bound }: Binding,
  { ticket, resumed, status, timestamps }: Continuity,
  config: ServerConfig,
): Extension[] | undefined {
  const place = "server_hello";
  const { alpn, dialect, suite } = agreed;
  const list: Extension[] = [];
  if (bound) {
    list.push(
      makeExtension(renegotiationInfo, place, { renegotiatedConnection: serverBinding(before) }),
    );
  }
  if (offer.serverName !== undefined && !resumed) list.push(makeExtension(serverName, place, null));
  if (agreed.extendedMainSecret) list.push(makeExtension(extendedMainSecret, place, null));
  if (ticket) list.push(makeExtension(sessionTicket, place, null));
  if (status) list.push(makeExtension(statusRequest, place, null));
  if (timestamps !== undefined) {
    list.push(makeExtension(signedCertificateTimestamp, place, timestamps));
  }
  if (agreed.encryptThenMac) list.push(makeExtension(encryptThenMac, place, null));
  if (offer.has(ecPointFormats.type) && suite.keyExchange.name.startsWith("EC")) {
    list.push(makeExtension(ecPointFormats, place, [EcPointFormat.uncompressed]));
  }
  if (agreedProtections(offer, suite, dialect, config).heartbeat) {
    list.push(makeExtension(heartbeat, place, HeartbeatMode.peer_allowed_to_send));
  }
  if (alpn !== undefined) {
    list.push(makeExtension(applicationLayerProtocolNegotiation, place, [utf8(alpn)]));
  }
  if (offer.recordSizeLimit !== undefined && config.recordSizeLimit !== undefined) {
    list.push(makeExtension(recordSizeLimit, place, config.recordSizeLimit));
  }
  return list.length === 0 ? undefined : list;
}
