import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Bytes, concat, fromHex, hex, utf8 } from "../../bytes/mod.ts";
import { rsaFixture } from "../fixtures/rsa_keys.ts";
import type { RsaPrivateKey } from "../keys.ts";
import { nobleProvider } from "../noble.ts";
import type { SignatureAlgorithm } from "../provider.ts";
import { ScriptedRandom } from "../scripted_random.ts";
import { seededRandom } from "../seeded_random.ts";
import { generateRsaKey, rsaKeyFromPrimes } from "./generate.ts";
import { bitLength, bytesToInteger, integerToBytes } from "../integers.ts";
import { modulusLength } from "./operations.ts";
import { drawPrime, isProbablePrime } from "./primes.ts";
import { rsaPrivateOperation, rsaPublicOperation } from "./raw.ts";

const provider = nobleProvider();
const random = seededRandom(7, "rsa test");
const KEY = rsaFixture("rsa-1024-weak");
const ALGORITHMS: readonly SignatureAlgorithm[] = [
  { type: "rsa-pkcs1", hash: "SHA-1" },
  { type: "rsa-pkcs1", hash: "SHA-256" },
  { type: "rsa-pkcs1", hash: "SHA-384" },
  { type: "rsa-pkcs1-md5-sha1" },
  { type: "rsa-pss", hash: "SHA-256", saltLength: 32 },
  { type: "rsa-pss", hash: "SHA-384", saltLength: 48 },
  { type: "rsa-pss", hash: "SHA-256", saltLength: 0 },
];

for (const algorithm of ALGORITHMS) {
  const salt = algorithm.type === "rsa-pss" ? `, salt of ${algorithm.saltLength}` : "";
  const name = algorithm.type + ("hash" in algorithm ? ` with ${algorithm.hash}` : "") + salt;

  Deno.test(`${name}: a signature verifies, and no changed bit does`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 99 }), fc.nat(1023), (message, bit) => {
        const signature = provider.sign(algorithm, KEY, message, random);
        assertEquals(signature.length, 128);
        assert(provider.verify(algorithm, KEY.publicKey, message, signature));
        signature[bit >> 3]! ^= 1 << (bit & 7);
        assert(!provider.verify(algorithm, KEY.publicKey, message, signature));
      }),
      { numRuns: 20 },
    );
  });

  Deno.test(`${name}: bytes that are no signature are not valid, and nothing throws`, () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (signature) => {
      assert(!provider.verify(algorithm, KEY.publicKey, utf8("m"), signature));
    }));
    const s = provider.sign(algorithm, KEY, utf8("m"), random);
    for (const wrong of [s.subarray(1), concat(s, Uint8Array.of(0)), concat(Uint8Array.of(0), s)]) {
      assert(!provider.verify(algorithm, KEY.publicKey, utf8("m"), wrong));
    }
  });

  Deno.test(`${name}: numbers that are no key verify nothing, and nothing throws`, () => {
    const signature = provider.sign(algorithm, KEY, utf8("m"), random);
    const odd = fc.constantFrom(-1n, 0n, 1n, 2n, 3n, 4n, 65537n, KEY.publicKey.modulus - 1n);
    fc.assert(fc.property(odd, odd, (modulus, exponent) => {
      const key = { type: "rsa", modulus, exponent } as const;
      assert(!provider.verify(algorithm, key, utf8("m"), signature));
    }));
  });
}

Deno.test("a modulus of 8n + 1 bits signs and verifies with both paddings", () => {
  const any = () => true;
  const key = rsaKeyFromPrimes(
    drawPrime(random, "513 bits", 513, any),
    drawPrime(random, "512 bits", 512, any),
  );
  assertEquals(bitLength(key.publicKey.modulus), 1025);
  assertEquals(modulusLength(key.publicKey), 129);
  for (const algorithm of ALGORITHMS) {
    const signature = provider.sign(algorithm, key, utf8("m"), random);
    assert(provider.verify(algorithm, key.publicKey, utf8("m"), signature));
  }
});

Deno.test('PSS salts come from the purpose "rsa-pss salt", and nothing else decides the bytes', () => {
  const algorithm = { type: "rsa-pss", hash: "SHA-256", saltLength: 32 } as const;
  const salt = new Uint8Array(32).fill(5);
  const signatures = [1, 2].map((seed) =>
    provider.sign(
      algorithm,
      KEY,
      utf8("m"),
      new ScriptedRandom({ "rsa-pss salt": [salt] }, seededRandom(seed, "blinding")),
    )
  );
  assertEquals(signatures[0], signatures[1]);
});

Deno.test("a key with a damaged exponent gives no signature away", () => {
  const damaged: RsaPrivateKey = { ...KEY, dP: KEY.dP ^ 4n };
  assertThrows(
    () => provider.sign({ type: "rsa-pkcs1", hash: "SHA-256" }, damaged, utf8("m"), random),
    Error,
    "Cannot release",
  );
});

