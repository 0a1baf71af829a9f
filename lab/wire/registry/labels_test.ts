import { assertEquals } from "@std/assert";
import { CipherSuite, isGrease, isGreasePskMode, SignatureScheme } from "../mod.ts";

Deno.test("isGrease() knows the sixteen values of RFC 8701 and no other", () => {
  const found = Array.from({ length: 0x10000 }, (_, i) => i).filter(isGrease);
  const wanted = Array.from({ length: 16 }, (_, i) => 0x0a0a + i * 0x1010);
  assertEquals(found, wanted);
});

Deno.test("isGreasePskMode() knows the eight values of RFC 8701 and no other", () => {
  const found = Array.from({ length: 256 }, (_, i) => i).filter(isGreasePskMode);
  assertEquals(found, [0x0b, 0x2a, 0x49, 0x68, 0x87, 0xa6, 0xc5, 0xe4]);
});

Deno.test("a signature that TLS 1.3 has no name for is shown as the pair of TLS 1.2", () => {
  const labels = [0x0101, 0x0402, 0x0401, 0x0807, 0x0901].map(SignatureScheme.label);
  assertEquals(labels, [
    "md5 with rsa (0x0101)",
    "sha256 with dsa (0x0402)",
    "rsa_pkcs1_sha256",
    "ed25519",
    "unknown (0x0901)",
  ]);
});

Deno.test("displays call GREASE by its name, and nothing else", () => {
  assertEquals(CipherSuite.label(0x2a2a), "GREASE (0x2a2a)");
  assertEquals(CipherSuite.show?.(0x0a0a), "GREASE (0x0a0a)");
  assertEquals(CipherSuite.label(0x1a2a), "unknown (0x1a2a)");
  assertEquals(CipherSuite.label(0x1301), "TLS_AES_128_GCM_SHA256");
});
