import type { Bytes } from "../bytes/mod.ts";
import type { Flaw } from "./flaw.ts";

const id = "skip-key-exchange-signature";

/**
 * A client that leaves the check of a ServerKeyExchange before it comes to the signature, with the
 * result of the step before, which went well.
 */
export const skipKeyExchangeSignature: Flaw = {
  id,
  title: "Does not check the signature over the server's key share",
  seen: "CVE-2014-1266, of Apple's Secure Transport",
  breaks: "RFC 5246 §7.4.3: the parameters are signed with the key of the certificate",
  apply: (config) => ({
    ...config,
    seams: {
      ...config.seams,
      verifySignature: (crypto, algorithm, key, content, signature) => {
        const judged = config.seams.verifySignature(crypto, algorithm, key, content, signature);
        return judged === false && !isOfTls13(content) ? { flaw: id } : judged;
      },
    },
  }),
};

/**
 * What TLS 1.3 signs begins with 64 spaces, so that it is taken for nothing that older versions sign
 * (RFC 9846 §4.5.2 [8446 §4.4.3]). The code for that is another, and has not got the mistake.
 */
function isOfTls13(content: Bytes): boolean {
  return content.length > 64 && content.subarray(0, 64).every((octet) => octet === 0x20);
}
