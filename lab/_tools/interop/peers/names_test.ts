import { assertEquals } from "@std/assert";
import { gnutlsSuite } from "./gnutls_peer.ts";
import { nssAlert, nssSuite } from "./nss_peer.ts";

// As `gnutls-cli --list` has them, with its other prefix.
const GNUTLS = [
  ["TLS_AES_128_GCM_SHA256", "GNUTLS_AES_128_GCM_SHA256"],
  ["TLS_CHACHA20_POLY1305_SHA256", "GNUTLS_CHACHA20_POLY1305_SHA256"],
  ["TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "GNUTLS_ECDHE_RSA_CHACHA20_POLY1305"],
  ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "GNUTLS_ECDHE_ECDSA_AES_256_GCM_SHA384"],
  ["TLS_RSA_WITH_AES_128_CBC_SHA", "GNUTLS_RSA_AES_128_CBC_SHA1"],
  ["TLS_RSA_WITH_AES_128_CBC_SHA256", "GNUTLS_RSA_AES_128_CBC_SHA256"],
  ["TLS_ECDHE_ECDSA_WITH_AES_128_CCM", "GNUTLS_ECDHE_ECDSA_AES_128_CCM"],
] as const;

for (const [name, expected] of GNUTLS) {
  Deno.test(`gnutlsSuite() of ${name} is ${expected}`, () => {
    assertEquals(gnutlsSuite(name), expected);
  });
}

const NSS = [
  ["TLS 1.3", "TLS_AES_128_GCM_SHA256", "3.4 using 128-bit AES-GCM with 128-bit AEAD"],
  ["TLS 1.2", "TLS_RSA_WITH_AES_256_GCM_SHA384", "3.3 using 256-bit AES-GCM with 128-bit AEAD"],
  [
    "TLS 1.3",
    "TLS_CHACHA20_POLY1305_SHA256",
    "3.4 using 256-bit CHACHA20POLY1305 with 128-bit AEAD",
  ],
  ["TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA", "3.3 using 128-bit AES with 160-bit SHA1"],
  ["TLS 1.2", "TLS_RSA_WITH_AES_256_CBC_SHA256", "3.3 using 256-bit AES with 256-bit SHA256"],
] as const;

for (const [version, name, expected] of NSS) {
  Deno.test(`nssSuite() of ${name} in ${version} is ${expected}`, () => {
    assertEquals(nssSuite(version, name), expected);
  });
}

const ALERTS = [
  ["UNKNOWN_CA_ALERT", "unknown_ca"],
  ["EXPIRED_CERT_ALERT", "certificate_expired"],
  ["12271", "bad_certificate"],
] as const;

for (const [error, alert] of ALERTS) {
  Deno.test(`nssAlert() of ${error} is ${alert}`, () => assertEquals(nssAlert(error), alert));
}
