import { type Bytes, equalBytes, fromUtf8 } from "../../../bytes/mod.ts";
import {
  applicationLayerProtocolNegotiation,
  CertificateCompressionAlgorithm,
  CertificateStatusType,
  type ClientHello,
  compressCertificate,
  cookie,
  earlyData,
  ExtensionType,
  keyShare,
  type KeyShareEntry,
  NamedGroup,
  NameType,
  postHandshakeAuth,
  preSharedKey,
  ProtocolVersion,
  pskKeyExchangeModes,
  readExtension,
  recordSizeLimit,
  serverName,
  signatureAlgorithms,
  signedCertificateTimestamp,
  statusRequest,
  supportedGroups,
  supportedVersions,
} from "../../../wire/mod.ts";
import { Fault, fault } from "../../fault.ts";
import { extensionFault, valueOf } from "../extension_rules.ts";

/** A key that a client offers, by its name or ticket. */
export interface PskOffer {
  readonly identity: Bytes;
  readonly obfuscatedTicketAge: number;
  readonly binder: Bytes;
}

/** A ClientHello, read: everything the server chooses from. */
export interface ClientOffer {
  readonly hello: ClientHello;
  /** Empty only where a pre-shared key is to do without. */
  readonly groups: readonly number[];
  readonly shares: readonly KeyShareEntry[];
  /** Absent only where a pre-shared key is offered in place of certificates. */
  readonly signatureSchemes: readonly number[] | undefined;
  readonly serverName: string | undefined;
  readonly alpn: readonly string[] | undefined;
  readonly cookie: Bytes | undefined;
  readonly recordSizeLimit: number | undefined;
  readonly earlyData: boolean;
  readonly psks: readonly PskOffer[];
  /** `PskKeyExchangeMode` values. */
  readonly pskModes: readonly number[];
  /** Whether it unpacks zlib. */
  readonly unpacks: boolean;
  readonly wantsStatus: boolean;
  /** It asks for promises of logs (RFC 6962 §3.3.1). */
  readonly wantsTimestamps: boolean;
  readonly postHandshakeAuth: boolean;
}

/**
 * Reads a ClientHello and refuses what no server may accept (RFC 9846 §4.2.2, §9.2).
 *
 * @param speaks `ProtocolVersion` values of the server, newest first, for what it says of them
 */
export function readOffer(
  hello: ClientHello,
  speaks: readonly number[] = [ProtocolVersion["TLS 1.3"]],
): ClientOffer | Fault {
  const list = hello.extensions ?? [];
  // Beyond that the field says nothing once supported_versions is there (RFC 9846 §4.3.1).
  if (hello.legacyVersion <= ProtocolVersion["SSL 3.0"]) {
    return fault("ancientVersion", `legacy_version is ${hello.legacyVersion}`);
  }
  const versions = valueOf(readExtension(list, supportedVersions, "client_hello"));
  if (versions instanceof Fault) return versions;
  if (versions === undefined || !versions.includes(ProtocolVersion["TLS 1.3"])) {
    const best = versions?.[0] ?? hello.legacyVersion;
    return fault(
      "noCommonVersion",
      `The client offers ${ProtocolVersion.label(best)}, this server speaks ` +
        speaks.map(ProtocolVersion.label).join(", "),
    );
  }
  const wrong = extensionFault(list, "client_hello");
  if (wrong !== undefined) return wrong;
  if (hello.legacyCompressionMethods.length !== 1 || hello.legacyCompressionMethods[0] !== 0) {
    return fault("badCompressionMethods", "Offers compression besides none");
  }
  const psk = list.findIndex(({ type }) => type === preSharedKey.type);
  if (psk >= 0 && psk !== list.length - 1) {
    return fault("preSharedKeyNotLast", "pre_shared_key is not the last extension");
  }
  if (psk >= 0 && !list.some(({ type }) => type === pskKeyExchangeModes.type)) {
    return fault("missingExtension", "pre_shared_key without psk_key_exchange_modes");
  }
  return readValues(hello);
}

