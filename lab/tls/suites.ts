import type {
  AeadName,
  AgreementName,
  GroupName,
  HashName,
  PublicKey,
  SignatureAlgorithm,
} from "../crypto/mod.ts";
import { CipherSuite, NamedGroup, SignatureScheme } from "../wire/mod.ts";

/** What a TLS 1.3 cipher suite fixes: an AEAD and a hash (RFC 9846 §B.4). */
export interface Suite {
  readonly value: number;
  readonly name: string;
  readonly aead: AeadName;
  /** Bytes. */
  readonly keyLength: number;
  readonly hash: HashName;
  readonly hashLength: number;
}

/** The nonce of every TLS 1.3 AEAD is 12 bytes; its tag is 16, except in CCM_8. */
export const IV_LENGTH = 12;
export const TAG_LENGTH = 16;

const suite = (
  name:
    | "TLS_AES_128_GCM_SHA256"
    | "TLS_AES_256_GCM_SHA384"
    | "TLS_CHACHA20_POLY1305_SHA256"
    | "TLS_AES_128_CCM_SHA256"
    | "TLS_AES_128_CCM_8_SHA256",
  aead: AeadName,
  keyLength: number,
  hash: HashName,
  hashLength: number,
): Suite => ({ value: CipherSuite[name], name, aead, keyLength, hash, hashLength });

/** The suites the engine offers unless told otherwise, in its order of preference. */
export const TLS13_SUITES: readonly Suite[] = [
  suite("TLS_AES_128_GCM_SHA256", "AES-128-GCM", 16, "SHA-256", 32),
  suite("TLS_AES_256_GCM_SHA384", "AES-256-GCM", 32, "SHA-384", 48),
  suite("TLS_CHACHA20_POLY1305_SHA256", "ChaCha20-Poly1305", 32, "SHA-256", 32),
];

/** Suites for small devices, spoken when they are named (RFC 9846 §B.4). */
export const CCM_SUITES: readonly Suite[] = [
  suite("TLS_AES_128_CCM_SHA256", "AES-128-CCM", 16, "SHA-256", 32),
  suite("TLS_AES_128_CCM_8_SHA256", "AES-128-CCM-8", 16, "SHA-256", 32),
];

const SPOKEN = [...TLS13_SUITES, ...CCM_SUITES];

export function suiteOf(value: number): Suite | undefined {
  return SPOKEN.find((suite) => suite.value === value);
}

/** @param name of the registry: `TLS_AES_128_GCM_SHA256` */
export function suiteNamed(name: string): Suite | undefined {
  return SPOKEN.find((suite) => suite.name === name);
}

/** The groups the engine offers unless told otherwise, in its order of preference. */
export const GROUPS: ReadonlyMap<number, GroupName> = new Map<number, GroupName>([
  [NamedGroup.x25519, "X25519"],
  [NamedGroup.secp256r1, "P-256"],
  [NamedGroup.secp384r1, "P-384"],
  [NamedGroup.secp521r1, "P-521"],
]);

/** All agreements the engine can use; X25519MLKEM768 needs a provider that has it (`withHybrid`). */
export const AGREEMENTS: ReadonlyMap<number, AgreementName> = new Map<number, AgreementName>([
  ...GROUPS,
  [NamedGroup.ffdhe2048, "ffdhe2048"],
  [NamedGroup.ffdhe3072, "ffdhe3072"],
  [NamedGroup.X25519MLKEM768, "X25519MLKEM768"],
]);

/** A way of signing. */
export interface Scheme {
  readonly algorithm: SignatureAlgorithm;
  /** Whether a key may sign with the scheme. */
  fits(key: PublicKey): boolean;
}

const ecdsa = (curve: "P-256" | "P-384" | "P-521", hash: HashName): Scheme => ({
  algorithm: { type: "ecdsa", hash },
  fits: (key) => key.type === "ec" && key.curve === curve,
});

const pss = (hash: HashName, saltLength: number): Scheme => ({
  algorithm: { type: "rsa-pss", hash, saltLength },
  // Encoding needs room for hash, salt and two bytes in one bit less than the modulus has:
  // RFC 8017 §9.1.1. The salt is as long as the hash.
  fits: (key) =>
    key.type === "rsa" && (key.modulus.toString(2).length - 1) / 8 > 2 * saltLength + 1,
});

/** Schemes that may sign a TLS 1.3 handshake, in order of preference (RFC 9846 §4.3.3). */
export const HANDSHAKE_SCHEMES: ReadonlyMap<number, Scheme> = new Map<number, Scheme>([
  [SignatureScheme.ecdsa_secp256r1_sha256, ecdsa("P-256", "SHA-256")],
  [SignatureScheme.ecdsa_secp384r1_sha384, ecdsa("P-384", "SHA-384")],
  [SignatureScheme.ecdsa_secp521r1_sha512, ecdsa("P-521", "SHA-512")],
  [SignatureScheme.ed25519, {
    algorithm: { type: "ed25519" },
    fits: (key) => key.type === "ed25519",
  }],
  [SignatureScheme.rsa_pss_rsae_sha256, pss("SHA-256", 32)],
  [SignatureScheme.rsa_pss_rsae_sha384, pss("SHA-384", 48)],
  [SignatureScheme.rsa_pss_rsae_sha512, pss("SHA-512", 64)],
]);

const pkcs1 = (hash: HashName): Scheme => ({
  algorithm: { type: "rsa-pkcs1", hash },
  fits: (key) => key.type === "rsa",
});

/** In TLS 1.2 the name of a scheme fixes the hash, and the curve is the key's affair (RFC 8422 §5.1.1). */
const anyCurve = (hash: HashName): Scheme => ({
  algorithm: { type: "ecdsa", hash },
  fits: (key) => key.type === "ec",
});

/** Schemes that may sign a handshake of TLS 1.2 (RFC 5246 §7.4.1.4.1, RFC 9846 §4.3.3). */
export const SCHEMES_12: ReadonlyMap<number, Scheme> = new Map<number, Scheme>([
  ...HANDSHAKE_SCHEMES,
  [SignatureScheme.ecdsa_secp256r1_sha256, anyCurve("SHA-256")],
  [SignatureScheme.ecdsa_secp384r1_sha384, anyCurve("SHA-384")],
  [SignatureScheme.ecdsa_secp521r1_sha512, anyCurve("SHA-512")],
  [SignatureScheme.rsa_pkcs1_sha256, pkcs1("SHA-256")],
  [SignatureScheme.rsa_pkcs1_sha384, pkcs1("SHA-384")],
  [SignatureScheme.rsa_pkcs1_sha512, pkcs1("SHA-512")],
  // No default lists them; whoever wants them names them.
  [SignatureScheme.rsa_pkcs1_sha1, pkcs1("SHA-1")],
  [SignatureScheme.ecdsa_sha1, anyCurve("SHA-1")],
]);

/**
 * What the engine lists in `signature_algorithms`: the above, and PKCS#1 v1.5, which may sign
 * certificates but never the handshake.
 */
export const OFFERED_SCHEMES: readonly number[] = [
  ...HANDSHAKE_SCHEMES.keys(),
  SignatureScheme.rsa_pkcs1_sha256,
  SignatureScheme.rsa_pkcs1_sha384,
  SignatureScheme.rsa_pkcs1_sha512,
];
