import { type Bytes, equalBytes } from "../bytes/mod.ts";
import {
  bytesToInteger,
  type CryptoProvider,
  digestInfo,
  integerToBytes,
  rsaPublicOperation,
} from "../crypto/mod.ts";
import type { Flaw } from "./flaw.ts";

const id = "ignore-bytes-behind-hash";

/** Fewer bytes of padding than this are refused even here (RFC 8017 §9.2). */
const LEAST_PADDING = 8;

/**
 * Reads the block that an RSA signature opens to from its beginning: padding, a zero, the hash. It is
 * content when it has found the hash, and does not ask whether that is where the block ends.
 */
export const ignoreBytesBehindHash: Flaw = {
  id,
  title: "Does not look at what stands behind the hash in an RSA signature",
  seen: "CVE-2006-4339",
  breaks: "RFC 8017 §8.2.2: the whole encoded message is compared",
  apply: (config) => ({
    ...config,
    seams: {
      ...config.seams,
      verifyChain: (presented, context) => {
        const verdict = config.seams.verifyChain(presented, context);
        if (verdict.ok) return verdict;
        const crypto = readingFromTheFront(context.crypto);
        return config.seams.verifyChain(presented, { ...context, crypto }).ok
          ? { ok: true, checks: verdict.checks, flaw: id }
          : verdict;
      },
    },
  }),
};

function readingFromTheFront(provider: CryptoProvider): CryptoProvider {
  return {
    ...provider,
    name: `${provider.name}, reading signatures from the front`,
    verify(algorithm, key, message, signature) {
      if (provider.verify(algorithm, key, message, signature)) return true;
      if (algorithm.type !== "rsa-pkcs1" || key.type !== "rsa") return false;
      const value = bytesToInteger(signature);
      if (value >= key.modulus) return false;
      const block = integerToBytes(rsaPublicOperation(key, value), signature.length);
      return beginsWith(block, digestInfo(provider.hash(algorithm.hash), message));
    },
  };
}

/** `00 01`, bytes `ff`, `00`, the content; and whatever comes then. */
function beginsWith(block: Bytes, content: Bytes): boolean {
  if (block[0] !== 0x00 || block[1] !== 0x01) return false;
  const end = block.findIndex((byte, i) => i >= 2 && byte !== 0xff);
  if (end < 2 + LEAST_PADDING || block[end] !== 0x00) return false;
  return equalBytes(block.subarray(end + 1, end + 1 + content.length), content);
}
