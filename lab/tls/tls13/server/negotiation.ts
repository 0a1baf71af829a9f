import { equalBytes } from "../../../bytes/mod.ts";
import {
  CipherSuite,
  cookie,
  HELLO_RETRY_REQUEST_RANDOM,
  keyShare,
  makeExtension,
  NamedGroup,
  ProtocolVersion,
  PskKeyExchangeMode,
  supportedVersions,
} from "../../../wire/mod.ts";
import type { ServerConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { AGREEMENTS, type Suite, suiteOf } from "../../suites.ts";
import { chooseScheme } from "../prove.ts";
import { verifyBinder } from "../../verifier.ts";
import { binderOf, withoutBinders } from "../psk.ts";
import { admitsEarlyData } from "./early_data.ts";
import { type Proof, sendServerFlight } from "./flight.ts";
import { type ClientOffer, readOffer, repeats } from "./offer.ts";
import { choosePsk, type ChosenPsk } from "./psk.ts";
import type { ServerState } from "./state.ts";

type Start = Named<ServerState, "START">;

/** Reads the offer and answers: with a choice, or with a request for another key share. */
export function onClientHello(
  state: Start,
  { body, raw }: Received<"client_hello">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  const offer = readOffer(body, out.config.versions);
  if (offer instanceof Fault) return offer;
  const { retry } = state;
  const { config } = out;
  const chosen = choosePsk(offer, retry?.suite, config, out.now());
  const suite = chosen?.suite ?? retry?.suite ?? chooseSuite(offer, config);
  if (suite instanceof Fault) return suite;
  const group = chosen?.mode === PskKeyExchangeMode.psk_ke ? undefined : chooseGroup(offer, config);
  if (group instanceof Fault) return group;
  if (retry !== undefined) {
    out.stopSkipping();
    const changed = secondHelloFault(offer, retry);
    if (changed !== undefined) return changed;
  }
  const share = offer.shares.find((entry) => entry.group === group);
  const lacksShare = group !== undefined && share === undefined;
  const wantsCookie = config.cookie !== undefined && retry === undefined;
  if (retry === undefined && (lacksShare || wantsCookie)) {
    return sendHelloRetryRequest(offer, suite, lacksShare ? group : undefined, raw, out);
  }
  if (lacksShare) {
    return fault("changedClientHello", `No ${NamedGroup.label(group)} share, though asked for`);
  }
  const alpn = chooseProtocol(offer, config);
  if (alpn instanceof Fault) return alpn;
  const proof = chosen === undefined
    ? chooseCertificate(offer, config)
    : provePsk(offer, chosen, alpn, raw, out);
  if (proof instanceof Fault) return proof;
  out.transcript.choose(suite.hash);
  out.transcript.add(raw);
  const declined = offer.earlyData && !(proof.by === "psk" && proof.early);
  if (declined && retry === undefined) out.skipEarlyData(skippable(config));
  return sendServerFlight({ offer, suite, share, proof, alpn }, out);
}

/** The server's preference decides (RFC 9846 §4.2.1 [8446 §4.1.1]). */
function chooseSuite({ hello }: ClientOffer, config: ServerConfig): Suite | Fault {
  const value = config.cipherSuites.find((suite) =>
    hello.cipherSuites.includes(suite) && suiteOf(suite) !== undefined
  );
  if (value !== undefined) return suiteOf(value)!;
  const offered = hello.cipherSuites.map(CipherSuite.label).join(", ");
  return fault("noCommonCipherSuite", `The client offers ${offered}`);
}

/** A group for which there is a share already saves a round trip. */
function chooseGroup(offer: ClientOffer, config: ServerConfig): number | Fault {
  if (offer.groups.length === 0) {
    return fault("missingExtension", "ClientHello carries no supported_groups");
  }
  const common = config.groups.filter((group) =>
    AGREEMENTS.has(group) && offer.groups.includes(group)
  );
  const group = common.find((value) => offer.shares.some((share) => share.group === value)) ??
    common[0];
  if (group !== undefined) return group;
  const offered = offer.groups.map(NamedGroup.label).join(", ");
  return fault("noCommonGroup", `The client offers ${offered}`);
}

function secondHelloFault(
  offer: ClientOffer,
  { first, group, cookie: token }: NonNullable<Start["retry"]>,
): Fault | undefined {
  const asked = [
    ...(group === undefined ? [] : [keyShare.type]),
    ...(token === undefined ? [] : [cookie.type]),
  ];
  if (!repeats(first, offer.hello, asked)) {
    return fault("changedClientHello", "The second ClientHello differs from the first");
  }
  if (token !== undefined && (offer.cookie === undefined || !equalBytes(token, offer.cookie))) {
    return fault("changedClientHello", "The cookie did not come back");
  }
  if (group !== undefined && (offer.shares.length !== 1 || offer.shares[0]!.group !== group)) {
    return fault("changedClientHello", `Not exactly one key share for ${NamedGroup.label(group)}`);
  }
  if (offer.earlyData) {
    return fault("changedClientHello", "early_data again after HelloRetryRequest");
  }
  return undefined;
}

/** The key is only of use if the client holds it too; then early data may be taken with it. */
function provePsk(
  offer: ClientOffer,
  chosen: ChosenPsk,
  alpn: string | undefined,
  raw: Uint8Array,
  out: Out<ServerConfig>,
): Proof | Fault {
  const { psk, index } = chosen;
  const truncated = withoutBinders(raw, offer.psks.map(({ binder }) => binder));
  const expected = binderOf(psk, out.transcript, truncated, out.config.crypto);
  const verified = verifyBinder(offer.psks[index]!.binder, expected, psk, out);
  if (verified instanceof Fault) return verified;
  const early = admitsEarlyData(offer, chosen, alpn, out);
  if (early) out.expectEarlyData(psk.session!.maxEarlyData);
  return { by: "psk", psk, index, verified, early };
}

function chooseCertificate(offer: ClientOffer, config: ServerConfig): Proof | Fault {
  if (offer.signatureSchemes === undefined) {
    return fault("missingExtension", "ClientHello carries no signature_algorithms");
  }
  const identity = config.chooseIdentity(offer.serverName);
  if (identity === undefined) {
    return fault("noIdentity", `No certificate for ${JSON.stringify(offer.serverName ?? null)}`);
  }
  const scheme = chooseScheme(
    identity.key.publicKey,
    offer.signatureSchemes,
    config.signatureSchemes,
  );
  if (scheme === undefined) {
    return fault("noCommonSignatureScheme", "No common scheme fits the certificate's key");
  }
  return { by: "certificate", identity, scheme };
}

function chooseProtocol(offer: ClientOffer, config: ServerConfig): string | undefined | Fault {
  if (offer.alpn === undefined || config.alpn.length === 0) return undefined;
  return config.alpn.find((protocol) => offer.alpn!.includes(protocol)) ??
    fault("noApplicationProtocol", `The client offers ${offer.alpn.join(", ")}`);
}

/** Bytes of early data to pass over unread: what our tickets allow, and the records around it. */
function skippable({ tickets }: ServerConfig): number {
  return Math.max(2 ** 16, 2 * (tickets?.maxEarlyData ?? 0));
}

/**
 * Asks for another key share, or for a cookie (RFC 9846 §4.2.4 [8446 §4.1.4]).
 *
 * @param group what a share is wanted for, if one is
 */
function sendHelloRetryRequest(
  offer: ClientOffer,
  suite: Suite,
  group: number | undefined,
  raw: Uint8Array,
  out: Out<ServerConfig>,
): ServerState {
  const { config } = out;
  out.transcript.add(raw);
  out.transcript.restartWithHash(suite.hash);
  out.send("server_hello", {
    legacyVersion: ProtocolVersion["TLS 1.2"],
    random: HELLO_RETRY_REQUEST_RANDOM,
    legacySessionIdEcho: offer.hello.legacySessionId,
    cipherSuite: suite.value,
    legacyCompressionMethod: 0,
    extensions: [
      ...(group === undefined ? [] : [makeExtension(keyShare, "hello_retry_request", group)]),
      ...(config.cookie ? [makeExtension(cookie, "hello_retry_request", config.cookie)] : []),
      makeExtension(supportedVersions, "hello_retry_request", ProtocolVersion["TLS 1.3"]),
    ],
  });
  if (offer.hello.legacySessionId.length > 0) out.changeCipherSpec();
  if (offer.earlyData) out.skipEarlyData(skippable(config));
  const retry = {
    first: offer.hello,
    suite,
    group,
    cookie: config.cookie,
  };
  return { name: "START", retry };
}
