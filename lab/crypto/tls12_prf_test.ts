import { assertEquals } from "@std/assert";
import { fromHex, hex } from "../bytes/mod.ts";
import { tls12Prf } from "./mod.ts";
import { nobleProvider } from "./noble.ts";

// TLS working group mail archive, "TLS 1.2 PRF test vectors", P_SHA256.
const SECRET = fromHex("9bbe436ba940f017b17652849a71db35");
const SEED = fromHex("a0ba9f936cda311827a6f796ffd5198c");
const OUTPUT = "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a" +
  "6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab" +
  "4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701" +
  "87347b66";

Deno.test("tls12Prf() gives the working group's vector, and each shorter length its beginning", () => {
  const provider = nobleProvider();
  for (const length of [100, 99, 64, 33, 32, 12, 1, 0]) {
    const output = tls12Prf(provider, "SHA-256", SECRET, "test label", SEED, length);
    assertEquals(hex(output), OUTPUT.slice(0, 2 * length));
  }
});
