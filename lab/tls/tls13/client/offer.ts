import { type Bytes, utf8 } from "../../../bytes/mod.ts";
import type { ClientShare, HashName } from "../../../crypto/mod.ts";
import {
  CertificateCompressionAlgorithm,
  type ClientHello,
  compressCertificate,
  cookie,
  earlyData,
  type Extension,
  keyShare,
  makeExtension,
  NamedGroup,
  NameType,
  postHandshakeAuth,
  preSharedKey,
  ProtocolVersion,
  pskKeyExchangeModes,
  serverName,
  signatureAlgorithms,
  supportedGroups,
  supportedVersions,
} from "../../../wire/mod.ts";
import { parseAddress } from "../../../pki/mod.ts";
import type { ClientConfig } from "../../config.ts";
import type { Out } from "../../machine.ts";
import type { ClientSession } from "../../resumption/mod.ts";
import { AGREEMENTS } from "../../suites.ts";
import { olderExtensions, protocolExtensions } from "../../tls12/client/offer.ts";
import { offerable12, sessionIdToOffer, ticketExtension } from "../../tls12/client/resume.ts";
import { offeredPsks, type Psk } from "../psk.ts";
import { earlyExtension, earlyPsk } from "./early_data.ts";
import { greased } from "./grease.ts";
import { bound, pskExtension, usablePsks } from "./psk.ts";
import type { Offer } from "./state.ts";

/** Composes the first ClientHello (RFC 9846 §4.2.2 [8446 §4.1.2]) and sends it. */
export function sendFirstOffer(out: Out<ClientConfig>): Offer {
  const { config, random } = out;
  const shares = new Map<number, ClientShare>();
  for (const group of config.shareGroups ?? config.groups.slice(0, 1)) {
    shares.set(group, generateShare(group, out));
  }
  const older = offerable12(config, out.now());
  const psks = usablePsks(config, out.now());
  const early = earlyPsk(config, psks);
  const plain: ClientHello = {
    legacyVersion: ProtocolVersion["TLS 1.2"],
    random: random.bytes("client random", 32),
    legacySessionId: sessionId(older, out),
    cipherSuites: config.cipherSuites,
    legacyCompressionMethods: [0],
    extensions: [
      ...extensions(config, shares, older),
      ...earlyExtension(early),
      ...pskExtension(psks, out),
    ],
  };
  const draft = config.grease ? greased(plain, random) : plain;
  const drafted = config.seams.writeClientHello(draft, "first");
  const hello = bound(drafted, psks, out);
  out.send("client_hello", hello);
  return { hello, shares, ...promised(hello, psks) };
}

/**
 * Repeats the hello with what a HelloRetryRequest asked for (RFC 9846 §4.2.2), without early data,
 * and with only those keys that fit the suite it named.
 */
export function sendSecondOffer(
  first: Offer,
  wanted: {
    readonly group: number | undefined;
    readonly cookie: Bytes | undefined;
    readonly hash: HashName;
  },
  out: Out<ClientConfig>,
): Offer {
  const shares = wanted.group === undefined
    ? first.shares
    : new Map([[wanted.group, generateShare(wanted.group, out)]]);
  const psks = first.psks.filter(({ hash }) => hash === wanted.hash);
  const kept = (first.hello.extensions ?? []).flatMap((extension) =>
    // Shares change only if others were asked for.
    extension.type === keyShare.type && wanted.group === undefined
      ? [extension]
      : repeated(extension, shares, psks, out)
  );
  const returned = wanted.cookie === undefined
    ? []
    : [makeExtension(cookie, "client_hello", wanted.cookie)];
  const draft: ClientHello = { ...first.hello, extensions: [...returned, ...kept] };
  const hello = bound(out.config.seams.writeClientHello(draft, "second"), psks, out);
  out.send("client_hello", hello);
  return { hello, shares, ...promised(hello, psks) };
}

function repeated(
  extension: Extension,
  shares: ReadonlyMap<number, ClientShare>,
  psks: readonly Psk[],
  out: Out<ClientConfig>,
): Extension[] {
  switch (extension.type) {
    case keyShare.type:
      return [shareExtension(shares)];
    case earlyData.type:
      return [];
    case preSharedKey.type:
      return pskExtension(psks, out);
    default:
      return [extension];
  }
}

/** What is still in the hello after it was looked at a last time. */
function promised(
  { extensions = [] }: ClientHello,
  psks: readonly Psk[],
): { readonly psks: readonly Psk[]; readonly early: boolean } {
  const offered = offeredPsks(extensions)?.identities.length === psks.length;
  return {
    psks: offered ? psks : [],
    early: offered && extensions.some(({ type }) => type === earlyData.type),
  };
}

const ZLIB = CertificateCompressionAlgorithm.zlib;

function generateShare(group: number, { config, random }: Out<ClientConfig>): ClientShare {
  const name = AGREEMENTS.get(group);
  if (name === undefined) {
    throw new RangeError(`Cannot make a key share: no group "${NamedGroup.label(group)}"`);
  }
  return config.crypto.agreement(name).clientShare(random, `key share ${NamedGroup.label(group)}`);
}

function shareExtension(shares: ReadonlyMap<number, ClientShare>): Extension {
  return makeExtension(
    keyShare,
    "client_hello",
    [...shares].map(([group, { share }]) => ({ group, keyExchange: share })),
  );
}

/** That of a session of TLS 1.2, or a dummy (RFC 9846 §4.2.2 [8446 §4.1.2]). */
function sessionId(older: ClientSession | undefined, out: Out<ClientConfig>): Bytes {
  const id = sessionIdToOffer(older, out);
  return id.length === 0 && out.config.middleboxCompatibility
    ? out.random.bytes("legacy session id", 32)
    : id;
}

function extensions(
  config: ClientConfig,
  shares: ReadonlyMap<number, ClientShare>,
  older: ClientSession | undefined,
): Extension[] {
  const list: Extension[] = [];
  // An IP address is no host name and is never sent (RFC 6066 §3).
  if (config.serverName !== undefined && parseAddress(config.serverName) === undefined) {
    const hostName = utf8(config.serverName);
    list.push(
      makeExtension(serverName, "client_hello", [{ nameType: NameType.host_name, hostName }]),
    );
  }
  list.push(
    makeExtension(supportedVersions, "client_hello", config.versions),
    makeExtension(supportedGroups, "client_hello", config.groups),
    makeExtension(signatureAlgorithms, "client_hello", config.signatureSchemes),
    shareExtension(shares),
    makeExtension(pskKeyExchangeModes, "client_hello", config.pskModes),
  );
  const alsoOlder = config.versions.some((version) => version < ProtocolVersion["TLS 1.3"]);
  if (alsoOlder) list.push(...olderExtensions(config), ...ticketExtension(config, older));
  list.push(...protocolExtensions(config));
  if (config.certificateCompression) {
    list.push(makeExtension(compressCertificate, "client_hello", [ZLIB]));
  }
  if (config.postHandshakeAuth) {
    list.push(makeExtension(postHandshakeAuth, "client_hello", null));
  }
  return list;
}
