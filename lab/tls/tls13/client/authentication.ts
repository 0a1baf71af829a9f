import { type Bytes, encode } from "../../../bytes/mod.ts";
import {
  CertificateCompressionAlgorithm,
  CertificateStatus,
  compressCertificate,
  NamedGroup,
  postHandshakeAuth,
  readExtension,
  signatureAlgorithms,
  signedCertificateTimestamp,
  statusRequest,
} from "../../../wire/mod.ts";
import type { CertificateRequest } from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import type { Agreement } from "../../event.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { finishedVerifyData } from "../../schedule/mod.ts";
import {
  provedByPsk,
  verifyChain,
  verifyFinished,
  verifySignature,
  verifyStatus,
} from "../../verifier.ts";
import { unpacked } from "../compressed_certificate.ts";
import { extensionFault, valueOf } from "../extension_rules.ts";
import { chooseScheme, sendCertificate, sendCertificateVerify, type Speaker } from "../prove.ts";
import { offeredExtensions } from "./negotiation.ts";
import type { ClientState } from "./state.ts";

/** Who the server claims to be (RFC 9846 §4.5.1 [8446 §4.4.2]). */
export function onCertificate(
  state: Named<ClientState, "WAIT_CERT_CR" | "WAIT_CERT">,
  { body, raw }: Received<"certificate">,
  out: Out<ClientConfig>,
): ClientState | Fault {
  if (body.certificateRequestContext.length > 0) {
    return fault("badCertificateContext", "The server's Certificate has a context");
  }
  if (body.certificateList.length === 0) {
    return fault("noServerCertificate", "The server shows no certificate");
  }
  const asked = offeredExtensions(state.offer);
  let timestamps: readonly Bytes[] | undefined;
  let staple: Bytes | undefined;
  for (const [place, { extensions }] of body.certificateList.entries()) {
    const wrong = extensionFault(extensions, "certificate", asked);
    if (wrong !== undefined) return wrong;
    const status = valueOf(readExtension(extensions, statusRequest, "certificate"));
    if (status instanceof Fault) return status;
    const promises = valueOf(readExtension(extensions, signedCertificateTimestamp, "certificate"));
    if (promises instanceof Fault) return promises;
    if (place > 0) continue;
    timestamps = promises;
    if (status === undefined) continue;
    staple = status.response;
    out.emit({ kind: "staple", response: encode(CertificateStatus, status) });
  }
  const { serverName, transparency } = out.config;
  const verified = verifyChain(
    body.certificateList.map(({ certData }) => certData),
    {
      role: "server",
      transparency,
      timestamps,
      ...(serverName !== undefined && { name: serverName }),
    },
    out,
  );
  if (verified instanceof Fault) return verified;
  const refused = verifyStatus(verified, staple, out);
  if (refused !== undefined) return refused;
  out.transcript.add(raw);
  const request = state.name === "WAIT_CERT" ? state.request : undefined;
  return { ...state, ...verified, name: "WAIT_CV", request };
}

/** The same, packed: only for clients that offered to unpack it (RFC 8879 §4). */
export function onCompressedCertificate(
  state: Named<ClientState, "WAIT_CERT_CR" | "WAIT_CERT">,
  message: Received<"compressed_certificate">,
  out: Out<ClientConfig>,
): ClientState | Fault {
  if (!offeredExtensions(state.offer).has(compressCertificate.type)) {
    return fault("unexpectedMessage", "A packed certificate, which was not offered to be unpacked");
  }
  const certificate = unpacked(message);
  return certificate instanceof Fault ? certificate : onCertificate(state, certificate, out);
}

/** The proof that the server holds the certificate's key (RFC 9846 §4.5.2 [8446 §4.4.3]). */
export function onCertificateVerify(
  state: Named<ClientState, "WAIT_CV">,
  { body, raw }: Received<"certificate_verify">,
  out: Out<ClientConfig>,
): ClientState | Fault {
  const signature = verifySignature(body, "server", state.key, out);
  if (signature instanceof Fault) return signature;
  out.transcript.add(raw);
  const { chain, certificates } = state;
  const server = { chain, signature, certificates };
  return { ...state, name: "WAIT_FINISHED", server, early: false };
}

/** Both have seen the same handshake: answer in kind and change to application keys. */
export function onFinished(
  state: Named<ClientState, "WAIT_FINISHED">,
  { body, raw }: Received<"finished">,
  out: Out<ClientConfig>,
): ClientState | Fault {
  const { session, handshake, server } = state;
  const expected = finishedVerifyData(session.kdf, state.serverSecret, out.transcript.digest());
  const finished = verifyFinished(body, expected, out);
  if (finished instanceof Fault) return finished;
  const proof = "psk" in server ? { psk: provedByPsk(server.psk, finished, out) } : server;
  out.transcript.add(raw);

  const main = handshake.main();
  const serverFinished = out.transcript.digest();
  const clientSecret = main.clientTraffic(serverFinished);
  const serverSecret = main.serverTraffic(serverFinished);
  out.secret(session, "CLIENT_TRAFFIC_SECRET_0", clientSecret);
  out.secret(session, "SERVER_TRAFFIC_SECRET_0", serverSecret);
  out.secret(session, "EXPORTER_SECRET", main.exporter(serverFinished));

  if (state.early) {
    out.send("end_of_early_data", {});
    out.closeEarlyData();
    out.writeKeys(session, state.clientSecret);
  }
  if (state.request !== undefined) proveIdentity(state.request, out.config, out);
  const verifyData = finishedVerifyData(
    session.kdf,
    state.clientSecret,
    out.transcript.digest(),
  );
  out.send("finished", { verifyData });
  out.readKeys(session, serverSecret);
  out.writeKeys(session, clientSecret);
  out.emit({ kind: "connected", agreement: agreed(state, out.config) });
  return {
    name: "CONNECTED",
    session,
    server: { ...proof, finished },
    main,
    resumption: main.resumption(out.transcript.digest()),
    alpn: state.alpn,
    lateRequests: offeredExtensions(state.offer).has(postHandshakeAuth.type),
    peerChain: "psk" in server ? server.psk.session?.peerChain : server.certificates,
  };
}

function agreed(
  { session, group, alpn, psk }: Named<ClientState, "WAIT_FINISHED">,
  { serverName }: ClientConfig,
): Agreement {
  const origin = psk?.psk.origin;
  return {
    version: "TLS 1.3",
    cipherSuite: session.suite.name,
    group: group === undefined ? "none" : NamedGroup.label(group),
    ...(alpn !== undefined && { alpn }),
    ...(serverName !== undefined && { serverName }),
    resumed: origin === "resumption",
    ...(origin !== undefined && { psk: origin }),
  };
}

/** Shows the client's certificate, or an empty list when there is none that fits. */
export function proveIdentity(
  request: CertificateRequest,
  { identity, certificateCompression }: ClientConfig,
  out: Speaker,
): void {
  const { extensions } = request;
  const wanted = readExtension(extensions, signatureAlgorithms, "certificate_request");
  const takes = readExtension(extensions, compressCertificate, "certificate_request");
  const compressed = certificateCompression && takes?.ok === true &&
    takes.value.includes(CertificateCompressionAlgorithm.zlib);
  const scheme = identity && wanted?.ok
    ? chooseScheme(identity.key.publicKey, wanted.value, out.config.signatureSchemes)
    : undefined;
  if (identity === undefined || scheme === undefined) {
    return sendCertificate(request.certificateRequestContext, undefined, {}, out);
  }
  sendCertificate(request.certificateRequestContext, identity, { compressed }, out);
  sendCertificateVerify("client", identity.key, scheme, out);
}
