import { assertEquals } from "@std/assert";
import { x25519 as nobleX25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { fromHex, hex } from "../../bytes/mod.ts";
import { x25519 } from "./x25519_ladder.ts";

Deno.test("x25519() gives the values of RFC 7748 §5.2, after 1 and after 1000 iterations", () => {
  let [k, u] = [fromHex("09" + "00".repeat(31)), fromHex("09" + "00".repeat(31))];
  [k, u] = [x25519(k, u), k];
  assertEquals(hex(k), "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
  for (let i = 1; i < 1000; i++) [k, u] = [x25519(k, u), k];
  assertEquals(hex(k), "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
});

Deno.test("x25519() gives what noble gives, for any scalar and any point", () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(fc.property(bytes, bytes, (scalar, point) => {
    assertEquals(x25519(scalar, point), nobleX25519.getSharedSecret(scalar, point));
  }));
});

Deno.test("x25519() gives zero for a point of small order", () => {
  for (const first of ["00", "01"]) {
    const point = fromHex(first + "00".repeat(31));
    assertEquals(x25519(new Uint8Array(32).fill(9), point), new Uint8Array(32));
  }
});
