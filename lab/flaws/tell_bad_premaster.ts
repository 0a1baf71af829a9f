import { bytesToInteger, rsaPrivateOperation } from "../crypto/mod.ts";
import { fault, HONEST_SEAMS } from "../tls/mod.ts";
import type { Flaw } from "./flaw.ts";

/**
 * A server that complains where a decrypted premaster secret does not begin as PKCS #1 wants it,
 * with 00 02. It complains before it looks any further. Servers that also want the zero byte behind
 * the padding, or the right length, say yes less often, and have to be asked more often.
 */
export const tellBadPremaster: Flaw = {
  id: "tell-bad-premaster",
  title: "Says whether an encrypted premaster secret was well padded",
  seen: "Bleichenbacher, CRYPTO 1998; Böck, Somorovsky and Young (ROBOT), USENIX Security 2018",
  breaks: "RFC 5246 §7.4.7.1: a badly padded secret is treated like any other wrong one",
  apply: (config) => ({
    ...config,
    seams: {
      ...config.seams,
      decryptPremaster(key, encrypted, offeredVersion, random) {
        const { modulus } = key.publicKey;
        const number = bytesToInteger(encrypted);
        const twoBytesLess = BigInt(8 * (Math.ceil(modulus.toString(16).length / 2) - 2));
        return number >= modulus || rsaPrivateOperation(key, number) >> twoBytesLess !== 2n
          ? fault("badPremaster", "The decrypted secret does not begin with 00 02")
          : HONEST_SEAMS.decryptPremaster(key, encrypted, offeredVersion, random);
      },
    },
  }),
};
