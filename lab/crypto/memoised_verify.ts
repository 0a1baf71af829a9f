import { type Bytes, concat, hex, utf8 } from "../bytes/mod.ts";
import type { PublicKey } from "./keys.ts";
import type { CryptoProvider, SignatureAlgorithm } from "./provider.ts";

/**
 * The same provider with a memory: a signature that was verified before, by the same key over the
 * same message, is not computed again. The certificates of a chain are verified in every handshake,
 * and the answer cannot change.
 *
 * @param capacity how many answers are kept; the one not asked for longest is forgotten
 * @throws {RangeError} if it is not a whole number from 1 up
 */
export function memoisedVerify(provider: CryptoProvider, capacity: number): CryptoProvider {
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new RangeError(`Cannot remember ${capacity} verifications`);
  }
  // A Map keeps its order of insertion: the first entry is the one not asked for longest.
  const known = new Map<string, boolean>();

  function verify(
    algorithm: SignatureAlgorithm,
    key: PublicKey,
    message: Bytes,
    signature: Bytes,
  ): boolean {
    // The message's length keeps message and signature apart; the rest cannot hold a "|".
    const head = `${describeAlgorithm(algorithm)}|${describeKey(key)}|${message.length}|`;
    const name = hex(provider.hash("SHA-256").digest(concat(utf8(head), message, signature)));
    const answer = known.get(name) ?? provider.verify(algorithm, key, message, signature);
    known.delete(name);
    known.set(name, answer);
    if (known.size > capacity) known.delete(known.keys().next().value!);
    return answer;
  }

  return { ...provider, name: `${provider.name}, verifications remembered`, verify };
}

function describeAlgorithm(algorithm: SignatureAlgorithm): string {
  switch (algorithm.type) {
    case "ed25519":
    case "rsa-pkcs1-md5-sha1":
    case "rsa-pkcs1-digests":
      return algorithm.type;
    case "rsa-pss":
      return `${algorithm.type} ${algorithm.hash} ${algorithm.saltLength}`;
    case "ecdsa":
    case "rsa-pkcs1":
      return `${algorithm.type} ${algorithm.hash}`;
  }
}

function describeKey(key: PublicKey): string {
  switch (key.type) {
    case "ec":
      return `${key.curve} ${hex(key.point)}`;
    case "ed25519":
      return `${key.type} ${hex(key.point)}`;
    case "rsa":
      return `${key.type} ${key.modulus.toString(16)} ${key.exponent.toString(16)}`;
  }
}
