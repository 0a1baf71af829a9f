import { encode, equalBytes } from "../../../bytes/mod.ts";
import {
  CipherSuite,
  ClientHello,
  cookie,
  isHelloRetryRequest,
  keyShare,
  NamedGroup,
  ProtocolVersion,
  readExtension,
  type ServerHello,
  supportedVersions,
} from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { EarlySecret } from "../../schedule/mod.ts";
import { GROUPS, type Suite, suiteOf } from "../../suites.ts";
import { extensionFault, valueOf } from "../extension_rules.ts";
import { session as sessionOf } from "../session.ts";
import { sendSecondOffer } from "./offer.ts";
import type { ClientState, Offer } from "./state.ts";

/**
 * Extensions have a 16-bit length of their own, so a larger hello could not be written. What is
 * kept free is for the headers of the cookie and for a longer key share.
 */
const MAX_HELLO = 2 ** 16 - 1024;

type Waiting = Named<ClientState, "WAIT_SH">;

/** The server has chosen: check that it chose from the offer, and climb to handshake keys. */
export function onServerHello(
  state: Waiting,
  message: Received<"server_hello">,
  out: Out<ClientConfig>,
): ClientState | Fault {
  const hello = message.body;
  const suite = checkChoices(hello, state);
  if (suite instanceof Fault) return suite;
  return isHelloRetryRequest(hello)
    ? onHelloRetryRequest(state, message, suite, out)
    : onFinalServerHello(state, message, suite, out);
}

/** What ServerHello and HelloRetryRequest have in common (RFC 9846 §4.2.3 [8446 §4.1.3]). */
function checkChoices(hello: ServerHello, { offer, retry }: Waiting): Suite | Fault {
  const extensions = hello.extensions ?? [];
  if (hello.legacyVersion <= ProtocolVersion["SSL 3.0"]) {
    return fault("ancientVersion", `legacy_version is ${hello.legacyVersion}`);
  }
  const version = valueOf(
    isHelloRetryRequest(hello)
      ? readExtension(extensions, supportedVersions, "hello_retry_request")
      : readExtension(extensions, supportedVersions, "server_hello"),
  );
  if (version instanceof Fault) return version;
  if (version === undefined) {
    const older = ProtocolVersion.label(hello.legacyVersion);
    return fault("noCommonVersion", `The server chose ${older}, and only TLS 1.3 was offered`);
  }
  if (version !== ProtocolVersion["TLS 1.3"]) {
    return fault("selectedUnofferedVersion", `Chose ${ProtocolVersion.label(version)}`);
  }
  if (hello.legacyVersion !== ProtocolVersion["TLS 1.2"]) {
    return fault("badLegacyVersion", `legacy_version is ${hello.legacyVersion}, not 0x0303`);
  }
  if (!equalBytes(hello.legacySessionIdEcho, offer.hello.legacySessionId)) {
    return fault("badSessionIdEcho", "legacy_session_id_echo is not the id that was sent");
  }
  if (hello.legacyCompressionMethod !== 0) {
    return fault("badCompressionMethods", `Chose compression ${hello.legacyCompressionMethod}`);
  }
  const name = CipherSuite.label(hello.cipherSuite);
  const suite = suiteOf(hello.cipherSuite);
  if (suite === undefined || !offer.hello.cipherSuites.includes(hello.cipherSuite)) {
    return fault("selectedUnofferedCipherSuite", `Chose ${name}, which was not offered`);
  }
  if (retry !== undefined && retry.cipherSuite !== hello.cipherSuite) {
    return fault("changedCipherSuite", `Chose ${name} after another in HelloRetryRequest`);
  }
  const place = isHelloRetryRequest(hello) ? "hello_retry_request" : "server_hello";
  return extensionFault(extensions, place, offeredExtensions(offer)) ?? suite;
}

/** The server wants another key share, or its cookie back (RFC 9846 §4.2.4 [8446 §4.1.4]). */
function onHelloRetryRequest(
  { offer, retry }: Waiting,
  { body, raw }: Received<"server_hello">,
  suite: Suite,
  out: Out<ClientConfig>,
): ClientState | Fault {
  if (retry !== undefined) {
    return fault("secondHelloRetryRequest", "A second HelloRetryRequest");
  }
  const extensions = body.extensions ?? [];
  const group = valueOf(readExtension(extensions, keyShare, "hello_retry_request"));
  if (group instanceof Fault) return group;
  const token = valueOf(readExtension(extensions, cookie, "hello_retry_request"));
  if (token instanceof Fault) return token;
  if (group === undefined && token === undefined) {
    return fault("pointlessHelloRetryRequest", "It asks for nothing that would change the hello");
  }
  if (group !== undefined && (!GROUPS.has(group) || !out.config.groups.includes(group))) {
    const name = NamedGroup.label(group);
    return fault("selectedUnofferedGroup", `Asks for ${name}, which was not offered`);
  }
  if (group !== undefined && offer.shares.has(group)) {
    const name = NamedGroup.label(group);
    return fault("pointlessHelloRetryRequest", `Asks for a ${name} share, which it was sent`);
  }
  const length = encode(ClientHello, offer.hello).length + (token?.length ?? 0);
  if (length > MAX_HELLO) {
    return fault("cookieTooLong", `A cookie of ${token?.length} bytes`);
  }
  out.transcript.restartWithHash(suite.hash);
  out.transcript.add(raw);
  out.changeCipherSpec();
  const second = sendSecondOffer(offer, { group, cookie: token }, out);
  return { name: "WAIT_SH", offer: second, retry: { cipherSuite: suite.value } };
}

function onFinalServerHello(
  { offer }: Waiting,
  { body, raw }: Received<"server_hello">,
  suite: Suite,
  out: Out<ClientConfig>,
): ClientState | Fault {
  const share = valueOf(readExtension(body.extensions ?? [], keyShare, "server_hello"));
  if (share instanceof Fault) return share;
  if (share === undefined) {
    return fault("missingExtension", "ServerHello carries no key_share");
  }
  const group = NamedGroup.label(share.group);
  const ours = offer.shares.get(share.group);
  const name = GROUPS.get(share.group);
  // After a retry, the share it asked for is the only one there is.
  if (ours === undefined || name === undefined) {
    return fault(
      "selectedUnofferedGroup",
      `Answers with a ${group} share, which was not asked for`,
    );
  }
  const shared = out.config.crypto.group(name).agree(ours.privateKey, share.keyExchange);
  if (shared === undefined) return fault("badKeyShare", `Not a valid ${group} public key`);

  out.transcript.choose(suite.hash);
  out.transcript.add(raw);
  const session = sessionOf(out.config.crypto, suite, offer.hello.random);
  const handshake = EarlySecret.withoutPsk(session.kdf).handshake(shared);
  const transcriptHash = out.transcript.digest();
  const clientSecret = handshake.clientTraffic(transcriptHash);
  const serverSecret = handshake.serverTraffic(transcriptHash);
  out.secret(session, "CLIENT_HANDSHAKE_TRAFFIC_SECRET", clientSecret);
  out.secret(session, "SERVER_HANDSHAKE_TRAFFIC_SECRET", serverSecret);
  out.readKeys(session, serverSecret);
  out.changeCipherSpec();
  out.writeKeys(session, clientSecret);
  return {
    name: "WAIT_EE",
    offer,
    session,
    handshake,
    clientSecret,
    serverSecret,
    group: share.group,
  };
}

/** The extension types a server may answer. */
export function offeredExtensions(offer: Offer): ReadonlySet<number> {
  return new Set((offer.hello.extensions ?? []).map(({ type }) => type));
}
