import { type Bytes, concat } from "../bytes/mod.ts";
import type {
  EcPrivateKey,
  EcPublicKey,
  Ed25519PrivateKey,
  Ed25519PublicKey,
  PrivateKey,
  PublicKey,
} from "./keys.ts";
import type { CryptoProvider, HashName, SignatureAlgorithm } from "./provider.ts";
import type { RandomSource } from "./random.ts";
import { pkcs1Decrypt, pkcs1Encrypt } from "./rsa/pkcs1_encryption.ts";
import {
  pkcs1Sign,
  pkcs1SignDigests,
  pkcs1Verify,
  pkcs1VerifyDigests,
} from "./rsa/pkcs1_signature.ts";
import { pssSign, pssVerify } from "./rsa/pss.ts";

/** The hash functions signatures are made with. */
export interface SignatureHashes {
  readonly hash: CryptoProvider["hash"];
  /** 16 bytes. Not among the hashes of a provider, for nothing new is to be built on it. */
  readonly md5: (data: Bytes) => Bytes;
}

/** What implementations do differently; RSA is the lab's own in both. */
export interface EllipticSignatures {
  ecdsaSign(hash: HashName, key: EcPrivateKey, message: Bytes): Bytes;
  ecdsaVerify(hash: HashName, key: EcPublicKey, message: Bytes, signature: Bytes): boolean;
  ed25519Sign(key: Ed25519PrivateKey, message: Bytes): Bytes;
  ed25519Verify(key: Ed25519PublicKey, message: Bytes, signature: Bytes): boolean;
}

type PublicKeyMethods = Pick<CryptoProvider, "sign" | "verify" | "rsaEncrypt" | "rsaDecrypt">;

/** The part of a provider that works with long-term keys: sends each algorithm where it is done. */
export function publicKeyMethods(
  { hash, md5 }: SignatureHashes,
  elliptic: EllipticSignatures,
): PublicKeyMethods {
  /** What TLS 1.0 and 1.1 sign in the place of a DigestInfo, 36 bytes (RFC 4346 §7.4.3). */
  const bothDigests = (message: Bytes) => concat(md5(message), hash("SHA-1").digest(message));

  function sign(
    algorithm: SignatureAlgorithm,
    key: PrivateKey,
    message: Bytes,
    random: RandomSource,
  ): Bytes {
    if (algorithm.type === "ecdsa" && key.type === "ec") {
      return elliptic.ecdsaSign(algorithm.hash, key, message);
    }
    if (algorithm.type === "ed25519" && key.type === "ed25519") {
      return elliptic.ed25519Sign(key, message);
    }
    if (algorithm.type === "rsa-pkcs1" && key.type === "rsa") {
      return pkcs1Sign(hash(algorithm.hash), key, message, random);
    }
    if (algorithm.type === "rsa-pkcs1-md5-sha1" && key.type === "rsa") {
      return pkcs1SignDigests(bothDigests(message), key, random);
    }
    if (algorithm.type === "rsa-pkcs1-digests" && key.type === "rsa") {
      return pkcs1SignDigests(message, key, random);
    }
    if (algorithm.type === "rsa-pss" && key.type === "rsa") {
      return pssSign(hash(algorithm.hash), algorithm.saltLength, key, message, random);
    }
    throw new TypeError(`Cannot sign: ${algorithm.type} does not take a key of type "${key.type}"`);
  }

  function verify(
    algorithm: SignatureAlgorithm,
    key: PublicKey,
    message: Bytes,
    signature: Bytes,
  ): boolean {
    if (algorithm.type === "ecdsa" && key.type === "ec") {
      return elliptic.ecdsaVerify(algorithm.hash, key, message, signature);
    }
    if (algorithm.type === "ed25519" && key.type === "ed25519") {
      return elliptic.ed25519Verify(key, message, signature);
    }
    if (algorithm.type === "rsa-pkcs1" && key.type === "rsa") {
      return pkcs1Verify(hash(algorithm.hash), key, message, signature);
    }
    if (algorithm.type === "rsa-pkcs1-md5-sha1" && key.type === "rsa") {
      return pkcs1VerifyDigests(bothDigests(message), key, signature);
    }
    if (algorithm.type === "rsa-pkcs1-digests" && key.type === "rsa") {
      return pkcs1VerifyDigests(message, key, signature);
    }
    if (algorithm.type === "rsa-pss" && key.type === "rsa") {
      return pssVerify(hash(algorithm.hash), algorithm.saltLength, key, message, signature);
    }
    return false;
  }

  return { sign, verify, rsaEncrypt: pkcs1Encrypt, rsaDecrypt: pkcs1Decrypt };
}
