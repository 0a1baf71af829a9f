import type { Bytes } from "../bytes/mod.ts";

/** A NIST curve by its usual name (SEC 2: secp256r1, secp384r1, secp521r1). */
export type CurveName = "P-256" | "P-384" | "P-521";

export interface EcPublicKey {
  readonly type: "ec";
  readonly curve: CurveName;
  /** Uncompressed point, `04 || x || y`. */
  readonly point: Bytes;
}

export interface Ed25519PublicKey {
  readonly type: "ed25519";
  /** 32 bytes. */
  readonly point: Bytes;
}

export interface RsaPublicKey {
  readonly type: "rsa";
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** A key that anyone may hold. */
export type PublicKey = EcPublicKey | Ed25519PublicKey | RsaPublicKey;

export interface EcPrivateKey {
  readonly type: "ec";
  readonly curve: CurveName;
  /** Big-endian scalar of the curve's length. */
  readonly scalar: Bytes;
  readonly publicKey: EcPublicKey;
}

export interface Ed25519PrivateKey {
  readonly type: "ed25519";
  /** The 32-byte seed of RFC 8032. */
  readonly seed: Bytes;
  readonly publicKey: Ed25519PublicKey;
}

/** With the factors and exponents of the Chinese remainder theorem (RFC 8017 §3.2). */
export interface RsaPrivateKey {
  readonly type: "rsa";
  readonly publicKey: RsaPublicKey;
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dP: bigint;
  readonly dQ: bigint;
  readonly qInv: bigint;
}

/** A key that one party holds. */
export type PrivateKey = EcPrivateKey | Ed25519PrivateKey | RsaPrivateKey;
