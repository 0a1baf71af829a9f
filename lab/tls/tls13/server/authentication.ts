import type { ServerConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { finishedVerifyData } from "../../schedule/mod.ts";
import {
  type VerifiedChain,
  verifyChain,
  verifyFinished,
  verifySignature,
} from "../../verifier.ts";
import type { Certificate } from "../../../wire/mod.ts";
import { unpacked } from "../compressed_certificate.ts";
import { extensionFault } from "../extension_rules.ts";
import { sendTickets } from "./tickets.ts";
import type { ServerState } from "./state.ts";

/** No more early data: from here on the client uses the keys of the handshake (§4.6 [8446 §4.5]). */
export function onEndOfEarlyData(
  state: Named<ServerState, "WAIT_EOED">,
  { raw }: Received<"end_of_early_data">,
  out: Out<ServerConfig>,
): ServerState {
  out.transcript.add(raw);
  out.readKeys(state.session, state.clientHandshakeSecret);
  return { ...state, name: "WAIT_FINISHED" };
}

/** The client's certificate, or its regret at having none (RFC 9846 §4.5.1 [8446 §4.4.2.4]). */
export function onCertificate(
  state: Named<ServerState, "WAIT_CERT">,
  { body, raw }: Received<"certificate">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  if (body.certificateRequestContext.length > 0) {
    return fault("badCertificateContext", "The client's Certificate has a context");
  }
  if (body.certificateList.length === 0) {
    if (out.config.clientCertificate === "require") {
      return fault("certificateRequired", "The client shows no certificate");
    }
    out.transcript.add(raw);
    return { ...state, name: "WAIT_FINISHED" };
  }
  const verified = judgeClient(body, out);
  if (verified instanceof Fault) return verified;
  out.transcript.add(raw);
  const { chain, key, certificates } = verified;
  return { ...state, name: "WAIT_CV", chain, key, peerChain: certificates };
}

/** Whether the client's certificates hold, whenever it shows them. */
export function judgeClient(
  { certificateList }: Certificate,
  out: Out<ServerConfig>,
): VerifiedChain | Fault {
  for (const { extensions } of certificateList) {
    // CertificateRequest asked for no certificate extensions.
    const wrong = extensionFault(extensions, "certificate", new Set());
    if (wrong !== undefined) return wrong;
  }
  return verifyChain(certificateList.map(({ certData }) => certData), { role: "client" }, out);
}

/** The same, packed, if we said that we unpack it (RFC 8879 §4). */
export function onCompressedCertificate(
  state: Named<ServerState, "WAIT_CERT">,
  message: Received<"compressed_certificate">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  if (!out.config.certificateCompression) {
    return fault("unexpectedMessage", "A packed certificate, which we did not offer to unpack");
  }
  const certificate = unpacked(message);
  return certificate instanceof Fault ? certificate : onCertificate(state, certificate, out);
}

export function onCertificateVerify(
  state: Named<ServerState, "WAIT_CV">,
  { body, raw }: Received<"certificate_verify">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  const signature = verifySignature(body, "client", state.key, out);
  if (signature instanceof Fault) return signature;
  out.transcript.add(raw);
  return { ...state, name: "WAIT_FINISHED", client: { chain: state.chain, signature } };
}

/** The client has seen the same handshake: its application keys are good from here. */
export function onFinished(
  state: Named<ServerState, "WAIT_FINISHED">,
  { body, raw }: Received<"finished">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  const { session, main, client, psk, agreement, peerChain } = state;
  const expected = finishedVerifyData(
    session.kdf,
    state.clientHandshakeSecret,
    out.transcript.digest(),
  );
  const finished = verifyFinished(body, expected, out);
  if (finished instanceof Fault) return finished;
  out.transcript.add(raw);
  out.readKeys(session, state.clientSecret);
  out.emit({ kind: "connected", agreement });
  const resumption = main.resumption(out.transcript.digest());
  if (state.wantsTickets) sendTickets({ session, agreement, resumption, peerChain }, out);
  return {
    name: "CONNECTED",
    session,
    finished,
    psk,
    ...(client !== undefined && { client }),
    main,
    resumption,
    lateRequests: state.lateRequests,
    pending: [],
  };
}
