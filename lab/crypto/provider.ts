import type { Bytes } from "../bytes/mod.ts";
import type {
  Ed25519PublicKey,
  PrivateKey,
  PublicKey,
  RsaPrivateKey,
  RsaPublicKey,
} from "./keys.ts";
import type { RandomSource } from "./random.ts";

export type HashName = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";
export type AeadName =
  | "AES-128-GCM"
  | "AES-256-GCM"
  | "ChaCha20-Poly1305"
  | "AES-128-CCM"
  | "AES-128-CCM-8";
/** Block ciphers of TLS 1.2 and older, in cipher block chaining mode. */
export type CbcName = "AES-128-CBC" | "AES-256-CBC";
export type GroupName = "X25519" | "P-256" | "P-384" | "P-521";
/** What a `KeyShareEntry` can be about: the groups, those of RFC 7919, and a hybrid with ML-KEM. */
export type AgreementName = GroupName | "ffdhe2048" | "ffdhe3072" | "X25519MLKEM768";

/** A hash computation under way. */
export interface HashState {
  update(data: Bytes): this;
  /** An independent copy of the state so far. */
  copy(): HashState;
  /** The digest of everything so far; the state stays usable. */
  digest(): Bytes;
}

export interface HashFunction {
  readonly name: HashName;
  /** Digest length in bytes. */
  readonly length: number;
  digest(data: Bytes): Bytes;
  create(): HashState;
}

/** One AEAD key in use (RFC 5116); holds whatever is worth computing once per key. */
export interface AeadKey {
  /**
   * @param nonce 12 bytes, never twice under one key
   * @returns ciphertext followed by the tag, of 16 bytes except in AES-128-CCM-8
   */
  seal(nonce: Bytes, additionalData: Bytes, plaintext: Bytes): Bytes;
  /** @returns the plaintext, or `undefined` when the tag does not match */
  open(nonce: Bytes, additionalData: Bytes, sealed: Bytes): Bytes | undefined;
}

/**
 * One key of a block cipher in CBC mode (SP 800-38A §6.2), without padding: what fills up the last
 * block is TLS's own affair (RFC 5246 §6.2.3.2). Both methods throw RangeError for a vector that is
 * not one block or data that is not whole blocks.
 */
export interface CbcKey {
  /** @param iv 16 bytes, unpredictable to whoever chooses plaintext */
  encrypt(iv: Bytes, blocks: Bytes): Bytes;
  decrypt(iv: Bytes, blocks: Bytes): Bytes;
}

/** An ephemeral key pair for key agreement. */
export interface KeyPair {
  readonly privateKey: Bytes;
  /** As it stands in a `KeyShareEntry`: 32 bytes for X25519, an uncompressed point for NIST curves. */
  readonly publicKey: Bytes;
}

/** A Diffie-Hellman group (RFC 7748, SEC 1). */
export interface Group {
  readonly name: GroupName;
  /** Length of a public key on the wire, in bytes. */
  readonly publicLength: number;
  /** A fresh pair: the private key is drawn from `random` until it is in range. */
  generate(random: RandomSource, purpose: string): KeyPair;
  /** The pair of a known private key. */
  keyPair(privateKey: Bytes): KeyPair;
  /**
   * The shared secret, or `undefined` when the peer's value is not a valid public key or leads to
   * an all-zero secret (RFC 7748 §6.1, RFC 9846 §4.3.8.2, §7.4.2).
   */
  agree(privateKey: Bytes, peerPublicKey: Bytes): Bytes | undefined;
}

/** What a client sends of a key agreement, and what it keeps for the answer. */
export interface ClientShare {
  readonly share: Bytes;
  /** The private key. */
  readonly state: Bytes;
}

/** What a server sends back, and the secret that both have with it. */
export interface ServerShare {
  readonly share: Bytes;
  readonly secret: Bytes;
}

/**
 * A key agreement as TLS 1.3 does it: one share there, one share back (RFC 9846 §4.3.8). In
 * Diffie-Hellman both are public keys; a key encapsulation has a key there and a ciphertext back.
 * That is why client and server do different things here.
 */
export interface KeyAgreement {
  readonly name: AgreementName;
  /** Length of the client's share, in bytes. */
  readonly clientLength: number;
  /** Length of the server's share, in bytes. */
  readonly serverLength: number;
  /** The client's first step. */
  clientShare(random: RandomSource, purpose: string): ClientShare;
  /** The server's only step; `undefined` when the client's share is not valid. */
  respond(clientShare: Bytes, random: RandomSource, purpose: string): ServerShare | undefined;
  /**
   * The client's second step: the secret, or `undefined` when the server's share is not valid.
   *
   * @param state what `clientShare` gave
   */
  finish(state: Bytes, serverShare: Bytes): Bytes | undefined;
}

/** How a signature is made; TLS's `SignatureScheme` values and X.509's algorithms map onto these. */
export type SignatureAlgorithm =
  | { readonly type: "ecdsa"; readonly hash: HashName }
  | { readonly type: "ed25519" }
  | { readonly type: "rsa-pkcs1"; readonly hash: HashName }
  /** PKCS #1 v1.5 over MD5 and SHA-1, one behind the other: TLS 1.0 and 1.1 (RFC 4346 §7.4.3). */
  | { readonly type: "rsa-pkcs1-md5-sha1" }
  /** The same around digests that are already made, 36 bytes: SSL 3.0 hashes in a way of its own. */
  | { readonly type: "rsa-pkcs1-digests" }
  | { readonly type: "rsa-pss"; readonly hash: HashName; readonly saltLength: number };

/**
 * Every primitive the lab uses, synchronous and deterministic. Two implementations give the same
 * bytes for the same inputs: `noble` (pure TypeScript, runs anywhere) and `native` (node:crypto).
 */
export interface CryptoProvider {
  readonly name: string;
  hash(name: HashName): HashFunction;
  hmac(hash: HashName, key: Bytes, data: Bytes): Bytes;
  /** @throws {RangeError} if the key has the wrong length */
  aead(name: AeadName, key: Bytes): AeadKey;
  /** @throws {RangeError} if the key has the wrong length */
  cbc(name: CbcName, key: Bytes): CbcKey;
  group(name: GroupName): Group;
  /** @throws {RangeError} for the hybrid, unless `withHybrid` added it */
  agreement(name: AgreementName): KeyAgreement;
  /** The public key of an Ed25519 seed. @throws {RangeError} if it does not have 32 bytes */
  ed25519PublicKey(seed: Bytes): Ed25519PublicKey;
  /**
   * Signs deterministically: ECDSA by RFC 6979, DER-encoded; RSA-PSS salts come from `random`.
   *
   * @throws {TypeError} if the key is of another kind than the algorithm
   */
  sign(algorithm: SignatureAlgorithm, key: PrivateKey, message: Bytes, random: RandomSource): Bytes;
  /** Whether the signature is valid. Malformed keys and signatures are simply not valid. */
  verify(
    algorithm: SignatureAlgorithm,
    key: PublicKey,
    message: Bytes,
    signature: Bytes,
  ): boolean;
  /** RSAES-PKCS1-v1_5 (RFC 8017 §7.2). @throws {RangeError} if the message is too long */
  rsaEncrypt(key: RsaPublicKey, message: Bytes, random: RandomSource): Bytes;
  /** The message, or `undefined` when the padding or the length is wrong. */
  rsaDecrypt(key: RsaPrivateKey, ciphertext: Bytes, random: RandomSource): Bytes | undefined;
}
