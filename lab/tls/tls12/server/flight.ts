import { type Bytes, concat, EMPTY, utf8 } from "../../../bytes/mod.ts";
import {
  applicationLayerProtocolNegotiation,
  ClientCertificateType,
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
} from "../../../wire/mod.ts";
import type { ServerConfig } from "../../config.ts";
import { Fault } from "../../fault.ts";
import type { Named } from "../../machine.ts";
import type { Dialect } from "../dialect.ts";
import type { Out12, Received12 } from "../out.ts";
import { sign, signedParams } from "../prove.ts";
import { clientBinding, serverBinding } from "../renegotiation.ts";
import type { Agreed } from "../session.ts";
import { agreedProtections, type Choice12, choose12, type Offer12, readOffer12 } from "./choose.ts";
import type { ServerState12 } from "./state.ts";

/** Reads the offer and answers: ServerHello to ServerHelloDone in one go (RFC 5246 §7.3). */
export function onClientHello(dialect: Dialect) {
  return (
    state: Named<ServerState12, "START" | "CONNECTED">,
    { body, raw }: Received12<"client_hello">,
    out: Out12<ServerConfig>,
  ): ServerState12 | Fault => {
    const { config } = out;
    const before = state.name === "CONNECTED" ? state : undefined;
    if (before !== undefined && !config.renegotiation) {
      out.warn("no_renegotiation");
      return state;
    }
    const bound = clientBinding(body, before, config);
    if (bound instanceof Fault) return bound;
    const offer = readOffer12(body, config);
    if (offer instanceof Fault) return offer;
    const choice = choose12(offer, dialect, config);
    if (choice instanceof Fault) return choice;
    if (before !== undefined) out.transcript.restart();
    out.transcript.add(raw);
    return sendFlight(offer, choice, dialect, { bound, before }, out);
  };
}

interface Binding {
  /** Renegotiations are bound to what went before. */
  readonly bound: boolean;
  readonly before: Parameters<typeof serverBinding>[0];
}

function sendFlight(
  offer: Offer12,
  choice: Choice12,
  dialect: Dialect,
  binding: Binding,
  out: Out12<ServerConfig>,
): ServerState12 | Fault {
  const { config, random } = out;
  const { suite, identity, alpn } = choice;
  const newest = Math.max(...config.versions);
  const draft = random.bytes("server random", 32);
  const { extendedMainSecret, encryptThenMac } = agreedProtections(offer, suite, dialect, config);
  const agreed: Agreed = {
    dialect,
    suite,
    kit: { crypto: config.crypto, hash: suite.hash },
    randoms: {
      client: offer.hello.random,
      server: config.seams.writeDowngrade(draft, dialect.version, newest),
    },
    extendedMainSecret,
    encryptThenMac,
    alpn,
    serverName: offer.serverName,
    secureRenegotiation: binding.bound,
  };
  const half = suite.keyExchange.server({
    crypto: config.crypto,
    random,
    config,
    dialect,
    groups: offer.groups,
    offeredVersion: offer.hello.legacyVersion,
    key: identity?.key,
  });
  if (half instanceof Fault) return half;
  const sessionId = EMPTY;
  out.send("server_hello", {
    legacyVersion: dialect.version,
    random: agreed.randoms.server,
    legacySessionIdEcho: sessionId,
    cipherSuite: suite.value,
    legacyCompressionMethod: 0,
    extensions: answers(offer, agreed, binding, config),
  });
  if (offer.recordSizeLimit !== undefined && config.recordSizeLimit !== undefined) {
    out.limitRecords(offer.recordSizeLimit + 1);
  }
  if (suite.certificate !== "none") out.send("certificate", { certificateList: identity!.chain });
  if (half.params !== undefined) sendServerKeyExchange(half.params, choice, agreed, out);
  const asks = config.clientCertificate !== "ignore" && suite.certificate !== "none";
  if (asks) sendCertificateRequest(dialect, out);
  out.send("server_hello_done", {});
  const answered = { agreed, half, sessionId, ticket: false };
  return asks
    ? { name: "WAIT_CERTIFICATE", ...answered }
    : { name: "WAIT_KEY_EXCHANGE", ...answered };
}

function sendServerKeyExchange(
  params: Bytes,
  { scheme, identity }: Choice12,
  { randoms }: Agreed,
  out: Out12<ServerConfig>,
): void {
  const signature = scheme === undefined
    ? EMPTY
    : sign(scheme, identity!.key, signedParams(randoms, params), out);
  out.sendRaw("server_key_exchange", concat(params, signature));
}

/** Asks for any certificate whose key can sign (RFC 5246 §7.4.4). */
function sendCertificateRequest(dialect: Dialect, out: Out12<ServerConfig>): void {
  out.send("certificate_request", {
    certificateTypes: [ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign],
    supportedSignatureAlgorithms: dialect.impliedScheme ? [] : out.config.signatureSchemes,
    certificateAuthorities: [],
  });
}

/** Answers to what was asked, and nothing else; SSL 3.0 has none. */
function answers(
  offer: Offer12,
  agreed: Agreed,
  { before, bound }: Binding,
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
  if (offer.serverName !== undefined) list.push(makeExtension(serverName, place, null));
  if (agreed.extendedMainSecret) list.push(makeExtension(extendedMainSecret, place, null));
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
