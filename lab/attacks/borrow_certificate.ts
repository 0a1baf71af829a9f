import { generateEcKey } from "../crypto/mod.ts";
import { type Speaking, standOnPath } from "./impersonate.ts";
import type { Attack } from "./position.ts";

/**
 * Shows the victim the server's own certificates, which the server shows everybody, and signs the
 * handshake with a key of hers. It works where nobody compares the two (CVE-2014-1266). Certificates
 * for keys on P-256 only.
 *
 * @param speaking what she offers and takes on both sides; TLS 1.3 unless said
 */
export function borrowCertificate(speaking: Speaking = {}): Attack {
  return (mallory) => {
    const { crypto, ambient: { random } } = mallory;
    const key = generateEcKey(crypto, "P-256", random, "key that no certificate names");
    standOnPath(mallory, { speaking, as: () => (shown) => ({ chain: shown, key }) });
  };
}
