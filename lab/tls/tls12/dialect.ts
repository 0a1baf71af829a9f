import { type Bytes, concat } from "../../bytes/mod.ts";
import { type CryptoProvider, type HashName, tls12Prf } from "../../crypto/mod.ts";
import { ProtocolVersion } from "../../wire/mod.ts";
import { honestProtection } from "../record/construction12.ts";
import type { DirectionKeys, ProtectionFactory12 } from "../record/protection12.ts";
import type { Scheme } from "../suites.ts";
import type { PublicKey } from "../../crypto/mod.ts";
import type { Cipher12, Suite12 } from "./suite.ts";

/** What a version computes with: a provider, and the hash that the suite fixes for the PRF. */
export interface Kit {
  readonly crypto: CryptoProvider;
  readonly hash: HashName;
}

/** The two randoms of a handshake, 32 bytes each. */
export interface Randoms {
  readonly client: Bytes;
  readonly server: Bytes;
}

/** The keys of both directions; each end writes with its own. */
export interface WriteKeys {
  readonly client: DirectionKeys;
  readonly server: DirectionKeys;
}

/**
 * What TLS 1.2 and its forerunners do differently from each other: derivations, signatures, the
 * form of records. The messages and their order are common to all (RFC 5246 §7.3).
 */
export interface Dialect {
  /** `ProtocolVersion` value. */
  readonly version: number;
  /** `TLS 1.2`. */
  readonly name: string;
  /** 48 bytes from the premaster secret (RFC 5246 §8.1). */
  mainSecret(kit: Kit, premaster: Bytes, randoms: Randoms): Bytes;
  /** The same, bound to the handshake so far (RFC 7627 §4); absent where extensions are unknown. */
  readonly extendedMainSecret?: (kit: Kit, premaster: Bytes, transcript: Bytes) => Bytes;
  /** Bytes to cut keys from (RFC 5246 §6.3). */
  keyBlock(kit: Kit, mainSecret: Bytes, randoms: Randoms, length: number): Bytes;
  /** Bytes for another protocol (RFC 5705 §4); absent where nobody has said how. */
  readonly exported?: (
    kit: Kit,
    mainSecret: Bytes,
    label: string,
    seed: Bytes,
    length: number,
  ) => Bytes;
  /** What a Finished holds (RFC 5246 §7.4.9). */
  verifyData(kit: Kit, mainSecret: Bytes, role: "client" | "server", transcript: Bytes): Bytes;
  /** What a client's CertificateVerify signs (RFC 5246 §7.4.8). */
  certificateVerifyContent(kit: Kit, mainSecret: Bytes, transcript: Bytes): Bytes;
  /** How a key signs where messages do not name a scheme; absent where they do (RFC 5246 §7.4.1.4.1). */
  readonly impliedScheme?: (key: PublicKey) => Scheme | undefined;
  /** The same for CertificateVerify, where that is another: in SSL 3.0 (RFC 6101 §5.6.8). */
  readonly certificateVerifyScheme?: (key: PublicKey) => Scheme | undefined;
  /** Whether a suite may be spoken in this version. */
  speaks(suite: Suite12): boolean;
  /** Whether the key block holds the IV of the first record, as it did until TLS 1.0 (RFC 2246 §6.3). */
  readonly firstIvFromKeyBlock: boolean;
  /** The keys of a suite for export, from the short ones in the key block; absent since TLS 1.1. */
  readonly exportKeys?: (
    kit: Kit,
    keys: WriteKeys,
    cipher: Cipher12,
    randoms: Randoms,
  ) => WriteKeys;
  /** Whether the encrypted premaster secret has a length before it; SSL 3.0 has none. */
  readonly prefixesPremaster: boolean;
  readonly protectRecords: ProtectionFactory12;
}

/** TLS 1.2 itself (RFC 5246). */
export const TLS12: Dialect = {
  version: ProtocolVersion["TLS 1.2"],
  name: "TLS 1.2",
  mainSecret: ({ crypto, hash }, premaster, { client, server }) =>
    tls12Prf(crypto, hash, premaster, "master secret", concat(client, server), MAIN_SECRET_LENGTH),
  extendedMainSecret({ crypto, hash }, premaster, transcript) {
    const sessionHash = crypto.hash(hash).digest(transcript);
    const label = "extended master secret";
    return tls12Prf(crypto, hash, premaster, label, sessionHash, MAIN_SECRET_LENGTH);
  },
  keyBlock: ({ crypto, hash }, mainSecret, { client, server }, length) =>
    tls12Prf(crypto, hash, mainSecret, "key expansion", concat(server, client), length),
  exported: ({ crypto, hash }, mainSecret, label, seed, length) =>
    tls12Prf(crypto, hash, mainSecret, label, seed, length),
  verifyData({ crypto, hash }, mainSecret, role, transcript) {
    const seed = crypto.hash(hash).digest(transcript);
    return tls12Prf(crypto, hash, mainSecret, `${role} finished`, seed, VERIFY_DATA_LENGTH);
  },
  certificateVerifyContent: (_kit, _mainSecret, transcript) => transcript,
  speaks: ({ cipher }) => cipher.exportKeyLength === undefined,
  firstIvFromKeyBlock: false,
  prefixesPremaster: true,
  protectRecords: honestProtection,
};

/** Length of every main secret, in bytes. */
export const MAIN_SECRET_LENGTH = 48;
/** Length of `verify_data` in TLS 1.0 to 1.2, in bytes. */
export const VERIFY_DATA_LENGTH = 12;
