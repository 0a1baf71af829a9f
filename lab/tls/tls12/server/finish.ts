import type { ServerConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named } from "../../machine.ts";
import { verifyChain, verifyFinished } from "../../verifier.ts";
import type { Out12, Received12 } from "../out.ts";
import { certificateVerifyDialect, verifySignature12 } from "../prove.ts";
import { agreementOf, establish, offerExports, recordsOf, type Session12 } from "../session.ts";
import { remember, sendTicket12 } from "./resume.ts";
import type { ServerState12 } from "./state.ts";

/** Length of the header of a handshake message, in bytes. */
const HEADER = 4;

/** The client's certificate, or its regret at having none (RFC 5246 §7.4.6). */
export function onCertificate(
  state: Named<ServerState12, "WAIT_CERTIFICATE">,
  { body: { certificateList }, raw }: Received12<"certificate">,
  out: Out12<ServerConfig>,
): ServerState12 | Fault {
  if (certificateList.length === 0) {
    if (out.config.clientCertificate === "require") {
      return fault("certificateRequired12", "The client shows no certificate");
    }
    out.transcript.add(raw);
    return { ...state, name: "WAIT_KEY_EXCHANGE" };
  }
  const verified = verifyChain(
    certificateList,
    { role: "client", keyUse: "digitalSignature" },
    out,
  );
  if (verified instanceof Fault) return verified;
  out.transcript.add(raw);
  return { ...state, name: "WAIT_KEY_EXCHANGE", shown: verified };
}

/** The client's half: both have the main secret now (RFC 5246 §7.4.7). */
export function onClientKeyExchange(
  { agreed, half, sessionId, ticket, shown }: Named<ServerState12, "WAIT_KEY_EXCHANGE">,
  { body, raw }: Received12<"client_key_exchange">,
  out: Out12<ServerConfig>,
): ServerState12 | Fault {
  const premaster = half.accept(body);
  if (premaster instanceof Fault) return premaster;
  out.transcript.add(raw);
  const session = establish(agreed, premaster, half.group, out);
  const keyed = { session, sessionId, ticket, resumed: false };
  return shown === undefined
    ? { name: "WAIT_CHANGE_CIPHER_SPEC", ...keyed }
    : { name: "WAIT_CERTIFICATE_VERIFY", ...keyed, ...shown };
}

/** The client signs everything so far (RFC 5246 §7.4.8). */
export function onCertificateVerify(
  state: Named<ServerState12, "WAIT_CERTIFICATE_VERIFY">,
  { raw }: Received12<"certificate_verify">,
  out: Out12<ServerConfig>,
): ServerState12 | Fault {
  const { session, sessionId, ticket, resumed, chain, key, certificates } = state;
  const { dialect, kit, mainSecret } = session;
  const content = dialect.certificateVerifyContent(kit, mainSecret, out.transcript.bytes());
  const signature = verifySignature12(
    raw.subarray(HEADER),
    content,
    {
      key,
      what: "The client signed this very transcript with the certificate's key",
      spec: "RFC 5246 §7.4.8",
    },
    certificateVerifyDialect(dialect),
    out,
  );
  if (signature instanceof Fault) return signature;
  out.transcript.add(raw);
  return {
    name: "WAIT_CHANGE_CIPHER_SPEC",
    session,
    sessionId,
    ticket,
    resumed,
    client: { chain, signature },
    peerChain: certificates,
  };
}

/** From here on the client's records are sealed. */
export function onChangeCipherSpec(
  state: Named<ServerState12, "WAIT_CHANGE_CIPHER_SPEC">,
  _message: unknown,
  out: Out12<ServerConfig>,
): ServerState12 {
  out.protectReading(recordsOf(state.session, "client", out));
  return { ...state, name: "WAIT_FINISHED" };
}

/** The client has seen the same handshake; now it is told that so have we. */
export function onFinished(
  state: Named<ServerState12, "WAIT_FINISHED">,
  { body, raw }: Received12<"finished">,
  out: Out12<ServerConfig>,
): ServerState12 | Fault {
  const { session, client, resumed, peerChain, sessionId } = state;
  const { dialect, kit, mainSecret } = session;
  const expected = dialect.verifyData(kit, mainSecret, "client", out.transcript.bytes());
  const finished = verifyFinished(body, expected, out);
  if (finished instanceof Fault) return finished;
  out.transcript.add(raw);
  if (state.ticket) sendTicket12(session, peerChain, out);
  const server = state.serverVerifyData ?? sendFinished(session, out);
  remember(session, sessionId, peerChain, out);
  offerExports(session, out);
  out.emit({ kind: "connected", agreement: agreementOf(session, resumed) });
  return {
    name: "CONNECTED",
    session,
    finished,
    ...(client !== undefined && { client }),
    finisheds: { client: expected, server },
  };
}

/** Changes to the new keys and says under them what the handshake was (RFC 5246 §7.4.9). */
export function sendFinished(session: Session12, out: Out12<ServerConfig>): Uint8Array {
  const { dialect, kit, mainSecret } = session;
  out.changeCipherSpecTo(recordsOf(session, "server", out));
  const verifyData = dialect.verifyData(kit, mainSecret, "server", out.transcript.bytes());
  out.send("finished", { verifyData });
  return verifyData;
}
