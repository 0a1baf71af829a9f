import { type Bytes, encode, equalBytes } from "../../../bytes/mod.ts";
import {
  CipherSuite,
  ClientHello,
  cookie,
  isHelloRetryRequest,
  keyShare,
  type KeyShareEntry,
  NamedGroup,
  preSharedKey,
  ProtocolVersion,
  PskKeyExchangeMode,
  readExtension,
  type ServerHello,
  supportedVersions,
} from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { EarlySecret } from "../../schedule/mod.ts";
import { AGREEMENTS, type Suite, suiteOf } from "../../suites.ts";
import { extensionFault, valueOf } from "../extension_rules.ts";
import { earlySecretOf } from "../psk.ts";
import { session as sessionOf } from "../session.ts";
import { sendSecondOffer } from "./offer.ts";
import type { ClientState, Offer, SelectedPsk } from "./state.ts";

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
  if (group !== undefined && (!AGREEMENTS.has(group) || !out.config.groups.includes(group))) {
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
  if (out.earlyDataOpen) {
    out.earlyDataAnswered(false);
    out.writeClear();
  }
  const second = sendSecondOffer(offer, { group, cookie: token, hash: suite.hash }, out);
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
  const psk = selectedPsk(body, offer, suite);
  if (psk instanceof Fault) return psk;
  const shared = share === undefined
    ? withoutShare(psk, out.config)
    : finishAgreement(share, offer, psk, out.config);
  if (shared instanceof Fault) return shared;

  out.transcript.choose(suite.hash);
  out.transcript.add(raw);
  const { crypto } = out.config;
  const session = sessionOf(crypto, suite, offer.hello.random);
  const early = psk === undefined
    ? EarlySecret.withoutPsk(session.kdf)
    : earlySecretOf(psk.psk, crypto);
  const handshake = early.handshake(shared);
  const transcriptHash = out.transcript.digest();
  const clientSecret = handshake.clientTraffic(transcriptHash);
  const serverSecret = handshake.serverTraffic(transcriptHash);
  out.secret(session, "CLIENT_HANDSHAKE_TRAFFIC_SECRET", clientSecret);
  out.secret(session, "SERVER_HANDSHAKE_TRAFFIC_SECRET", serverSecret);
  out.readKeys(session, serverSecret);
  out.changeCipherSpec();
  // Whether early data were taken stands in EncryptedExtensions; till then they may still flow.
  if (!out.earlyDataOpen) out.writeKeys(session, clientSecret);
  return {
    name: "WAIT_EE",
    offer,
    session,
    handshake,
    clientSecret,
    serverSecret,
    group: share?.group,
    psk,
  };
}

/** The key the server chose, if it chose one: it must be one of ours, and fit the suite. */
function selectedPsk(
  { extensions = [] }: ServerHello,
  { psks }: Offer,
  suite: Suite,
): SelectedPsk | undefined | Fault {
  const index = valueOf(readExtension(extensions, preSharedKey, "server_hello"));
  if (index === undefined || index instanceof Fault) return index;
  const psk = psks[index];
  if (psk === undefined) {
    return fault("selectedUnofferedPsk", `Chose key ${index}, and ${psks.length} were offered`);
  }
  return psk.hash === suite.hash ? { index, psk } : fault(
    "selectedUnofferedPsk",
    `Chose a key that is bound to ${psk.hash} with ${suite.name}`,
  );
}

/** Without a share, a pre-shared key alone makes the keys, if we let it (psk_ke). */
function withoutShare(
  psk: SelectedPsk | undefined,
  { pskModes }: ClientConfig,
): undefined | Fault {
  return psk !== undefined && pskModes.includes(PskKeyExchangeMode.psk_ke)
    ? undefined
    : fault("missingExtension", "ServerHello carries no key_share");
}

/** The secret that our share and the server's have in common. */
function finishAgreement(
  share: KeyShareEntry,
  offer: Offer,
  psk: SelectedPsk | undefined,
  { crypto, pskModes }: ClientConfig,
): Bytes | Fault {
  const group = NamedGroup.label(share.group);
  const ours = offer.shares.get(share.group);
  const name = AGREEMENTS.get(share.group);
  // After a retry, the share it asked for is the only one there is.
  if (ours === undefined || name === undefined) {
    return fault(
      "selectedUnofferedGroup",
      `Answers with a ${group} share, which was not asked for`,
    );
  }
  if (psk !== undefined && !pskModes.includes(PskKeyExchangeMode.psk_dhe_ke)) {
    return fault("selectedUnofferedPsk", "Answers with a key share where only psk_ke was offered");
  }
  return crypto.agreement(name).finish(ours.state, share.keyExchange) ??
    fault("badKeyShare", `Not a valid ${group} share`);
}

/** The extension types a server may answer. */
export function offeredExtensions(offer: Offer): ReadonlySet<number> {
  return new Set((offer.hello.extensions ?? []).map(({ type }) => type));
}
