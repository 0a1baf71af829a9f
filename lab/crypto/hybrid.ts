import { x25519MlKem } from "./hybrid/x25519_ml_kem.ts";
import type { CryptoProvider } from "./provider.ts";

/**
 * The same provider with X25519MLKEM768 among its agreements. It is apart from `mod.ts` and from the
 * providers, because ML-KEM takes longer to load than a whole handshake takes.
 */
export function withHybrid(provider: CryptoProvider): CryptoProvider {
  const hybrid = x25519MlKem(provider.group("X25519"));
  return {
    ...provider,
    agreement: (name) => name === hybrid.name ? hybrid : provider.agreement(name),
  };
}
