import { assertEquals } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { rsaFixture } from "../crypto/mod.ts";
import { ambient, noble } from "../tls/testing.ts";
import { toySha1 } from "./mod.ts";

const key = rsaFixture("rsa-1024-toy");
const { random } = ambient("signer");
const sha1 = { type: "rsa-pkcs1", hash: "SHA-1" } as const;
const sha256 = { type: "rsa-pkcs1", hash: "SHA-256" } as const;

/** Two texts whose SHA-1 begins with the same eight bits: there are only 256. */
function twins() {
  const seen = new Map<number, string>();
  for (let i = 0;; i++) {
    const text = `text ${i}`;
    const first = noble.hash("SHA-1").digest(utf8(text))[0]!;
    const earlier = seen.get(first);
    if (earlier !== undefined) return [utf8(earlier), utf8(text)] as const;
    seen.set(first, text);
  }
}

Deno.test("toySha1(): one signature stands under every text with the same beginning of the hash", () => {
  const [one, other] = twins();
  const toy = toySha1(noble, 8);
  const signature = toy.sign(sha1, key, one, random);
  assertEquals(toy.verify(sha1, key.publicKey, one, signature), true);
  assertEquals(toy.verify(sha1, key.publicKey, other, signature), true);
  assertEquals(toySha1(noble, 16).verify(sha1, key.publicKey, other, signature), false);
  assertEquals(noble.verify(sha1, key.publicKey, one, signature), false);
});

Deno.test("toySha1() leaves all other hashes as they are", () => {
  const [one, other] = twins();
  const toy = toySha1(noble, 8);
  const signature = toy.sign(sha256, key, one, random);
  assertEquals(signature, noble.sign(sha256, key, one, random));
  assertEquals(toy.verify(sha256, key.publicKey, other, signature), false);
});
