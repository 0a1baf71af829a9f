import { type Bytes, EMPTY, utf8 } from "../../../bytes/mod.ts";
import {
  applicationLayerProtocolNegotiation,
  CertificateCompressionAlgorithm,
  type CertificateRequest,
  compressCertificate,
  earlyData,
  type Extension,
  keyShare,
  type KeyShareEntry,
  makeExtension,
  NamedGroup,
  preSharedKey,
  ProtocolVersion,
  recordSizeLimit,
  serverName,
  signatureAlgorithms,
  supportedVersions,
} from "../../../wire/mod.ts";
import type { Identity } from "../../../pki/mod.ts";
import type { ServerConfig } from "../../config.ts";
import type { Agreement } from "../../event.ts";
import { Fault, fault } from "../../fault.ts";
import type { Out, Session } from "../../machine.ts";
import { EarlySecret, finishedVerifyData, type TrafficSecret } from "../../schedule/mod.ts";
import { AGREEMENTS, type Suite } from "../../suites.ts";
import type { Verified } from "../../verifier.ts";
import { earlySecretOf, type Psk } from "../psk.ts";
import { sendCertificate, sendCertificateVerify } from "../prove.ts";
import { session as sessionOf } from "../session.ts";
import type { ClientOffer } from "./offer.ts";
import type { ServerState } from "./state.ts";

/** What the server chose from an offer. */
export interface Choice {
  readonly offer: ClientOffer;
  readonly suite: Suite;
  /** The client's; absent where a pre-shared key alone makes the keys. */
  readonly share: KeyShareEntry | undefined;
  readonly proof: Proof;
  readonly alpn: string | undefined;
}

/** How the server shows who it is. */
export type Proof =
  /** `scheme`: a `SignatureScheme` value. */
  | { readonly by: "certificate"; readonly identity: Identity; readonly scheme: number }
  | {
    readonly by: "psk";
    readonly psk: Psk;
    readonly index: number;
    readonly verified: Verified<"psk">;
    /** Whether the client's early data are taken. */
    readonly early: boolean;
  };

/** ServerHello to Finished in one go (RFC 9846 §2); the ClientHello is in the transcript. */
export function sendServerFlight(choice: Choice, out: Out<ServerConfig>): ServerState | Fault {
  const { offer, suite, proof } = choice;
  const { crypto } = out.config;
  const ours = choice.share && answerShare(choice.share, out);
  if (ours instanceof Fault) return ours;
  const session = sessionOf(crypto, suite, offer.hello.random);
  const rung = proof.by === "psk"
    ? earlySecretOf(proof.psk, crypto)
    : EarlySecret.withoutPsk(session.kdf);
  const early = proof.by === "psk" && proof.early ? openEarly(rung, session, out) : undefined;

  out.send("server_hello", {
    legacyVersion: ProtocolVersion["TLS 1.2"],
    random: out.random.bytes("server random", 32),
    legacySessionIdEcho: offer.hello.legacySessionId,
    cipherSuite: suite.value,
    legacyCompressionMethod: 0,
    extensions: [
      ...(proof.by === "psk" ? [makeExtension(preSharedKey, "server_hello", proof.index)] : []),
      ...(ours ? [makeExtension(keyShare, "server_hello", ours.entry)] : []),
      makeExtension(supportedVersions, "server_hello", ProtocolVersion["TLS 1.3"]),
    ],
  });
  if (offer.hello.legacySessionId.length > 0) out.changeCipherSpec();

  const handshake = rung.handshake(ours?.secret);
  const helloHash = out.transcript.digest();
  const clientHandshakeSecret = handshake.clientTraffic(helloHash);
  const serverHandshakeSecret = handshake.serverTraffic(helloHash);
  out.secret(session, "CLIENT_HANDSHAKE_TRAFFIC_SECRET", clientHandshakeSecret);
  out.secret(session, "SERVER_HANDSHAKE_TRAFFIC_SECRET", serverHandshakeSecret);
  out.readKeys(session, early ?? clientHandshakeSecret);
  out.writeKeys(session, serverHandshakeSecret);

  if (offer.recordSizeLimit !== undefined && out.config.recordSizeLimit !== undefined) {
    out.limitRecords(offer.recordSizeLimit);
  }
  out.send("encrypted_extensions", { extensions: answers(choice, out.config) });
  // Whoever is known by a key is not asked for certificates besides (RFC 9846 §4.4.2 [8446 §4.3.2]).
  const asks = proof.by === "certificate" && out.config.clientCertificate !== "ignore";
  if (asks) out.send("certificate_request", certificateRequest(EMPTY, out.config));
  if (proof.by === "certificate") {
    const compressed = out.config.certificateCompression && offer.unpacks;
    const { wantsStatus: status, wantsTimestamps: timestamps } = offer;
    sendCertificate(EMPTY, proof.identity, { compressed, status, timestamps }, out);
    sendCertificateVerify("server", proof.identity.key, proof.scheme, out);
  }
  const verifyData = finishedVerifyData(
    session.kdf,
    serverHandshakeSecret,
    out.transcript.digest(),
  );
  out.send("finished", { verifyData });

  const main = handshake.main();
  const serverFinished = out.transcript.digest();
  const clientSecret = main.clientTraffic(serverFinished);
  const serverSecret = main.serverTraffic(serverFinished);
  out.secret(session, "CLIENT_TRAFFIC_SECRET_0", clientSecret);
  out.secret(session, "SERVER_TRAFFIC_SECRET_0", serverSecret);
  out.secret(session, "EXPORTER_SECRET", main.exporter(serverFinished));
  out.writeKeys(session, serverSecret);
  const wantsTickets = offer.pskModes.some((mode) => out.config.pskModes.includes(mode));
  return {
    name: early ? "WAIT_EOED" : asks ? "WAIT_CERT" : "WAIT_FINISHED",
    session,
    agreement: agreed(choice),
    clientHandshakeSecret,
    clientSecret,
    main,
    psk: proof.by === "psk" ? proof.verified : undefined,
    peerChain: proof.by === "psk" ? proof.psk.session?.peerChain : undefined,
    wantsTickets,
    lateRequests: offer.postHandshakeAuth,
  };
}

