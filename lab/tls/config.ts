import type { Bytes } from "../bytes/mod.ts";
import type { CryptoProvider, RandomSource } from "../crypto/mod.ts";
import type { Identity, RevocationPolicy, TransparencyPolicy } from "../pki/mod.ts";
import type { PaddingPolicy } from "./record/layer.ts";
import type {
  AntiReplay,
  ClientSession,
  ExternalPsk,
  SessionCache,
  TicketPolicy,
} from "./resumption/mod.ts";
import { HONEST_SEAMS, type Seams } from "./seams.ts";
import { GROUPS, OFFERED_SCHEMES, TLS13_SUITES } from "./suites.ts";
import type { RecordCompression } from "./record/compression.ts";
import type { Dialect } from "./tls12/dialect.ts";
import { MODERN_TLS12_SUITES, type Suite12 } from "./tls12/suite.ts";
import { ProtocolVersion, PskKeyExchangeMode } from "../wire/mod.ts";

/** Where an engine gets time and chance from; it has none of its own. */
export interface Ambient {
  readonly random: RandomSource;
  /** Seconds since 1970. */
  readonly now: () => number;
}

/** Versions and suites that are only spoken because somebody handed them in (`lab/legacy`). */
export interface LegacyParts {
  /** TLS 1.1 and older. */
  readonly dialects: readonly Dialect[];
  readonly suites: readonly Suite12[];
  /** Offered and taken where it is given (RFC 3749). */
  readonly compression?: RecordCompression;
}

/** What both roles choose. Lists are in order of preference. */
export interface CommonConfig {
  readonly crypto: CryptoProvider;
  /** `ProtocolVersion` values; TLS 1.3 alone unless said. */
  readonly versions: readonly number[];
  /** `CipherSuite` values. */
  readonly cipherSuites: readonly number[];
  /** `NamedGroup` values. */
  readonly groups: readonly number[];
  /** `SignatureScheme` values. */
  readonly signatureSchemes: readonly number[];
  /** Application protocols (RFC 7301); none to leave the extension out. */
  readonly alpn: readonly string[];
  /** Trusted certificates, DER, for judging the peer. */
  readonly anchors: readonly Bytes[];
  /** SHA-256 hashes of acceptable public keys (SubjectPublicKeyInfo); none for any. */
  readonly pins: readonly Bytes[];
  /**
   * Those of the anchors that were added to this machine, rather than delivered with it: the pins are
   * not asked for chains that end there. Whoever may add roots may do so (RFC 7469 §2.6); with none,
   * pins hold for everybody.
   */
  readonly addedAnchors: readonly Bytes[];
  /** Dummy change_cipher_spec and session id (RFC 9846 §E.4 [8446 §D.4]). */
  readonly middleboxCompatibility: boolean;
  /** Longest inner plaintext to be sent to us, 64 to 16385 (RFC 8449); absent for the default. */
  readonly recordSizeLimit?: number;
  readonly padding: PaddingPolicy;
  /** Records written under one key before a KeyUpdate (RFC 9846 §5.5). */
  readonly recordsPerKey: number;
  /** Keys that the two sides share from elsewhere; only these and those of sessions are used. */
  readonly externalPsks: readonly ExternalPsk[];
  /** Bind the main secret of TLS 1.2 to the whole handshake (RFC 7627). */
  readonly extendedMainSecret: boolean;
  /** Put the MAC outside, where a block cipher is used (RFC 7366). */
  readonly encryptThenMac: boolean;
  /** Whether a new handshake may begin on a connection of TLS 1.2. */
  readonly renegotiation: boolean;
  /** Answer messages that ask whether we are there (RFC 6520). */
  readonly heartbeat: boolean;
  /**
   * What lies in the memory of the process behind a message that came: a model, for parts that read
   * too far. No honest part reads it.
   */
  readonly memory?: () => Bytes;
  readonly legacy?: LegacyParts;
  /** Take certificates packed with zlib, and pack our own for peers that take them (RFC 8879). */
  readonly certificateCompression: boolean;
  /** `PskKeyExchangeMode` values; without Diffie-Hellman there is no forward secrecy. */
  readonly pskModes: readonly number[];
  readonly seams: Seams;
}

