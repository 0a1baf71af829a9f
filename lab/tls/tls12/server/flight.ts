import { type Bytes, concat, EMPTY } from "../../../bytes/mod.ts";
import {
  CertificateStatusType,
  ClientCertificateType,
  ProtocolVersion,
  signedCertificateTimestamp,
  statusRequest,
} from "../../../wire/mod.ts";
import type { ServerConfig } from "../../config.ts";
import { Fault } from "../../fault.ts";
import type { Named } from "../../machine.ts";
import type { Dialect } from "../dialect.ts";
import type { Out12, Received12 } from "../out.ts";
import { sign, signedParams } from "../prove.ts";
import { clientBinding } from "../renegotiation.ts";
import { type Agreed, COMPRESSIBLE_LIMIT } from "../session.ts";
import { goOnFrom } from "../session_state.ts";
import type { Suite12 } from "../suite.ts";
import { answers, type Binding, type Continuity } from "./answers.ts";
import {
  agreedProtections,
  type Choice12,
  choose12,
  chooseProtocol,
  commonCompression,
  type Offer12,
  readOffer12,
} from "./choose.ts";
import { sendFinished } from "./finish.ts";
import { type Known12, knownSession, newSessionId, sendTicket12, wantsTicket } from "./resume.ts";
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
    // SSL 3.0 knows no extensions; only the binding is read all the same (RFC 5746 §4.5).
    const isSsl3 = dialect.version === ProtocolVersion["SSL 3.0"];
    const offer = readOffer12(isSsl3 ? { ...body, extensions: undefined } : body, config);
    if (offer instanceof Fault) return offer;
    const alpn = chooseProtocol(offer, config);
    if (alpn instanceof Fault) return alpn;
    const known = knownSession(offer, dialect, out);
    if (known instanceof Fault) return known;
    const choice = known === undefined ? choose12(offer, dialect, config) : undefined;
    if (choice instanceof Fault) return choice;
    if (before !== undefined) out.transcript.restart();
    out.transcript.add(raw);
    const binding = { bound, before };
    const suite = known?.suite ?? choice!.suite;
    const agreed = agree(offer, suite, alpn, dialect, bound, out);
    return known !== undefined
      ? sendAbbreviated(known, offer, agreed, binding, out)
      : sendFlight(offer, choice!, agreed, binding, out);
  };
}

function agree(
  offer: Offer12,
  suite: Suite12,
  alpn: string | undefined,
  dialect: Dialect,
  bound: boolean,
  { config, random }: Out12<ServerConfig>,
): Agreed {
  const newest = Math.max(...config.versions);
  const draft = random.bytes("server random", 32);
  const { extendedMainSecret, encryptThenMac } = agreedProtections(offer, suite, dialect, config);
  return {
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
    secureRenegotiation: bound,
    compression: commonCompression(offer, config),
  };
}

/** Everything up to ServerHelloDone (RFC 5246 §7.3). */
function sendFlight(
  offer: Offer12,
  choice: Choice12,
  agreed: Agreed,
  binding: Binding,
  out: Out12<ServerConfig>,
): ServerState12 | Fault {
  const { config, random } = out;
  const { suite, identity } = choice;
  const { dialect } = agreed;
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
  const ticket = wantsTicket(offer, config);
  const sessionId = newSessionId(ticket, out);
  const status = suite.certificate !== "none" && offer.has(statusRequest.type) &&
    identity?.ocspStaple !== undefined;
  const timestamps = suite.certificate !== "none" && offer.has(signedCertificateTimestamp.type)
    ? identity?.timestamps
    : undefined;
  const continuity = { sessionId, ticket, resumed: false, status, timestamps };
  sendServerHello(offer, agreed, binding, continuity, out);
  if (suite.certificate !== "none") out.send("certificate", { certificateList: identity!.chain });
  if (continuity.status) {
    const statusType = CertificateStatusType.ocsp;
    out.send("certificate_status", { statusType, response: identity!.ocspStaple! });
  }
  if (half.params !== undefined) sendServerKeyExchange(half.params, choice, agreed, out);
  const asks = config.clientCertificate !== "ignore" && suite.certificate !== "none";
  if (asks) sendCertificateRequest(dialect, out);
  out.send("server_hello_done", {});
  const answered = { agreed, half, sessionId, ticket };
  return asks
    ? { name: "WAIT_CERTIFICATE", ...answered }
    : { name: "WAIT_KEY_EXCHANGE", ...answered };
}

/** The abbreviated handshake: the server goes first with its Finished (RFC 5246 §7.3). */
function sendAbbreviated(
  { state: { peerChain, ...state }, renew }: Known12,
  offer: Offer12,
  agreed: Agreed,
  binding: Binding,
  out: Out12<ServerConfig>,
): ServerState12 {
  const ticket = renew && wantsTicket(offer, out.config);
  // Its echo is what tells the client that the session goes on.
  const sessionId = offer.hello.legacySessionId;
  sendServerHello(offer, agreed, binding, { sessionId, ticket, resumed: true, status: false }, out);
  const session = goOnFrom(state, agreed, out);
  if (ticket) sendTicket12(session, peerChain, out);
  return {
    name: "WAIT_CHANGE_CIPHER_SPEC",
    session,
    sessionId: EMPTY, // it is remembered already
    ticket: false,
    resumed: true,
    peerChain,
    serverVerifyData: sendFinished(session, out),
  };
}

function sendServerHello(
  offer: Offer12,
  agreed: Agreed,
  binding: Binding,
  continuity: Continuity,
  out: Out12<ServerConfig>,
): void {
  const { config } = out;
  out.send("server_hello", {
    legacyVersion: agreed.dialect.version,
    random: agreed.randoms.server,
    legacySessionIdEcho: continuity.sessionId,
    cipherSuite: agreed.suite.value,
    legacyCompressionMethod: agreed.compression?.method ?? 0,
    extensions: answers(offer, agreed, binding, continuity, config),
  });
  if (agreedProtections(offer, agreed.suite, agreed.dialect, config).heartbeat) {
    out.allowHeartbeats();
  }
  if (agreed.compression !== undefined) out.limitRecords(COMPRESSIBLE_LIMIT);
  if (offer.recordSizeLimit !== undefined && config.recordSizeLimit !== undefined) {
    out.limitRecords(offer.recordSizeLimit + 1);
  }
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