/** Our share for the client's, and the secret of both. */
function answerShare(
  { group, keyExchange }: KeyShareEntry,
  { config, random }: Out<ServerConfig>,
): { readonly entry: KeyShareEntry; readonly secret: Bytes } | Fault {
  const name = NamedGroup.label(group);
  const agreement = config.crypto.agreement(AGREEMENTS.get(group)!);
  const ours = agreement.respond(keyExchange, random, `key share ${name}`);
  if (ours === undefined) return fault("badKeyShare", `Not a valid ${name} share`);
  return { entry: { group, keyExchange: ours.share }, secret: ours.secret };
}

/** The keys of early data, while the transcript is the ClientHello alone (RFC 9846 §7.1). */
function openEarly(rung: EarlySecret, session: Session, out: Out<ServerConfig>): TrafficSecret {
  const helloHash = out.transcript.digest();
  const traffic = rung.clientTraffic(helloHash);
  out.secret(session, "CLIENT_EARLY_TRAFFIC_SECRET", traffic);
  out.secret(session, "EARLY_EXPORTER_SECRET", rung.exporter(helloHash));
  return traffic;
}

/** EncryptedExtensions: answers to what was asked, and nothing else. */
function answers({ offer, alpn, proof }: Choice, config: ServerConfig): Extension[] {
  const list: Extension[] = [];
  if (offer.serverName !== undefined) {
    list.push(makeExtension(serverName, "encrypted_extensions", null));
  }
  if (alpn !== undefined) {
    const place = "encrypted_extensions";
    list.push(makeExtension(applicationLayerProtocolNegotiation, place, [utf8(alpn)]));
  }
  if (offer.recordSizeLimit !== undefined && config.recordSizeLimit !== undefined) {
    list.push(makeExtension(recordSizeLimit, "encrypted_extensions", config.recordSizeLimit));
  }
  if (proof.by === "psk" && proof.early) {
    list.push(makeExtension(earlyData, "encrypted_extensions", null));
  }
  return list;
}

/** Which certificates would do (RFC 9846 §4.4.2 [8446 §4.3.2]). */
export function certificateRequest(context: Bytes, config: ServerConfig): CertificateRequest {
  const place = "certificate_request";
  const { zlib } = CertificateCompressionAlgorithm;
  return {
    certificateRequestContext: context,
    extensions: [
      makeExtension(signatureAlgorithms, place, config.signatureSchemes),
      ...(config.certificateCompression ? [makeExtension(compressCertificate, place, [zlib])] : []),
    ],
  };
}

function agreed({ offer, suite, share, alpn, proof }: Choice): Agreement {
  return {
    version: "TLS 1.3",
    cipherSuite: suite.name,
    group: share === undefined ? "none" : NamedGroup.label(share.group),
    ...(alpn !== undefined && { alpn }),
    ...(offer.serverName !== undefined && { serverName: offer.serverName }),
    resumed: proof.by === "psk" && proof.psk.origin === "resumption",
    ...(proof.by === "psk" && { psk: proof.psk.origin }),
  };
}
