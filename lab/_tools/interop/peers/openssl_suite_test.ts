import { assertEquals } from "@std/assert";
import { opensslSuite } from "./openssl_suite.ts";

// As `openssl ciphers -stdname` has them.
const NAMES = [
  ["TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"],
  ["TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"],
  ["TLS_DHE_RSA_WITH_AES_128_CCM_8", "DHE-RSA-AES128-CCM8"],
  ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE-RSA-AES256-GCM-SHA384"],
  ["TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "ECDHE-RSA-AES256-SHA384"],
  ["TLS_RSA_WITH_AES_128_CBC_SHA", "AES128-SHA"],
  ["TLS_DH_anon_WITH_AES_128_CBC_SHA", "ADH-AES128-SHA"],
  ["TLS_ECDH_anon_WITH_NULL_SHA", "AECDH-NULL-SHA"],
  ["TLS_RSA_WITH_NULL_MD5", "NULL-MD5"],
  ["TLS_PSK_WITH_AES_128_CBC_SHA", "PSK-AES128-CBC-SHA"],
  ["TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384", "ECDHE-PSK-AES256-CBC-SHA384"],
  ["TLS_PSK_DHE_WITH_AES_128_CCM_8", "DHE-PSK-AES128-CCM8"],
] as const;

for (const [name, expected] of NAMES) {
  Deno.test(`opensslSuite() of ${name} is ${expected}`, () => {
    assertEquals(opensslSuite(name), expected);
  });
}
