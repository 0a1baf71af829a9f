import { equalBytes } from "../../../bytes/mod.ts";
import {
  CipherSuite,
  cookie,
  HELLO_RETRY_REQUEST_RANDOM,
  keyShare,
  makeExtension,
  NamedGroup,
  ProtocolVersion,
  supportedVersions,
} from "../../../wire/mod.ts";
import type { ServerConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { GROUPS, type Suite, suiteOf } from "../../suites.ts";
import { chooseScheme } from "../prove.ts";
import { type Choice, sendServerFlight } from "./flight.ts";
import { type ClientOffer, readOffer, repeats } from "./offer.ts";
import type { ServerState } from "./state.ts";

type Start = Named<ServerState, "START">;

/** Reads the offer and answers: with a choice, or with a request for another key share. */
export function onClientHello(
  state: Start,
  { body, raw }: Received<"client_hello">,
  out: Out<ServerConfig>,
): ServerState | Fault {
  const offer = readOffer(body);
  if (offer instanceof Fault) return offer;
  const suite = chooseSuite(offer, out.config);
  if (suite instanceof Fault) return suite;
  const group = chooseGroup(offer, out.config);
  if (group instanceof Fault) return group;

  const { retry } = state;
  if (retry !== undefined) {
    out.stopSkipping();
    const changed = secondHelloFault(offer, retry);
    if (changed !== undefined) return changed;
  }
  const share = offer.shares.find((entry) => entry.group === group);
  const wantsCookie = out.config.cookie !== undefined && retry === undefined;
  if (retry === undefined && (share === undefined || wantsCookie)) {
    return sendHelloRetryRequest(offer, suite, group, raw, out);
  }
  if (share === undefined) {
    return fault("changedClientHello", `No ${NamedGroup.label(group)} share, though asked for`);
  }
  const choice = choose(offer, suite, share.group, share.keyExchange, out.config);
  if (choice instanceof Fault) return choice;
  out.transcript.choose(suite.hash);
  out.transcript.add(raw);
  if (offer.earlyData && retry === undefined) out.skipEarlyData();
  return sendServerFlight(choice, out);
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
  const common = config.groups.filter((group) => GROUPS.has(group) && offer.groups.includes(group));
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

/** Everything else there is to choose. */
function choose(
  offer: ClientOffer,
  suite: Suite,
  group: number,
  clientShare: Uint8Array,
  config: ServerConfig,
): Choice | Fault {
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
  const alpn = offer.alpn && config.alpn.length > 0
    ? config.alpn.find((protocol) => offer.alpn!.includes(protocol))
    : undefined;
  if (offer.alpn !== undefined && config.alpn.length > 0 && alpn === undefined) {
    return fault("noApplicationProtocol", `The client offers ${offer.alpn.join(", ")}`);
  }
  return { offer, suite, group, clientShare, identity, scheme, alpn };
}

/** Asks for another key share, or for a cookie (RFC 9846 §4.2.4 [8446 §4.1.4]). */
function sendHelloRetryRequest(
  offer: ClientOffer,
  suite: Suite,
  group: number,
  raw: Uint8Array,
  out: Out<ServerConfig>,
): ServerState {
  const { config } = out;
  const needsShare = !offer.shares.some((share) => share.group === group);
  out.transcript.add(raw);
  out.transcript.restartWithHash(suite.hash);
  out.send("server_hello", {
    legacyVersion: ProtocolVersion["TLS 1.2"],
    random: HELLO_RETRY_REQUEST_RANDOM,
    legacySessionIdEcho: offer.hello.legacySessionId,
    cipherSuite: suite.value,
    legacyCompressionMethod: 0,
    extensions: [
      ...(needsShare ? [makeExtension(keyShare, "hello_retry_request", group)] : []),
      ...(config.cookie ? [makeExtension(cookie, "hello_retry_request", config.cookie)] : []),
      makeExtension(supportedVersions, "hello_retry_request", ProtocolVersion["TLS 1.3"]),
    ],
  });
  if (offer.hello.legacySessionId.length > 0) out.changeCipherSpec();
  if (offer.earlyData) out.skipEarlyData();
  const retry = {
    first: offer.hello,
    group: needsShare ? group : undefined,
    cookie: config.cookie,
  };
  return { name: "START", retry };
}
