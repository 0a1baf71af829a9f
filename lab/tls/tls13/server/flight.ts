import { type Bytes, EMPTY, utf8 } from "../../../bytes/mod.ts";
import {
  applicationLayerProtocolNegotiation,
  type Extension,
  keyShare,
  makeExtension,
  NamedGroup,
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
import type { Out } from "../../machine.ts";
import { EarlySecret, finishedVerifyData } from "../../schedule/mod.ts";
import { GROUPS, type Suite } from "../../suites.ts";
import { sendCertificate, sendCertificateVerify } from "../prove.ts";
import { session as sessionOf } from "../session.ts";
import type { ClientOffer } from "./offer.ts";
import type { ServerState } from "./state.ts";

/** What the server chose from an offer. */
export interface Choice {
  readonly offer: ClientOffer;
  readonly suite: Suite;
  /** `NamedGroup` value. */
  readonly group: number;
  readonly clientShare: Bytes;
  readonly identity: Identity;
  /** `SignatureScheme` value. */
  readonly scheme: number;
  readonly alpn: string | undefined;
}

/** ServerHello to Finished in one go (RFC 9846 §2); the ClientHello is in the transcript. */
export function sendServerFlight(choice: Choice, out: Out<ServerConfig>): ServerState | Fault {
  const { offer, suite, group, identity } = choice;
  const { crypto } = out.config;
  const name = NamedGroup.label(group);
  const agreement = crypto.group(GROUPS.get(group)!);
  const ours = agreement.generate(out.random, `key share ${name}`);
  const shared = agreement.agree(ours.privateKey, choice.clientShare);
  if (shared === undefined) return fault("badKeyShare", `Not a valid ${name} public key`);

  out.send("server_hello", {
    legacyVersion: ProtocolVersion["TLS 1.2"],
    random: out.random.bytes("server random", 32),
    legacySessionIdEcho: offer.hello.legacySessionId,
    cipherSuite: suite.value,
    legacyCompressionMethod: 0,
    extensions: [
      makeExtension(keyShare, "server_hello", { group, keyExchange: ours.publicKey }),
      makeExtension(supportedVersions, "server_hello", ProtocolVersion["TLS 1.3"]),
    ],
  });
  if (offer.hello.legacySessionId.length > 0) out.changeCipherSpec();

  const session = sessionOf(crypto, suite, offer.hello.random);
  const handshake = EarlySecret.withoutPsk(session.kdf).handshake(shared);
  const helloHash = out.transcript.digest();
  const clientHandshakeSecret = handshake.clientTraffic(helloHash);
  const serverHandshakeSecret = handshake.serverTraffic(helloHash);
  out.secret(session, "CLIENT_HANDSHAKE_TRAFFIC_SECRET", clientHandshakeSecret);
  out.secret(session, "SERVER_HANDSHAKE_TRAFFIC_SECRET", serverHandshakeSecret);
  out.readKeys(session, clientHandshakeSecret);
  out.writeKeys(session, serverHandshakeSecret);

  if (offer.recordSizeLimit !== undefined && out.config.recordSizeLimit !== undefined) {
    out.limitRecords(offer.recordSizeLimit);
  }
  out.send("encrypted_extensions", { extensions: answers(choice, out.config) });
  const asks = out.config.clientCertificate !== "ignore";
  if (asks) sendCertificateRequest(out);
  sendCertificate(EMPTY, identity.chain, out);
  sendCertificateVerify("server", identity.key, choice.scheme, out);
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
  return {
    name: asks ? "WAIT_CERT" : "WAIT_FINISHED",
    session,
    agreement: agreed(choice),
    clientHandshakeSecret,
    clientSecret,
    main,
  };
}

/** EncryptedExtensions: answers to what was asked, and nothing else. */
function answers({ offer, alpn }: Choice, config: ServerConfig): Extension[] {
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
  return list;
}

function sendCertificateRequest(out: Out<ServerConfig>): void {
  const schemes = out.config.signatureSchemes;
  out.send("certificate_request", {
    certificateRequestContext: EMPTY,
    extensions: [makeExtension(signatureAlgorithms, "certificate_request", schemes)],
  });
}

function agreed({ offer, suite, group, alpn }: Choice): Agreement {
  return {
    version: "TLS 1.3",
    cipherSuite: suite.name,
    group: NamedGroup.label(group),
    ...(alpn !== undefined && { alpn }),
    ...(offer.serverName !== undefined && { serverName: offer.serverName }),
    resumed: false,
  };
}
