import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  bitLength,
  bytesToInteger,
  integerToBytes,
  modInverse,
  modPow,
  modulo,
} from "./integers.ts";

const natural = fc.bigInt({ min: 0n, max: 1n << 600n });
const positive = fc.bigInt({ min: 1n, max: 1n << 600n });

Deno.test("integerToBytes() and bytesToInteger() undo each other", () => {
  fc.assert(fc.property(natural, (value) => {
    assertEquals(bytesToInteger(integerToBytes(value, 76)), value);
  }));
  assertEquals(bytesToInteger(new Uint8Array(0)), 0n);
});

Deno.test("integerToBytes() refuses what does not fit", () => {
  assertThrows(() => integerToBytes(256n, 1), RangeError);
  assertThrows(() => integerToBytes(-1n, 4), RangeError);
});

Deno.test("modPow() multiplies as often as the exponent says", () => {
  for (let exponent = 0n; exponent < 40n; exponent++) {
    assertEquals(modPow(7n, exponent, 1009n), 7n ** exponent % 1009n);
  }
});

Deno.test("modPow() turns a sum of exponents into a product, at any length", () => {
  fc.assert(fc.property(natural, natural, natural, positive, (base, a, b, modulus) => {
    const product = modPow(base, a, modulus) * modPow(base, b, modulus) % modulus;
    assertEquals(modPow(base, a + b, modulus), product);
  }));
});

Deno.test("modInverse() gives a factor to 1, or undefined where there is none", () => {
  fc.assert(fc.property(natural, fc.bigInt({ min: 2n, max: 1n << 300n }), (value, modulus) => {
    const inverse = modInverse(value, modulus);
    if (inverse !== undefined) assertEquals(modulo(value * inverse, modulus), 1n);
  }));
  assertEquals(modInverse(6n, 9n), undefined);
  assertEquals(modInverse(-2n, 7n), 3n);
});

Deno.test("bitLength() counts binary digits", () => {
  assertEquals([0n, 1n, 255n, 256n].map(bitLength), [0, 1, 8, 9]);
});
