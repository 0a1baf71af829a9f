import { fromUtf8 } from "../../../bytes/mod.ts";
import type { Identity } from "../../../pki/mod.ts";
import {
  applicationLayerProtocolNegotiation,
  CipherSuite,
  type ClientHello,
  EcPointFormat,
  ecPointFormats,
  encryptThenMac,
  extendedMainSecret,
  heartbeat,
  NameType,
  ProtocolVersion,
  readExtension,
  recordSizeLimit,
  serverName,
  signatureAlgorithms,
  SignatureScheme,
  supportedGroups,
} from "../../../wire/mod.ts";
import type { ServerConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { RecordCompression } from "../../record/compression.ts";
import { GROUPS } from "../../suites.ts";
import { valueOf } from "../../tls13/extension_rules.ts";
import { duplicateFault } from "../extension_rules.ts";
import { suiteOf12 } from "../choose.ts";
import type { Dialect } from "../dialect.ts";
import { chooseScheme12, type ChosenScheme, fitsSuite } from "../prove.ts";
import type { Suite12 } from "../suite.ts";

/** A ClientHello for TLS 1.2 or older, read (RFC 5246 §7.4.1.2). */
export interface Offer12 {
  readonly hello: ClientHello;
  readonly serverName: string | undefined;
  readonly alpn: readonly string[] | undefined;
  /** `NamedGroup` values, with the server's preference first; any curve if the client names none. */
  readonly groups: readonly number[];
  readonly signatureSchemes: readonly number[];
  readonly recordSizeLimit: number | undefined;
  readonly has: (type: number) => boolean;
}

/** What the server chose from it. */
export interface Choice12 {
  readonly suite: Suite12;
  /** Absent where the suite has no certificates. */
  readonly identity: Identity | undefined;
  /** Absent where the server signs nothing. */
  readonly scheme: ChosenScheme | undefined;
}

/** What a client of TLS 1.2 takes that does not say so (RFC 5246 §7.4.1.4.1). */
const IMPLIED_SCHEMES = [SignatureScheme.rsa_pkcs1_sha1, SignatureScheme.ecdsa_sha1];

/** Reads a ClientHello and refuses what no server may accept. */
export function readOffer12(hello: ClientHello, config: ServerConfig): Offer12 | Fault {
  const list = hello.extensions ?? [];
  const twice = duplicateFault(list, "client_hello");
  if (twice !== undefined) return twice;
  if (!hello.legacyCompressionMethods.includes(0)) {
    return fault("badCompressionMethods", "Does not offer to do without compression");
  }
  const names = valueOf(readExtension(list, serverName, "client_hello"));
  if (names instanceof Fault) return names;
  const alpn = valueOf(readExtension(list, applicationLayerProtocolNegotiation, "client_hello"));
  if (alpn instanceof Fault) return alpn;
  const groups = valueOf(readExtension(list, supportedGroups, "client_hello"));
  if (groups instanceof Fault) return groups;
  const schemes = valueOf(readExtension(list, signatureAlgorithms, "client_hello"));
  if (schemes instanceof Fault) return schemes;
  const formats = valueOf(readExtension(list, ecPointFormats, "client_hello"));
  if (formats instanceof Fault) return formats;
  if (formats !== undefined && !formats.includes(EcPointFormat.uncompressed)) {
    return fault("badPointFormats", "Does not take uncompressed points, which all must");
  }
  const limit = valueOf(readExtension(list, recordSizeLimit, "client_hello"));
  if (limit instanceof Fault) return limit;
  if (limit !== undefined && limit < 64) {
    return fault("badRecordSizeLimit", `A record size limit of ${limit}`);
  }
  const hostName = names?.find(({ nameType }) => nameType === NameType.host_name)?.hostName;
  return {
    hello,
    serverName: hostName && fromUtf8(hostName),
    alpn: alpn?.map(fromUtf8),
    groups: config.groups.filter((group) => GROUPS.has(group) && (groups?.includes(group) ?? true)),
    signatureSchemes: schemes ?? IMPLIED_SCHEMES,
    recordSizeLimit: limit,
    has: (type) => list.some((extension) => extension.type === type),
  };
}

/** Which optional protections both ends want. */
export function agreedProtections(
  { has }: Offer12,
  suite: Suite12,
  dialect: Dialect,
  config: ServerConfig,
) {
  return {
    extendedMainSecret: config.extendedMainSecret && has(extendedMainSecret.type) &&
      dialect.extendedMainSecret !== undefined,
    encryptThenMac: config.encryptThenMac && has(encryptThenMac.type) &&
      suite.cipher.kind === "cbc" && dialect.version > ProtocolVersion["SSL 3.0"],
    heartbeat: config.heartbeat && has(heartbeat.type),
  };
}

/** The server's preference decides, as far as its certificate and the client's curves allow. */
export function choose12(
  offer: Offer12,
  dialect: Dialect,
  config: ServerConfig,
): Choice12 | Fault {
  const { hello } = offer;
  const identity = config.chooseIdentity(offer.serverName);
  let why: Fault | undefined;
  for (const value of config.cipherSuites) {
    const suite = suiteOf12(value, config);
    if (suite === undefined || !hello.cipherSuites.includes(value)) continue;
    const choice = tryOut(suite, identity, offer, dialect, config);
    if (!(choice instanceof Fault)) return { suite, identity, scheme: choice };
    why ??= choice;
  }
  const offered = hello.cipherSuites.map(CipherSuite.label).join(", ");
  return why ?? fault("noCommonCipherSuite", `The client offers ${offered}`);
}

/** The server's favourite among the client's protocols; both full and resumed handshakes agree on it. */
export function chooseProtocol(
  { alpn }: Offer12,
  config: ServerConfig,
): string | undefined | Fault {
  if (alpn === undefined || config.alpn.length === 0) return undefined;
  return config.alpn.find((protocol) => alpn.includes(protocol)) ??
    fault("noApplicationProtocol", `The client offers ${alpn.join(", ")}`);
}

/** What is wanted on both sides and was handed in on ours (RFC 3749). */
export function commonCompression(
  { hello }: Offer12,
  { legacy }: ServerConfig,
): RecordCompression | undefined {
  const ours = legacy?.compression;
  return ours !== undefined && hello.legacyCompressionMethods.includes(ours.method)
    ? ours
    : undefined;
}

/** Whether a suite would do: its scheme, or why not. */
function tryOut(
  suite: Suite12,
  identity: Identity | undefined,
  offer: Offer12,
  dialect: Dialect,
  config: ServerConfig,
): ChosenScheme | undefined | Fault {
  const { keyExchange, name } = suite;
  if (!dialect.speaks(suite)) {
    return fault("noCommonCipherSuite", `${name} is not for ${dialect.name}`);
  }
  if (keyExchange.name.startsWith("EC") && offer.groups.length === 0) {
    return fault("noCommonGroup", `No common curve for ${name}`);
  }
  if (suite.certificate === "none") return undefined;
  if (identity === undefined) {
    return fault("noIdentity", `No certificate for ${JSON.stringify(offer.serverName ?? null)}`);
  }
  const key = identity.key.publicKey;
  if (!fitsSuite(key, suite)) {
    return fault("noCommonCipherSuite", `The certificate's key does not fit ${name}`);
  }
  if (keyExchange.serverSends !== "signed") return undefined;
  return chooseScheme12(key, offer.signatureSchemes, config.signatureSchemes, dialect);
}
