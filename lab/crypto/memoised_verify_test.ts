import { assert, assertEquals, assertThrows } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import {
  type CryptoProvider,
  generateEcKey,
  memoisedVerify,
  rsaFixture,
  seededRandom,
  type SignatureAlgorithm,
} from "./mod.ts";
import { nobleProvider } from "./noble.ts";

const noble = nobleProvider();
const random = seededRandom(3, "memoised verify test");
const ECDSA: SignatureAlgorithm = { type: "ecdsa", hash: "SHA-256" };

/** A provider that counts how often it had to work. */
function counted(): { provider: CryptoProvider; calls: () => number } {
  let calls = 0;
  const provider: CryptoProvider = {
    ...noble,
    verify: (...args) => (calls++, noble.verify(...args)),
  };
  return { provider, calls: () => calls };
}

Deno.test("memoisedVerify() computes equal questions once, the invalid ones too", () => {
  const { provider, calls } = counted();
  const memory = memoisedVerify(provider, 10);
  const key = generateEcKey(noble, "P-256", random, "key");
  const signature = noble.sign(ECDSA, key, utf8("message"), random);
  for (let i = 0; i < 3; i++) {
    assert(memory.verify(ECDSA, key.publicKey, utf8("message"), signature));
    assert(!memory.verify(ECDSA, key.publicKey, utf8("massage"), signature));
  }
  assertEquals(calls(), 2);
});

Deno.test("memoisedVerify() takes any difference for another question", () => {
  const { provider, calls } = counted();
  const memory = memoisedVerify(provider, 10);
  const [a, b] = [rsaFixture("rsa-512-toy").publicKey, rsaFixture("rsa-1024-weak").publicKey];
  const pss = { type: "rsa-pss", hash: "SHA-1", saltLength: 20 } as const;
  memory.verify(pss, a, utf8("ab"), utf8("c"));
  memory.verify(pss, a, utf8("a"), utf8("bc"));
  memory.verify({ ...pss, saltLength: 21 }, a, utf8("ab"), utf8("c"));
  memory.verify({ ...pss, hash: "SHA-256" }, a, utf8("ab"), utf8("c"));
  memory.verify({ type: "rsa-pkcs1", hash: "SHA-1" }, a, utf8("ab"), utf8("c"));
  memory.verify(pss, b, utf8("ab"), utf8("c"));
  assertEquals(calls(), 6);
});

Deno.test("memoisedVerify() forgets the answer not asked for longest", () => {
  const { provider, calls } = counted();
  const memory = memoisedVerify(provider, 2);
  const key = rsaFixture("rsa-512-toy").publicKey;
  const ask = (text: string) =>
    memory.verify({ type: "rsa-pkcs1", hash: "SHA-1" }, key, utf8(text), utf8("s"));
  for (const text of ["a", "b", "a", "c", "a"]) ask(text); // b falls out
  assertEquals(calls(), 3);
  ask("b");
  assertEquals(calls(), 4);
  assertThrows(() => memoisedVerify(provider, 0), RangeError);
});