function readValues(hello: ClientHello): ClientOffer | Fault {
  const list = hello.extensions ?? [];
  const groups = valueOf(readExtension(list, supportedGroups, "client_hello"));
  if (groups instanceof Fault) return groups;
  const shares = valueOf(readExtension(list, keyShare, "client_hello"));
  if (shares instanceof Fault) return shares;
  const schemes = valueOf(readExtension(list, signatureAlgorithms, "client_hello"));
  if (schemes instanceof Fault) return schemes;
  const names = valueOf(readExtension(list, serverName, "client_hello"));
  if (names instanceof Fault) return names;
  const alpn = valueOf(readExtension(list, applicationLayerProtocolNegotiation, "client_hello"));
  if (alpn instanceof Fault) return alpn;
  const token = valueOf(readExtension(list, cookie, "client_hello"));
  if (token instanceof Fault) return token;
  const limit = valueOf(readExtension(list, recordSizeLimit, "client_hello"));
  if (limit instanceof Fault) return limit;
  if (limit !== undefined && limit < 64) {
    return fault("badRecordSizeLimit", `A record size limit of ${limit}`);
  }
  const modes = valueOf(readExtension(list, pskKeyExchangeModes, "client_hello"));
  if (modes instanceof Fault) return modes;
  const early = valueOf(readExtension(list, earlyData, "client_hello"));
  if (early instanceof Fault) return early;
  const packings = valueOf(readExtension(list, compressCertificate, "client_hello"));
  if (packings instanceof Fault) return packings;
  const status = valueOf(readExtension(list, statusRequest, "client_hello"));
  if (status instanceof Fault) return status;
  const timestamps = valueOf(readExtension(list, signedCertificateTimestamp, "client_hello"));
  if (timestamps instanceof Fault) return timestamps;
  const later = valueOf(readExtension(list, postHandshakeAuth, "client_hello"));
  if (later instanceof Fault) return later;
  const psks = readPsks(hello);
  if (psks instanceof Fault) return psks;
  const missing = missingFrom({ groups, shares, schemes }, psks.length > 0);
  if (missing !== undefined) {
    return fault("missingExtension", `ClientHello carries no ${missing}`);
  }
  const bad = shareFault(shares ?? [], groups ?? []);
  if (bad !== undefined) return bad;
  const hostName = names?.find(({ nameType }) => nameType === NameType.host_name)?.hostName;
  return {
    hello,
    groups: groups ?? [],
    shares: shares ?? [],
    signatureSchemes: schemes,
    serverName: hostName && fromUtf8(hostName),
    alpn: alpn?.map(fromUtf8),
    cookie: token,
    recordSizeLimit: limit,
    earlyData: early !== undefined,
    psks,
    pskModes: modes ?? [],
    unpacks: packings?.includes(CertificateCompressionAlgorithm.zlib) ?? false,
    wantsStatus: status?.statusType === CertificateStatusType.ocsp,
    wantsTimestamps: timestamps !== undefined,
    postHandshakeAuth: later !== undefined,
  };
}

function readPsks({ extensions = [] }: ClientHello): readonly PskOffer[] | Fault {
  const offered = valueOf(readExtension(extensions, preSharedKey, "client_hello"));
  if (offered === undefined) return [];
  if (offered instanceof Fault) return offered;
  const { identities, binders } = offered;
  if (identities.length !== binders.length) {
    return fault("badBinderCount", `${identities.length} keys and ${binders.length} binders`);
  }
  return identities.map((identity, i) => ({ ...identity, binder: binders[i]! }));
}

/** Groups and shares only make sense together; a hello without keys needs everything (§9.2). */
function missingFrom(
  found: { readonly groups?: unknown; readonly shares?: unknown; readonly schemes?: unknown },
  withPsk: boolean,
): string | undefined {
  const { groups, shares, schemes } = found;
  const neither = withPsk && groups === undefined && shares === undefined;
  if (!neither && groups === undefined) return supportedGroups.name;
  if (!neither && shares === undefined) return keyShare.name;
  return !withPsk && schemes === undefined ? signatureAlgorithms.name : undefined;
}

/** Shares must be for listed groups, one each (RFC 9846 §4.3.8 [8446 §4.2.8]). */
function shareFault(
  shares: readonly KeyShareEntry[],
  groups: readonly number[],
): Fault | undefined {
  const seen = new Set<number>();
  for (const { group } of shares) {
    const name = NamedGroup.label(group);
    if (seen.has(group)) return fault("duplicateKeyShare", `Two key shares for ${name}`);
    if (!groups.includes(group)) {
      return fault(
        "unlistedKeyShare",
        `A key share for ${name}, which is not in supported_groups`,
      );
    }
    seen.add(group);
  }
  return undefined;
}

/** What a client may change in its second hello without being asked (RFC 9846 §4.2.2). */
const MAY_CHANGE: readonly number[] = [
  ExtensionType.early_data,
  ExtensionType.pre_shared_key,
  ExtensionType.padding,
];

/**
 * Whether a second hello repeats the first in everything that must stay.
 *
 * @param asked the extensions that a HelloRetryRequest asked to change
 */
export function repeats(
  first: ClientHello,
  second: ClientHello,
  asked: readonly number[],
): boolean {
  const kept = ({ extensions = [] }: ClientHello) =>
    extensions.filter(({ type }) => !MAY_CHANGE.includes(type) && !asked.includes(type));
  const before = kept(first);
  const after = kept(second);
  return first.legacyVersion === second.legacyVersion &&
    equalBytes(first.random, second.random) &&
    equalBytes(first.legacySessionId, second.legacySessionId) &&
    first.cipherSuites.length === second.cipherSuites.length &&
    first.cipherSuites.every((suite, i) => suite === second.cipherSuites[i]) &&
    before.length === after.length &&
    before.every(({ type, data }, i) =>
      type === after[i]!.type && equalBytes(data, after[i]!.data)
    );
}
