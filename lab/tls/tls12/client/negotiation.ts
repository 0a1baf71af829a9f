import { equalBytes, fromUtf8, utf8 } from "../../../bytes/mod.ts";
import {
  applicationLayerProtocolNegotiation,
  CipherSuite,
  encryptThenMac,
  extendedMainSecret,
  type Extension,
  heartbeat,
  MAX_PLAINTEXT,
  ProtocolVersion,
  readExtension,
  recordSizeLimit,
  renegotiationInfo,
  type ServerHello,
  sessionTicket,
  signedCertificateTimestamp,
  statusRequest,
} from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named } from "../../machine.ts";
import { valueOf } from "../../tls13/extension_rules.ts";
import { answersFault } from "../extension_rules.ts";
import type { Dialect } from "../dialect.ts";
import type { Out12, Received12 } from "../out.ts";
import { requiresCertificate } from "../prove.ts";
import { bindingFault } from "../renegotiation.ts";
import { type Agreed, COMPRESSIBLE_LIMIT } from "../session.ts";
import { type Suite12 } from "../suite.ts";
import { suiteOf12 } from "../choose.ts";
import { acceptedSession, resume } from "./resume.ts";
import type { ClientState12 } from "./state.ts";

const NOTHING_SHOWN = { chain: undefined, key: undefined, peerChain: undefined };

type Waiting = Named<ClientState12, "WAIT_SERVER_HELLO">;

/** The server has chosen: check that it chose from the offer (RFC 5246 §7.4.1.3). */
export function onServerHello(dialect: Dialect) {
  return (
    state: Waiting,
    { body, raw }: Received12<"server_hello">,
    out: Out12<ClientConfig>,
  ): ClientState12 | Fault => {
    const { hello, before } = state;
    const suite = checkChoice(body, state, dialect, out.config);
    if (suite instanceof Fault) return suite;
    const extensions = body.extensions ?? [];
    const unasked = answersFault(extensions, hello);
    if (unasked !== undefined) return unasked;
    const unbound = bindingFault(extensions, before, out.config);
    if (unbound !== undefined) return unbound;
    const alpn = chosenProtocol(extensions, out.config);
    if (alpn instanceof Fault) return alpn;
    const limit = valueOf(readExtension(extensions, recordSizeLimit, "server_hello"));
    if (limit instanceof Fault) return limit;
    if (limit !== undefined) {
      if (limit < 64) return fault("badRecordSizeLimit", `A record size limit of ${limit}`);
      out.limitRecords(Math.min(limit, MAX_PLAINTEXT) + 1);
    }
    if (body.legacyCompressionMethod !== 0) out.limitRecords(COMPRESSIBLE_LIMIT);
    const has = (type: number) => extensions.some((extension) => extension.type === type);
    if (has(extendedMainSecret.type) && dialect.extendedMainSecret === undefined) {
      return fault("unsolicitedExtension", `${dialect.name} knows no extended main secret`);
    }
    const timestamps = valueOf(
      readExtension(extensions, signedCertificateTimestamp, "server_hello"),
    );
    if (timestamps instanceof Fault) return timestamps;
    const { serverName } = out.config;
    const agreed: Agreed = {
      dialect,
      suite,
      kit: { crypto: out.config.crypto, hash: suite.hash },
      randoms: { client: hello.random, server: body.random },
      extendedMainSecret: has(extendedMainSecret.type),
      encryptThenMac: has(encryptThenMac.type),
      alpn,
      serverName,
      secureRenegotiation: has(renegotiationInfo.type),
      compression: body.legacyCompressionMethod === 0 ? undefined : out.config.legacy?.compression,
    };
    out.transcript.add(raw);
    if (has(heartbeat.type)) out.allowHeartbeats();
    const ticket = has(sessionTicket.type);
    const accepted = acceptedSession(body, hello, agreed, out.config);
    if (accepted instanceof Fault) return accepted;
    const negotiated = {
      agreed,
      offeredVersion: hello.legacyVersion,
      ticket,
      status: has(statusRequest.type),
      timestamps,
      sessionId: body.legacySessionIdEcho,
      renegotiation: before !== undefined,
    };
    if (accepted !== undefined) return resume(accepted, negotiated, out);
    if (requiresCertificate(suite)) return { name: "WAIT_CERTIFICATE", ...negotiated };
    return { name: "WAIT_KEY_EXCHANGE", ...negotiated, ...NOTHING_SHOWN };
  };
}

function checkChoice(
  hello: ServerHello,
  { hello: ours }: Waiting,
  dialect: Dialect,
  config: ClientConfig,
): Suite12 | Fault {
  if (hello.legacyVersion !== dialect.version) {
    const chosen = ProtocolVersion.label(hello.legacyVersion);
    // RFC 5246 §E.1 has this alert for it, TLS 1.3 another.
    return fault("selectedUnofferedVersion", `Chose ${chosen}`, "protocol_version");
  }
  const newest = Math.max(...config.versions);
  const warning = config.seams.readDowngrade(hello.random, dialect.version, newest);
  if (warning !== undefined) return fault("downgradeDetected", warning);
  const name = CipherSuite.label(hello.cipherSuite);
  const suite = suiteOf12(hello.cipherSuite, config);
  if (suite === undefined || !ours.cipherSuites.includes(hello.cipherSuite)) {
    return fault("selectedUnofferedCipherSuite", `Chose ${name}, which was not offered`);
  }
  if (!dialect.speaks(suite)) {
    return fault("selectedUnofferedCipherSuite", `Chose ${name}, which is not for ${dialect.name}`);
  }
  return ours.legacyCompressionMethods.includes(hello.legacyCompressionMethod)
    ? suite
    : fault("badCompressionMethods", `Chose compression ${hello.legacyCompressionMethod}`);
}

function chosenProtocol(
  extensions: readonly Extension[],
  config: ClientConfig,
): string | undefined | Fault {
  const protocols = valueOf(
    readExtension(extensions, applicationLayerProtocolNegotiation, "server_hello"),
  );
  if (protocols === undefined || protocols instanceof Fault) return protocols;
  const [chosen] = protocols;
  const offered = chosen !== undefined && protocols.length === 1 &&
    config.alpn.some((ours) => equalBytes(utf8(ours), chosen));
  return offered
    ? fromUtf8(chosen)
    : fault("selectedUnofferedProtocol", "Answers with protocols that were not offered");
}