export interface ClientConfig extends CommonConfig {
  /**
   * DNS name or IP address of the server; sent as SNI unless it is an address. Without it the
   * certificate's name is compared with nothing: then any server with a certificate from one of
   * the anchors is taken. The check event says so.
   */
  readonly serverName?: string;
  /** For servers that ask for a client certificate. */
  readonly identity?: Identity;
  /** Say that a newer version was tried and failed (RFC 7507). */
  readonly fallback: boolean;
  /** Bind renegotiations of TLS 1.2 to what went before (RFC 5746). */
  readonly secureRenegotiation: boolean;
  /**
   * Ask the server for news of its certificate's revocation (RFC 6066 §8); told as `staple`. Left
   * out, only who has a policy of `revocation` asks.
   */
  readonly ocspStapling: boolean;
  /** Ask for promises of logs, and take no server without them (RFC 6962 §3.3.1, §5.2). */
  readonly transparency?: TransparencyPolicy;
  /**
   * What the client wants to know about revocation. Left out, nobody is asked, and what is stapled
   * is told and not judged. What the policy asks of others comes as `question`.
   */
  readonly revocation?: RevocationPolicy;
  /** Let the server ask for a certificate after the handshake (RFC 9846 §4.7.2 [8446 §4.6.2]). */
  readonly postHandshakeAuth: boolean;
  /** Throw in numbers that mean nothing, so that servers keep taking them (RFC 8701). */
  readonly grease: boolean;
  /** Groups to send key shares for at once; the first of `groups` unless given. */
  readonly shareGroups?: readonly number[];
  /** An earlier session with this server, to go on from if the server still knows it. */
  readonly session?: ClientSession;
  /** TLS 1.2: ask for tickets (RFC 5077), and show them. */
  readonly sessionTickets: boolean;
  /**
   * What to say before the handshake is done, if the session allows that. It has no forward secrecy,
   * and whoever copies it can say it again (RFC 9846 §8). Empty to say it later (`sendEarly`).
   */
  readonly earlyData?: Bytes;
}

export interface ServerConfig extends CommonConfig {
  /** The identity for a name the client asked for, or for none. */
  readonly chooseIdentity: (serverName: string | undefined) => Identity | undefined;
  readonly clientCertificate: "ignore" | "request" | "require";
  /** Sent in HelloRetryRequest and wanted back (RFC 9846 §4.3.2 [8446 §4.2.2]). */
  readonly cookie?: Bytes;
  /** How sessions are put into tickets; without it none are handed out and none are taken. */
  readonly tickets?: TicketPolicy;
  /**
   * Where sessions are remembered by name: those of TLS 1.2 by their id, those of TLS 1.3 whose
   * ticket is only a name. Without it the server remembers none.
   */
  readonly sessionCache?: SessionCache;
  /** How copies of early data are noticed; without it no early data are taken. */
  readonly antiReplay?: AntiReplay;
}

const COMMON = {
  versions: [ProtocolVersion["TLS 1.3"]],
  groups: [...GROUPS.keys()],
  signatureSchemes: OFFERED_SCHEMES,
  alpn: [],
  anchors: [],
  pins: [],
  addedAnchors: [],
  middleboxCompatibility: true,
  padding: () => 0,
  // AES-GCM is good for 2^24.5 full-size records under one key (RFC 9846 §5.5).
  recordsPerKey: 2 ** 24,
  externalPsks: [],
  extendedMainSecret: true,
  encryptThenMac: true,
  renegotiation: false,
  heartbeat: false,
  certificateCompression: false,
  pskModes: [PskKeyExchangeMode.psk_dhe_ke],
  seams: HONEST_SEAMS,
} as const satisfies Omit<CommonConfig, "crypto" | "cipherSuites">;

/** Suites for the versions that are spoken, TLS 1.3 first; legacy ones are named by hand. */
function defaultSuites(versions: readonly number[] = COMMON.versions): readonly number[] {
  return [
    ...(versions.includes(ProtocolVersion["TLS 1.3"])
      ? TLS13_SUITES.map(({ value }) => value)
      : []),
    ...(versions.includes(ProtocolVersion["TLS 1.2"]) ? MODERN_TLS12_SUITES : []),
  ];
}

/** A client's configuration: sensible defaults, and what is given. */
export function clientConfig(
  given: Partial<ClientConfig> & Pick<ClientConfig, "crypto">,
): ClientConfig {
  return {
    ...COMMON,
    cipherSuites: defaultSuites(given.versions),
    fallback: false,
    secureRenegotiation: true,
    ocspStapling: given.revocation !== undefined,
    postHandshakeAuth: false,
    grease: false,
    sessionTickets: true,
    ...given,
  };
}

/** A server's configuration: sensible defaults, and what is given. */
export function serverConfig(
  given: Partial<ServerConfig> & Pick<ServerConfig, "crypto" | "chooseIdentity">,
): ServerConfig {
  return {
    ...COMMON,
    cipherSuites: defaultSuites(given.versions),
    clientCertificate: "ignore",
    ...given,
  };
}
