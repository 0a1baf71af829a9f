import { assert, assertEquals } from "@std/assert";
import { concat } from "../bytes/mod.ts";
import {
  bytesToInteger,
  rsaFixture,
  type RsaFixtureName,
  rsaPrivateOperation,
  rsaPublicOperation,
  seededRandom,
} from "../crypto/mod.ts";
import { searchPadded } from "./pkcs1_search.ts";

/** How many questions it takes, answered by the private key. */
function search(name: RsaFixtureName, secret: bigint): number {
  const key = rsaFixture(name);
  const { publicKey } = key;
  const length = Math.ceil(publicKey.modulus.toString(16).length / 2);
  const ciphertext = rsaPublicOperation(publicKey, secret);
  const answers = searchPadded(publicKey);
  let questions = 0;
  let step = answers.next();
  for (; step.done !== true; questions++) {
    const factor = rsaPublicOperation(publicKey, step.value % publicKey.modulus);
    const product = rsaPrivateOperation(key, ciphertext * factor % publicKey.modulus);
    step = answers.next(product >> BigInt(8 * (length - 2)) === 2n);
  }
  assertEquals(step.value, secret);
  return questions;
}

for (const [name, length, seeds] of [["rsa-506-toy", 64, 3], ["rsa-1018-toy", 128, 1]] as const) {
  Deno.test(`searchPadded() finds what was encrypted to ${name}`, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const rest = seededRandom(seed, name).bytes("padded", length - 2);
      const questions = search(name, bytesToInteger(concat(Uint8Array.of(0, 2), rest)));
      assert(questions > 8 * length && questions < 100_000, `${questions} questions`);
    }
  });
}

Deno.test("searchPadded() finds secrets at both ends of what is well padded", () => {
  const unit = 1n << 496n;
  for (const secret of [2n * unit, 2n * unit + 1n, 3n * unit - 1n]) search("rsa-506-toy", secret);
});

Deno.test("searchPadded() notices answers that cannot be true", () => {
  const answers = searchPadded(rsaFixture("rsa-506-toy").publicKey);
  let step = answers.next();
  for (let i = 0; i < 10 && step.done !== true; i++) step = answers.next(true);
  assertEquals(step, { done: true, value: undefined });
});
