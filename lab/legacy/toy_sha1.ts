import type { CryptoProvider, SignatureAlgorithm } from "../crypto/mod.ts";
import { type CommonConfig, HONEST_SEAMS } from "../tls/mod.ts";

/**
 * TOY: a provider for which SHA-1 ends after a few bytes wherever something is signed with it, so
 * that a collision takes thousands of tries, and not the 2^63.4 that it took in 2020 (Leurent and
 * Peyrin, USENIX Security 2020). All else is as it was.
 *
 * @param bits what is left of the hash, in whole bytes
 */
export function toySha1(provider: CryptoProvider, bits: number): CryptoProvider {
  const sha1 = provider.hash("SHA-1");
  const signed = (algorithm: SignatureAlgorithm, message: Uint8Array) =>
    "hash" in algorithm && algorithm.hash === "SHA-1"
      ? sha1.digest(message).subarray(0, bits / 8)
      : message;
  return {
    ...provider,
    name: `${provider.name}, TOY: SHA-1 of ${bits} bits`,
    sign: (algorithm, key, message, random) =>
      provider.sign(algorithm, key, signed(algorithm, message), random),
    verify: (algorithm, key, message, signature) =>
      provider.verify(algorithm, key, signed(algorithm, message), signature),
  };
}

/** The part of a configuration that judges chains with such a hash. */
export function judgingByToySha1(bits: number): Pick<CommonConfig, "seams"> {
  return {
    seams: {
      ...HONEST_SEAMS,
      verifyChain: (presented, context) =>
        HONEST_SEAMS.verifyChain(presented, { ...context, crypto: toySha1(context.crypto, bits) }),
    },
  };
}
