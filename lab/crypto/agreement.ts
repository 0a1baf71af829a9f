import { dhAgree, dhGenerate, type FiniteGroup } from "./dh.ts";
import { ffdhe2048, ffdhe3072 } from "./dh_groups.ts";
import type { AgreementName, CryptoProvider, Group, KeyAgreement } from "./provider.ts";

/** `CryptoProvider.agreement` over a provider's groups: all agreements but the hybrid. */
export function agreements(group: CryptoProvider["group"]): CryptoProvider["agreement"] {
  const known: Partial<Record<AgreementName, KeyAgreement>> = {
    "X25519": ofGroup(group("X25519")),
    "P-256": ofGroup(group("P-256")),
    "P-384": ofGroup(group("P-384")),
    "P-521": ofGroup(group("P-521")),
    "ffdhe2048": ofGroup(asGroup("ffdhe2048", ffdhe2048)),
    "ffdhe3072": ofGroup(asGroup("ffdhe3072", ffdhe3072)),
  };
  return (name) => {
    const agreement = known[name];
    if (agreement === undefined) {
      throw new RangeError(`Cannot agree by ${name}: this provider was made without it`);
    }
    return agreement;
  };
}

/** The part of a group that an agreement needs. */
type Agreeing = Pick<Group, "publicLength" | "generate" | "agree"> & {
  readonly name: AgreementName;
};

/** A finite group in TLS 1.3, where keys have the length of the prime (RFC 9846 §4.3.8.1). */
function asGroup(name: AgreementName, group: FiniteGroup): Agreeing {
  return {
    name,
    publicLength: group.length,
    generate: (random, purpose) => dhGenerate(group, random, purpose),
    agree: (privateKey, peer) =>
      peer.length === group.length ? dhAgree(group, privateKey, peer) : undefined,
  };
}

/** Diffie-Hellman, where both sides send a public key. */
function ofGroup(group: Agreeing): KeyAgreement {
  return {
    name: group.name,
    clientLength: group.publicLength,
    serverLength: group.publicLength,
    clientShare(random, purpose) {
      const { privateKey, publicKey } = group.generate(random, purpose);
      return { share: publicKey, state: privateKey };
    },
    respond(clientShare, random, purpose) {
      const { privateKey, publicKey } = group.generate(random, purpose);
      const secret = group.agree(privateKey, clientShare);
      return secret && { share: publicKey, secret };
    },
    finish: (state, serverShare) => group.agree(state, serverShare),
  };
}
