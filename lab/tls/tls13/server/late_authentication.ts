/**
 * A client's certificate after the handshake (RFC 9846 §4.7.2 [8446 §4.6.2]): the server asks when
 * it knows what the client wants, and the answer covers the handshake and the request.
 */
import { equalBytes } from "../../../bytes/mod.ts";
import type { Certificate } from "../../../wire/mod.ts";
import type { ServerConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { finishedVerifyData } from "../../schedule/mod.ts";
import { verifyFinished, verifySignature } from "../../verifier.ts";
import { aside } from "../aside.ts";
import { unpacked } from "../compressed_certificate.ts";
import { judgeClient } from "./authentication.ts";
import { certificateRequest } from "./flight.ts";
import type { ServerState } from "./state.ts";

type Connected = Named<ServerState, "CONNECTED">;

/** Asks for a certificate; the answer may take its time. */
export function requestLate(state: Connected, out: Out<ServerConfig>): ServerState {
  const context = out.random.bytes("certificate request context", 8);
  const transcript = out.transcript.fork();
  aside(transcript, out).send("certificate_request", certificateRequest(context, out.config));
  return { ...state, pending: [...state.pending, { context, transcript }] };
}

export function onLateCertificate(
  state: Connected,
  { body, raw }: Received<"certificate">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  if (state.pending.length === 0) {
    return fault("unexpectedMessage", "A certificate that nobody has asked for");
  }
  const request = requestOf(state, body);
  if (request === undefined) {
    return fault("badCertificateContext", "The client's Certificate answers none of our requests");
  }
  const connected = { ...state, pending: state.pending.filter((other) => other !== request) };
  const answering = { connected, request, certificates: [] };
  if (body.certificateList.length === 0) {
    request.transcript.add(raw);
    return { name: "LATE_FINISHED", ...answering };
  }
  const verified = judgeClient(body, out);
  if (verified instanceof Fault) return verified;
  request.transcript.add(raw);
  return { name: "LATE_CV", ...answering, ...verified };
}

function requestOf({ pending }: Connected, { certificateRequestContext }: Certificate) {
  return pending.find(({ context }) => equalBytes(context, certificateRequestContext));
}

export function onLateCompressedCertificate(
  state: Connected,
  message: Received<"compressed_certificate">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  if (state.pending.length === 0 || !out.config.certificateCompression) {
    return fault("unexpectedMessage", "A packed certificate that nobody has asked for");
  }
  const certificate = unpacked(message);
  return certificate instanceof Fault ? certificate : onLateCertificate(state, certificate, out);
}

export function onLateCertificateVerify(
  state: Named<ServerState, "LATE_CV">,
  { body, raw }: Received<"certificate_verify">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  const { transcript } = state.request;
  const { config, now } = out;
  const judge = { config, now, transcript, emit: out.emit.bind(out) };
  const signature = verifySignature(body, "client", state.key, judge);
  if (signature instanceof Fault) return signature;
  transcript.add(raw);
  return { ...state, name: "LATE_FINISHED", client: { chain: state.chain, signature } };
}

/** The end of the answer, under the keys that the client writes with at present. */
export function onLateFinished(
  state: Named<ServerState, "LATE_FINISHED">,
  { body }: Received<"finished">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  const { connected, request, client, certificates } = state;
  const { kdf } = connected.session;
  const digest = request.transcript.digest();
  const expected = finishedVerifyData(kdf, out.trafficSecrets.reading, digest);
  const finished = verifyFinished(body, expected, out);
  if (finished instanceof Fault) return finished;
  out.emit({ kind: "authenticated", certificates });
  return { ...connected, ...(client !== undefined && { client }) };
}
