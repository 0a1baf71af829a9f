import { rsaKeyFromPrimes, type RsaPrivateKey } from "../../crypto/mod.ts";

const SHORT_PRIME = 0xd2e2600f6dn;
const LONG_PRIME = BigInt(
  "0x" +
    "c34ea97b9f88e8b6b52fe3ca2bbfe744ad254786228e48acd8c32106df4a85ce8cee681caba15de2e76f744bd04e" +
    "87dc5fcce912bcbd63dd7f3e11",
);

/**
 * TOY: an RSA key of 512 bits, as long as an export key was, so that a premaster secret with its
 * padding fits. One of its primes has only 40 bits: to find that one takes about a million steps,
 * where an honest key of this length takes a cluster hours.
 */
export function toyExportKey(): RsaPrivateKey {
  return rsaKeyFromPrimes(SHORT_PRIME, LONG_PRIME);
}
