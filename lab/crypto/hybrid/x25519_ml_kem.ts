import { concat } from "../../bytes/mod.ts";
import type { Group, KeyAgreement } from "../provider.ts";
import { ML_KEM_LENGTHS, mlKemDecapsulate, mlKemEncapsulate, mlKemKeyPair } from "./ml_kem.ts";

const X25519_LENGTH = 32;

/**
 * X25519MLKEM768 (draft-ietf-tls-ecdhe-mlkem): ML-KEM-768 and X25519 side by side, in shares and
 * secrets ML-KEM first. Whoever wants the secret has to break both.
 *
 * Chance is drawn for `"<purpose>, ML-KEM"` and `"<purpose>, X25519"`.
 *
 * @param x25519 the provider's group
 */
export function x25519MlKem(x25519: Group): KeyAgreement {
  const { seed, message, encapsulationKey, decapsulationKey, ciphertext } = ML_KEM_LENGTHS;
  const clientLength = encapsulationKey + X25519_LENGTH;
  const serverLength = ciphertext + X25519_LENGTH;
  return {
    name: "X25519MLKEM768",
    clientLength,
    serverLength,
    clientShare(random, purpose) {
      const kem = mlKemKeyPair(random.bytes(`${purpose}, ML-KEM`, seed));
      const pair = x25519.generate(random, `${purpose}, X25519`);
      return {
        share: concat(kem.encapsulationKey, pair.publicKey),
        state: concat(kem.decapsulationKey, pair.privateKey),
      };
    },
    respond(clientShare, random, purpose) {
      if (clientShare.length !== clientLength) return undefined;
      const kem = mlKemEncapsulate(
        clientShare.subarray(0, encapsulationKey),
        random.bytes(`${purpose}, ML-KEM`, message),
      );
      const pair = x25519.generate(random, `${purpose}, X25519`);
      const secret = x25519.agree(pair.privateKey, clientShare.subarray(encapsulationKey));
      if (kem === undefined || secret === undefined) return undefined;
      return {
        share: concat(kem.ciphertext, pair.publicKey),
        secret: concat(kem.secret, secret),
      };
    },
    finish(state, serverShare) {
      if (state.length !== decapsulationKey + X25519_LENGTH) {
        throw new RangeError(`Cannot finish X25519MLKEM768 with a state of ${state.length} bytes`);
      }
      if (serverShare.length !== serverLength) return undefined;
      const kemSecret = mlKemDecapsulate(
        state.subarray(0, decapsulationKey),
        serverShare.subarray(0, ciphertext),
      );
      const secret = x25519.agree(state.slice(decapsulationKey), serverShare.subarray(ciphertext));
      return kemSecret && secret && concat(kemSecret, secret);
    },
  };
}
