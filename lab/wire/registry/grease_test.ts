import { assertEquals } from "@std/assert";
import { CipherSuite, isGrease, isGreasePskMode } from "../mod.ts";

Deno.test("isGrease() knows the sixteen values of RFC 8701 and no other", () => {
  const found = Array.from({ length: 0x10000 }, (_, i) => i).filter(isGrease);
  const wanted = Array.from({ length: 16 }, (_, i) => 0x0a0a + i * 0x1010);
  assertEquals(found, wanted);
});

Deno.test("isGreasePskMode() knows the eight values of RFC 8701 and no other", () => {
  const found = Array.from({ length: 256 }, (_, i) => i).filter(isGreasePskMode);
  assertEquals(found, [0x0b, 0x2a, 0x49, 0x68, 0x87, 0xa6, 0xc5, 0xe4]);
});

Deno.test("displays call GREASE by its name, and nothing else", () => {
  assertEquals(CipherSuite.label(0x2a2a), "GREASE (0x2a2a)");
  assertEquals(CipherSuite.show?.(0x0a0a), "GREASE (0x0a0a)");
  assertEquals(CipherSuite.label(0x1a2a), "unknown (0x1a2a)");
  assertEquals(CipherSuite.label(0x1301), "TLS_AES_128_GCM_SHA256");
});
