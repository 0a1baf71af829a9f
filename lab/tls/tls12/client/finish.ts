import { ClientCertificateType } from "../../../wire/mod.ts";
import type { PublicKey } from "../../../crypto/mod.ts";
import type { CertificateRequest12 } from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import { Fault } from "../../fault.ts";
import type { Named } from "../../machine.ts";
import { verifyFinished } from "../../verifier.ts";
import type { Out12, Received12 } from "../out.ts";
import { certificateVerifyDialect, chooseScheme12, type ChosenScheme, sign } from "../prove.ts";
import { agreementOf, establish, offerExports, recordsOf, type Session12 } from "../session.ts";
import { withHalf } from "./authentication.ts";
import { tellSession } from "./resume.ts";
import type { ClientState12 } from "./state.ts";

/** The server has said its part: answer with ours, up to Finished (RFC 5246 §7.3). */
export function onServerHelloDone(
  state: Named<ClientState12, "WAIT_KEY_EXCHANGE" | "WAIT_HELLO_DONE" | "WAIT_HELLO_DONE_ONLY">,
  { raw }: Received12<"server_hello_done">,
  out: Out12<ClientConfig>,
): ClientState12 | Fault {
  const ready = withHalf(state, out);
  if (ready instanceof Fault) return ready;
  out.transcript.add(raw);
  const { agreed, chain, signature, sessionId, peerChain } = ready;
  const scheme = ready.name === "WAIT_HELLO_DONE_ONLY"
    ? showIdentity(ready.request, agreed.dialect, out)
    : undefined;
  const half = ready.half!;
  const answer = half.answer();
  if (answer instanceof Fault) return answer;
  out.sendRaw("client_key_exchange", answer.body);
  const session = establish(agreed, answer.premaster, half.group, out);
  if (scheme !== undefined) proveIdentity(scheme, session, out);
  const clientVerifyData = sendFinished(session, out);
  return {
    name: ready.ticket ? "WAIT_TICKET" : "WAIT_CHANGE_CIPHER_SPEC",
    session,
    chain,
    signature,
    peerChain,
    sessionId,
    resumed: false,
    clientVerifyData,
  };
}

/** Changes to the new keys and says under them what the handshake was (RFC 5246 §7.4.9). */
export function sendFinished(session: Session12, out: Out12<ClientConfig>): Uint8Array {
  const { dialect, kit, mainSecret } = session;
  out.changeCipherSpecTo(recordsOf(session, "client", out));
  const verifyData = dialect.verifyData(kit, mainSecret, "client", out.transcript.bytes());
  out.send("finished", { verifyData });
  return verifyData;
}

/** Shows the client's certificate, or an empty list when there is none that fits. */
function showIdentity(
  request: CertificateRequest12,
  dialect: Session12["dialect"],
  out: Out12<ClientConfig>,
): ChosenScheme | undefined {
  const { identity, signatureSchemes } = out.config;
  const key = identity?.key.publicKey;
  const scheme = key !== undefined && request.certificateTypes.includes(typeOf(key))
    ? chooseScheme12(
      key,
      request.supportedSignatureAlgorithms ?? [],
      signatureSchemes,
      certificateVerifyDialect(dialect),
    )
    : undefined;
  const fits = scheme !== undefined && !(scheme instanceof Fault);
  out.send("certificate", { certificateList: fits ? identity!.chain : [] });
  return fits ? scheme : undefined;
}

/** Signs everything so far (RFC 5246 §7.4.8). */
function proveIdentity(scheme: ChosenScheme, session: Session12, out: Out12<ClientConfig>): void {
  const { dialect, kit, mainSecret } = session;
  const transcript = out.transcript.bytes();
  const content = dialect.certificateVerifyContent(kit, mainSecret, transcript);
  out.sendRaw("certificate_verify", sign(scheme, out.config.identity!.key, content, out));
}

function typeOf(key: PublicKey): number {
  return key.type === "rsa" ? ClientCertificateType.rsa_sign : ClientCertificateType.ecdsa_sign;
}

/** A ticket for later, or an empty one in its place (RFC 5077 §3.3). */
export function onNewSessionTicket(
  state: Named<ClientState12, "WAIT_TICKET">,
  { body: { ticket, ticketLifetimeHint: lifetime }, raw }: Received12<"new_session_ticket">,
  out: Out12<ClientConfig>,
): ClientState12 {
  out.transcript.add(raw);
  return { ...state, name: "WAIT_CHANGE_CIPHER_SPEC", newTicket: { ticket, lifetime } };
}

/** From here on the server's records are sealed. */
export function onChangeCipherSpec(
  state: Named<ClientState12, "WAIT_CHANGE_CIPHER_SPEC">,
  _message: unknown,
  out: Out12<ClientConfig>,
): ClientState12 | Fault {
  out.protectReading(recordsOf(state.session, "server", out));
  return { ...state, name: "WAIT_FINISHED" };
}

/** Both have seen the same handshake. In a resumption the server says so first. */
export function onFinished(
  state: Named<ClientState12, "WAIT_FINISHED">,
  { body, raw }: Received12<"finished">,
  out: Out12<ClientConfig>,
): ClientState12 | Fault {
  const { session, chain, signature, resumed } = state;
  const { dialect, kit, mainSecret } = session;
  const expected = dialect.verifyData(kit, mainSecret, "server", out.transcript.bytes());
  const finished = verifyFinished(body, expected, out);
  if (finished instanceof Fault) return finished;
  out.transcript.add(raw);
  const client = state.clientVerifyData ?? sendFinished(session, out);
  offerExports(session, out);
  out.emit({ kind: "connected", agreement: agreementOf(session, resumed) });
  tellSession(session, state, out);
  return {
    name: "CONNECTED",
    session,
    server: { chain, signature, finished },
    finisheds: { client, server: expected },
  };
}
