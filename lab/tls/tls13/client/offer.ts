import { type Bytes, EMPTY, utf8 } from "../../../bytes/mod.ts";
import type { KeyPair } from "../../../crypto/mod.ts";
import {
  type ClientHello,
  cookie,
  type Extension,
  keyShare,
  makeExtension,
  NamedGroup,
  NameType,
  ProtocolVersion,
  PskKeyExchangeMode,
  pskKeyExchangeModes,
  serverName,
  signatureAlgorithms,
  supportedGroups,
  supportedVersions,
} from "../../../wire/mod.ts";
import { parseAddress } from "../../../pki/mod.ts";
import type { ClientConfig } from "../../config.ts";
import type { Out } from "../../machine.ts";
import { GROUPS } from "../../suites.ts";
import { olderExtensions, protocolExtensions } from "../../tls12/client/offer.ts";
import type { Offer } from "./state.ts";

/** Composes the first ClientHello (RFC 9846 §4.2.2 [8446 §4.1.2]) and sends it. */
export function sendFirstOffer(out: Out<ClientConfig>): Offer {
  const { config, random } = out;
  const shares = new Map<number, KeyPair>();
  for (const group of config.shareGroups ?? config.groups.slice(0, 1)) {
    shares.set(group, generateShare(group, out));
  }
  const hello = config.seams.writeClientHello({
    legacyVersion: ProtocolVersion["TLS 1.2"],
    random: random.bytes("client random", 32),
    legacySessionId: config.middleboxCompatibility ? random.bytes("legacy session id", 32) : EMPTY,
    cipherSuites: config.cipherSuites,
    legacyCompressionMethods: [0],
    extensions: extensions(config, shares),
  }, "first");
  out.send("client_hello", hello);
  return { hello, shares };
}

/** Repeats the hello with what a HelloRetryRequest asked for (RFC 9846 §4.2.2). */
export function sendSecondOffer(
  first: Offer,
  wanted: { readonly group: number | undefined; readonly cookie: Bytes | undefined },
  out: Out<ClientConfig>,
): Offer {
  const shares = wanted.group === undefined
    ? first.shares
    : new Map([[wanted.group, generateShare(wanted.group, out)]]);
  const kept = (first.hello.extensions ?? []).map((extension) =>
    extension.type === keyShare.type ? shareExtension(shares) : extension
  );
  const returned = wanted.cookie === undefined
    ? []
    : [makeExtension(cookie, "client_hello", wanted.cookie)];
  const draft: ClientHello = { ...first.hello, extensions: [...returned, ...kept] };
  const hello = out.config.seams.writeClientHello(draft, "second");
  out.send("client_hello", hello);
  return { hello, shares };
}

function generateShare(group: number, { config, random }: Out<ClientConfig>): KeyPair {
  const name = GROUPS.get(group);
  if (name === undefined) {
    throw new RangeError(`Cannot make a key share: no group "${NamedGroup.label(group)}"`);
  }
  return config.crypto.group(name).generate(random, `key share ${NamedGroup.label(group)}`);
}

function shareExtension(shares: ReadonlyMap<number, KeyPair>): Extension {
  return makeExtension(
    keyShare,
    "client_hello",
    [...shares].map(([group, { publicKey }]) => ({ group, keyExchange: publicKey })),
  );
}

function extensions(config: ClientConfig, shares: ReadonlyMap<number, KeyPair>): Extension[] {
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
    makeExtension(pskKeyExchangeModes, "client_hello", [PskKeyExchangeMode.psk_dhe_ke]),
  );
  const alsoOlder = config.versions.some((version) => version < ProtocolVersion["TLS 1.3"]);
  if (alsoOlder) list.push(...olderExtensions(config));
  list.push(...protocolExtensions(config));
  return list;
}
