import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createCipheriv } from "node:crypto";
import { concat, fromHex, hex } from "../../bytes/mod.ts";
import { DES_KEY_LENGTH, desCbc, type DesCbcName } from "./des_cbc.ts";

const NAMES = Object.keys(DES_KEY_LENGTH) as readonly DesCbcName[];
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

Deno.test("DES-EDE3-CBC gives the ciphertext of OpenSSL's test data", () => {
  const key = desCbc("DES-EDE3-CBC", fromHex("0123456789abcdeff1e0d3c2b5a49786fedcba9876543210"));
  const iv = fromHex("fedcba9876543210");
  const plaintext = "37363534333231204e6f77206973207468652074696d6520666f722000000000";
  const ciphertext = "3fe301c962ac01d02213763c1cbd4cdc799657c064ecf5d41c673812cfde9675";
  assertEquals(hex(key.encrypt(iv, fromHex(plaintext))), ciphertext);
  assertEquals(hex(key.decrypt(iv, fromHex(ciphertext))), plaintext);
});

Deno.test("DES-EDE3-CBC gives the bytes of node:crypto", () => {
  fc.assert(
    fc.property(exactly(24), exactly(8), fc.integer({ min: 0, max: 40 }), (key, iv, count) => {
      const plaintext = new Uint8Array(8 * count).map((_, i) => key[i % 24]! ^ i);
      const cipher = createCipheriv("des-ede3-cbc", key, iv);
      cipher.setAutoPadding(false);
      const expected = new Uint8Array(cipher.update(plaintext));
      const des = desCbc("DES-EDE3-CBC", key);
      // Not at the beginning of its buffer, as records never are.
      const shifted = concat(Uint8Array.of(1, 2, 3), plaintext).subarray(3);
      assertEquals(des.encrypt(iv, shifted), expected);
      assertEquals(des.decrypt(iv, expected), plaintext);
    }),
  );
});

Deno.test("DES-CBC is DES-EDE3-CBC under one key three times, as node:crypto computes it", () => {
  fc.assert(fc.property(exactly(8), exactly(8), exactly(64), (key, iv, plaintext) => {
    const cipher = createCipheriv("des-ede3-cbc", concat(key, key, key), iv);
    cipher.setAutoPadding(false);
    const des = desCbc("DES-CBC", key);
    const ciphertext = des.encrypt(iv, plaintext);
    assertEquals(ciphertext, new Uint8Array(cipher.update(plaintext)));
    assertEquals(des.decrypt(iv, ciphertext), plaintext);
  }));
});

Deno.test("DES does not look at parity: the lowest bit of each byte of a key", () => {
  const key = fromHex("133457799bbcdff1");
  const iv = new Uint8Array(8);
  assertEquals(
    desCbc("DES-CBC", key.map((octet) => octet ^ 1)).encrypt(iv, iv),
    desCbc("DES-CBC", key).encrypt(iv, iv),
  );
});

for (const name of NAMES) {
  Deno.test(`${name} refuses keys, vectors and data of another length`, () => {
    for (const length of [0, 7, 9, 16, 25]) {
      assertThrows(() => desCbc(name, new Uint8Array(length)), RangeError);
    }
    const key = desCbc(name, new Uint8Array(DES_KEY_LENGTH[name]));
    const iv = new Uint8Array(8);
    for (const length of [1, 7, 9, 63]) {
      assertThrows(() => key.encrypt(iv, new Uint8Array(length)), RangeError);
      assertThrows(() => key.decrypt(iv, new Uint8Array(length)), RangeError);
    }
    for (const length of [0, 7, 16]) {
      assertThrows(() => key.encrypt(new Uint8Array(length), iv), RangeError);
      assertThrows(() => key.decrypt(new Uint8Array(length), iv), RangeError);
    }
  });
}
