import { assertEquals, assertThrows } from "@std/assert";
import { cbc } from "@noble/ciphers/aes.js";
import fc from "fast-check";
import { type Bytes, fromHex, hex } from "../bytes/mod.ts";
import { CBC_KEY_LENGTH, type CbcName, seededRandom } from "./mod.ts";
import { nativeProvider } from "./native.ts";
import { nobleProvider } from "./noble.ts";

const PROVIDERS = [nobleProvider(), nativeProvider()];
const NAMES = Object.keys(CBC_KEY_LENGTH) as readonly CbcName[];

/** SP 800-38A §F.2: four blocks, the same for all keys. */
const PLAINTEXT = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51" +
  "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

const ANSWERS: Readonly<Record<CbcName, { readonly key: string; readonly ciphertext: string }>> = {
  "AES-128-CBC": { // §F.2.1
    key: "2b7e151628aed2a6abf7158809cf4f3c",
    ciphertext: "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2" +
      "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7",
  },
  "AES-256-CBC": { // §F.2.5
    key: "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
    ciphertext: "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d" +
      "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b",
  },
};

for (const name of NAMES) {
  for (const provider of PROVIDERS) {
    Deno.test(`${provider.name}: ${name} encrypts and decrypts as in SP 800-38A §F.2`, () => {
      const { key, ciphertext } = ANSWERS[name];
      const cipher = provider.cbc(name, fromHex(key));
      const iv = fromHex("000102030405060708090a0b0c0d0e0f");
      assertEquals(hex(cipher.encrypt(iv, fromHex(PLAINTEXT))), ciphertext);
      assertEquals(hex(cipher.decrypt(iv, fromHex(ciphertext))), PLAINTEXT);
    });
  }

  Deno.test(`both providers: ${name} gives noble's bytes, and each undoes what the other did`, () => {
    const blocks = fc.constantFrom(0, 1, 2, 5, 127, 128, 129, 400);
    fc.assert(
      fc.property(fc.nat(), blocks, (seed, count) => {
        const random = seededRandom(seed, name);
        const key = random.bytes("key", CBC_KEY_LENGTH[name]);
        const iv = random.bytes("iv", 16);
        const plaintext = random.bytes("plaintext", 16 * count);
        const [a, b] = PROVIDERS.map((provider) => provider.cbc(name, key));
        const ciphertext: Bytes = cbc(key, iv, { disablePadding: true }).encrypt(plaintext);
        assertEquals(a!.encrypt(iv, plaintext), ciphertext);
        assertEquals(b!.encrypt(iv, plaintext), ciphertext);
        assertEquals(a!.decrypt(iv, ciphertext), plaintext);
        assertEquals(b!.decrypt(iv, ciphertext), plaintext);
      }),
      { numRuns: 40 },
    );
  });

  Deno.test(`both providers: ${name} refuses keys, vectors and data of another length`, () => {
    for (const provider of PROVIDERS) {
      for (const length of [0, 15, 17, 24, 31, 33]) {
        assertThrows(() => provider.cbc(name, new Uint8Array(length)), RangeError);
      }
      const key = provider.cbc(name, new Uint8Array(CBC_KEY_LENGTH[name]));
      const iv = new Uint8Array(16);
      for (const length of [1, 15, 17, 2047, 2049, 4095]) {
        assertThrows(() => key.encrypt(iv, new Uint8Array(length)), RangeError);
        assertThrows(() => key.decrypt(iv, new Uint8Array(length)), RangeError);
      }
      for (const length of [0, 12, 32]) {
        for (const data of [16, 4096]) {
          assertThrows(() => key.encrypt(new Uint8Array(length), new Uint8Array(data)), RangeError);
          assertThrows(() => key.decrypt(new Uint8Array(length), new Uint8Array(data)), RangeError);
        }
      }
    }
  });
}
