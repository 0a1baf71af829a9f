import type { CurveName, EcPrivateKey, Ed25519PrivateKey } from "./keys.ts";
import type { CryptoProvider } from "./provider.ts";
import type { RandomSource } from "./random.ts";

/** A fresh signing key on a NIST curve. */
export function generateEcKey(
  provider: CryptoProvider,
  curve: CurveName,
  random: RandomSource,
  purpose: string,
): EcPrivateKey {
  const { privateKey, publicKey } = provider.group(curve).generate(random, purpose);
  return {
    type: "ec",
    curve,
    scalar: privateKey,
    publicKey: { type: "ec", curve, point: publicKey },
  };
}

/** A fresh Ed25519 signing key. */
export function generateEd25519Key(
  provider: CryptoProvider,
  random: RandomSource,
  purpose: string,
): Ed25519PrivateKey {
  const seed = random.bytes(purpose, 32);
  return { type: "ed25519", seed, publicKey: provider.ed25519PublicKey(seed) };
}