Deno.test("sign() refuses a modulus too short for the hash", () => {
  const toy = rsaFixture("rsa-512-toy");
  for (
    const algorithm of [
      { type: "rsa-pkcs1", hash: "SHA-512" },
      { type: "rsa-pss", hash: "SHA-256", saltLength: 32 },
    ] as const
  ) {
    assertThrows(() => provider.sign(algorithm, toy, utf8("m"), random), RangeError);
    assert(!provider.verify(algorithm, toy.publicKey, utf8("m"), new Uint8Array(64)));
  }
});

Deno.test("rsaDecrypt() gives back what rsaEncrypt() took, up to 11 bytes short of the modulus", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 117 }), (message) => {
      const ciphertext = provider.rsaEncrypt(KEY.publicKey, message, random);
      assertEquals(provider.rsaDecrypt(KEY, ciphertext, random), message);
    }),
    { numRuns: 30 },
  );
  assertThrows(() => provider.rsaEncrypt(KEY.publicKey, new Uint8Array(118), random), RangeError);
});

Deno.test("rsaDecrypt() gives undefined for what is no ciphertext, and nothing throws", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 120, maxLength: 130 }), (bytes) => {
    const message: Bytes | undefined = provider.rsaDecrypt(KEY, bytes, random);
    assert(message === undefined || message.length <= 117);
  }));
  assertEquals(provider.rsaDecrypt(KEY, new Uint8Array(128).fill(0xff), random), undefined);
});

Deno.test("generateRsaKey() makes keys of exactly the length asked for, again from the same seed", () => {
  for (const bits of [128, 256, 258, 512]) {
    const key = generateRsaKey(bits, seededRandom(bits, "lengths"), "key");
    assertEquals(bitLength(key.publicKey.modulus), bits);
    assertEquals(key, generateRsaKey(bits, seededRandom(bits, "lengths"), "key"));
  }
  for (const bits of [0, 127, 129, NaN, 1e6]) {
    assertThrows(() => generateRsaKey(bits, random, "key"), RangeError);
  }
});

Deno.test("isProbablePrime() tells primes from Carmichael numbers and from squares of primes", () => {
  const prime = (n: bigint) => isProbablePrime(n, bitLength(n), random, "primes");
  for (const n of [2n, 3n, 997n, 1009n, 2n ** 127n - 1n, 2n ** 521n - 1n]) assert(prime(n), `${n}`);
  for (
    const n of [0n, 1n, 4n, 561n, 8911n, 1009n * 1009n, 1009n * 2017n * 3025n, 2n ** 128n + 1n]
  ) {
    assert(!prime(n), `${n}`);
  }
});

Deno.test("rsa-pkcs1-md5-sha1 signs 36 bytes of digests behind the padding, in no DigestInfo", () => {
  const signature = provider.sign({ type: "rsa-pkcs1-md5-sha1" }, KEY, utf8("abc"), random);
  const opened = rsaPublicOperation(KEY.publicKey, bytesToInteger(signature));
  // RFC 1321 §A.5 and FIPS 180-4 give the digests of "abc".
  const digests = "900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d";
  assertEquals(hex(integerToBytes(opened, 128)), `0001${"ff".repeat(128 - 39)}00${digests}`);
});

Deno.test("rsaPrivateOperation() undoes rsaPublicOperation(), and both refuse what is too large", () => {
  const { modulus } = KEY.publicKey;
  for (const m of [0n, 1n, 12345n, modulus - 1n]) {
    assertEquals(rsaPrivateOperation(KEY, rsaPublicOperation(KEY.publicKey, m)), m);
  }
  for (const m of [-1n, modulus, modulus + 1n]) {
    assertThrows(() => rsaPublicOperation(KEY.publicKey, m), RangeError);
    assertThrows(() => rsaPrivateOperation(KEY, m), RangeError);
  }
});

Deno.test("PKCS #1 v1.5 verification refuses Bleichenbacher's 2006 forgery, exponent 3", () => {
  // 00 01 ff 00 DigestInfo garbage: a cube root makes it from nothing where padding is parsed.
  const n = (1n << 1024n) - 105n;
  const digest = provider.hash("SHA-1").digest(utf8("m"));
  const head = concat(
    fromHex("0001ffffffffffffffff00"),
    fromHex("3021300906052b0e03021a05000414"),
    digest,
  );
  const target = BigInt("0x" + Array.from(head, (b) => b.toString(16).padStart(2, "0")).join("")) <<
    BigInt(8 * (128 - head.length));
  let root = 1n << 340n;
  for (let i = 0; i < 600; i++) root = (2n * root + target / (root * root)) / 3n;
  const forged = new Uint8Array(128);
  for (let i = 127, left = root + 1n; i >= 0; i--, left >>= 8n) forged[i] = Number(left & 0xffn);
  const key = { type: "rsa", modulus: n, exponent: 3n } as const;
  assert(!provider.verify({ type: "rsa-pkcs1", hash: "SHA-1" }, key, utf8("m"), forged));
});
