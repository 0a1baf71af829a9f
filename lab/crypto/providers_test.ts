import { assert, assertEquals, assertThrows } from "@std/assert";
import { gcm } from "@noble/ciphers/aes.js";
import fc from "fast-check";
import { type Bytes, concat, utf8 } from "../bytes/mod.ts";
import {
  AEAD_KEY_LENGTH,
  AEAD_TAG_LENGTH,
  type AeadName,
  type CurveName,
  generateEcKey,
  generateEd25519Key,
  type GroupName,
  type HashName,
  type PrivateKey,
  rsaFixture,
  seededRandom,
  type SignatureAlgorithm,
} from "./mod.ts";
import { nativeProvider } from "./native.ts";
import { nobleProvider } from "./noble.ts";

const noble = nobleProvider();
const native = nativeProvider();
const PROVIDERS = [noble, native];
const HASHES: readonly HashName[] = ["SHA-1", "SHA-256", "SHA-384", "SHA-512"];
const AEADS = Object.keys(AEAD_KEY_LENGTH) as readonly AeadName[];
const GROUPS: readonly GroupName[] = ["X25519", "P-256", "P-384", "P-521"];
const CURVES: readonly CurveName[] = ["P-256", "P-384", "P-521"];

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const few = { numRuns: 12 };

for (const hash of HASHES) {
  Deno.test(`both providers: ${hash} and its HMAC are the same at every length around a block`, () => {
    const data = seededRandom(1, hash).bytes("data", 600);
    for (let length = 0; length <= 600; length += length < 260 ? 1 : 37) {
      const part = data.subarray(0, length);
      assertEquals(native.hash(hash).digest(part), noble.hash(hash).digest(part));
      assertEquals(native.hmac(hash, data, part), noble.hmac(hash, data, part));
      assertEquals(native.hmac(hash, part, data), noble.hmac(hash, part, data));
      assertEquals(native.hmac(hash, part, utf8("m")), noble.hmac(hash, part, utf8("m")));
    }
  });

  Deno.test(`both providers: ${hash} states go on after a digest, and copies go their own way`, () => {
    fc.assert(
      fc.property(fc.array(bytes(200), { maxLength: 6 }), bytes(50), (parts, other) => {
        for (const provider of PROVIDERS) {
          const { create, digest } = provider.hash(hash);
          const state = create();
          let all: Bytes = new Uint8Array(0);
          for (const part of parts) {
            state.copy().update(other);
            all = concat(all, part);
            assertEquals(state.update(part).digest(), digest(all));
            assertEquals(state.copy().update(other).digest(), digest(concat(all, other)));
          }
        }
      }),
      few,
    );
  });
}

for (const name of AEADS) {
  const key = exactly(AEAD_KEY_LENGTH[name]);

  Deno.test(`both providers: ${name} seals to the same bytes, and each opens what the other sealed`, () => {
    const lengths = fc.constantFrom(0, 1, 15, 16, 17, 64, 255, 2031, 2032, 2047, 2048, 2049, 5000);
    fc.assert(
      fc.property(
        key,
        exactly(12),
        bytes(40),
        lengths,
        fc.nat(255),
        (key, nonce, data, n, fill) => {
          const plaintext = new Uint8Array(n).map((_, i) => fill + i);
          const [a, b] = [noble.aead(name, key), native.aead(name, key)];
          const sealed = a.seal(nonce, data, plaintext);
          assertEquals(b.seal(nonce, data, plaintext), sealed);
          assertEquals(a.open(nonce, data, sealed), plaintext);
          assertEquals(b.open(nonce, data, sealed), plaintext);
          assertEquals(sealed.length, n + AEAD_TAG_LENGTH[name]);
          if (name.endsWith("GCM")) {
            assertEquals(sealed, gcm(key, nonce, data).encrypt(plaintext));
          }
        },
      ),
    );
  });

  Deno.test(`both providers: ${name} opens nothing that was changed, and nothing throws`, () => {
    fc.assert(
      fc.property(key, fc.constantFrom(3, 40, 2500), fc.nat(), (key, length, position) => {
        for (const provider of PROVIDERS) {
          const aead = provider.aead(name, key);
          const nonce = new Uint8Array(12);
          const sealed = aead.seal(nonce, utf8("data"), new Uint8Array(length));
          assertEquals(aead.open(nonce, utf8("date"), sealed), undefined);
          assertEquals(aead.open(nonce, utf8("data"), sealed.subarray(1)), undefined);
          assertEquals(aead.open(nonce, utf8("data"), concat(sealed, sealed)), undefined);
          sealed[position % sealed.length]! ^= 1 << (position % 8);
          assertEquals(aead.open(nonce, utf8("data"), sealed), undefined);
          for (let n = 0; n <= 16; n++) {
            assertEquals(aead.open(nonce, utf8("data"), new Uint8Array(n)), undefined);
          }
        }
      }),
      few,
    );
  });

  Deno.test(`both providers: ${name} refuses keys and nonces of another length`, () => {
    for (const provider of PROVIDERS) {
      for (const length of [0, 15, 17, 24, 31, 33]) {
        assertThrows(() => provider.aead(name, new Uint8Array(length)), RangeError);
      }
      const aead = provider.aead(name, new Uint8Array(AEAD_KEY_LENGTH[name]));
      for (const nonce of [new Uint8Array(11), new Uint8Array(16)]) {
        assertThrows(() => aead.seal(nonce, nonce, nonce), RangeError);
        assertThrows(() => aead.open(nonce, nonce, new Uint8Array(3000)), RangeError);
      }
    }
  });
}

for (const name of GROUPS) {
  Deno.test(`both providers: ${name} makes the same pairs, and both ends the same secret`, () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const pairs = PROVIDERS.map((provider) => {
          const random = seededRandom(seed, name);
          return ["a", "b"].map((purpose) => provider.group(name).generate(random, purpose));
        });
        assertEquals(pairs[0], pairs[1]);
        const [a, b] = pairs[0] as [typeof pairs[0][0], typeof pairs[0][0]];
        assertEquals(a!.publicKey.length, noble.group(name).publicLength);
        const secret = noble.group(name).agree(a!.privateKey, b!.publicKey);
        assert(secret !== undefined);
        assertEquals(native.group(name).agree(b!.privateKey, a!.publicKey), secret);
      }),
      { numRuns: 5 },
    );
  });

  Deno.test(`both providers: ${name} answers hostile public keys with undefined, alike`, () => {
    const { privateKey, publicKey } = noble.group(name).generate(seededRandom(1, name), "key");
    const length = publicKey.length;
    const hostile: Bytes[] = [
      new Uint8Array(0),
      new Uint8Array(length),
      new Uint8Array(length).fill(0xff),
      publicKey.subarray(1),
      concat(publicKey, Uint8Array.of(0)),
    ];
    const points = fc.oneof(bytes(140), exactly(length), fc.constantFrom(...hostile));
    fc.assert(
      fc.property(points, (point) => {
        const [a, b] = PROVIDERS.map((provider) => provider.group(name).agree(privateKey, point));
        assertEquals(a, b);
        if (point.length !== length) assertEquals(a, undefined);
      }),
      { numRuns: 40 },
    );
    assertEquals(noble.group(name).agree(privateKey, new Uint8Array(length)), undefined);
  });

  Deno.test(`both providers: ${name} refuses private keys of another length`, () => {
    for (const provider of PROVIDERS) {
      const { generate, keyPair, agree } = provider.group(name);
      const { publicKey } = generate(seededRandom(1, name), "key");
      for (const privateKey of [new Uint8Array(0), new Uint8Array(31), new Uint8Array(67)]) {
        assertThrows(() => keyPair(privateKey), RangeError);
        assertThrows(() => agree(privateKey, publicKey), RangeError);
      }
    }
  });
}

interface Signer {
  readonly name: string;
  readonly algorithm: SignatureAlgorithm;
  readonly key: PrivateKey;
}

const random = seededRandom(1, "providers test");
const SIGNERS: readonly Signer[] = [
  ...CURVES.flatMap((curve) =>
    HASHES.map((hash): Signer => ({
      name: `ECDSA on ${curve} with ${hash}`,
      algorithm: { type: "ecdsa", hash },
      key: generateEcKey(noble, curve, random, curve),
    }))
  ),
  {
    name: "Ed25519",
    algorithm: { type: "ed25519" },
    key: generateEd25519Key(noble, random, "Ed25519"),
  },
  {
    name: "RSA PKCS #1 v1.5",
    algorithm: { type: "rsa-pkcs1", hash: "SHA-256" },
    key: rsaFixture("rsa-1024-weak"),
  },
  {
    name: "RSA-PSS",
    algorithm: { type: "rsa-pss", hash: "SHA-384", saltLength: 48 },
    key: rsaFixture("rsa-1024-weak"),
  },
];

for (const { name, algorithm, key } of SIGNERS) {
  Deno.test(`both providers: ${name} signs alike, and changed signatures are not valid`, () => {
    fc.assert(
      fc.property(bytes(300), fc.nat(), (message, position) => {
        const [a, b] = PROVIDERS.map((provider) =>
          provider.sign(algorithm, key, message, seededRandom(position, name))
        );
        assertEquals(a, b);
        const changed = a!.slice();
        changed[position % changed.length]! ^= 1 << (position % 8);
        for (const provider of PROVIDERS) {
          assert(provider.verify(algorithm, key.publicKey, message, a!));
          assert(!provider.verify(algorithm, key.publicKey, message, changed));
          assert(!provider.verify(algorithm, key.publicKey, concat(message, utf8("+")), a!));
        }
      }),
      { numRuns: 6 },
    );
  });

  Deno.test(`both providers: ${name} takes malformed signatures and keys for not valid`, () => {
    const signature = noble.sign(algorithm, key, utf8("m"), random);
    const { publicKey } = key;
    fc.assert(
      fc.property(bytes(150), (noise) => {
        for (const provider of PROVIDERS) {
          assert(!provider.verify(algorithm, publicKey, utf8("m"), noise));
          assert(
            !provider.verify(
              algorithm,
              publicKey,
              utf8("m"),
              concat(signature, noise, utf8("x")),
            ),
          );
          if (publicKey.type === "rsa") continue;
          const wrong = { ...publicKey, point: noise };
          assert(!provider.verify(algorithm, wrong, utf8("m"), signature));
        }
      }),
      { numRuns: 25 },
    );
  });
}

Deno.test("both providers: keys and signatures of a megabyte are not valid, and nothing throws", () => {
  const huge = new Uint8Array(2 ** 20).fill(0x04);
  for (const provider of PROVIDERS) {
    for (const { algorithm, key: signer } of SIGNERS) {
      const { publicKey } = signer;
      assert(!provider.verify(algorithm, publicKey, utf8("m"), huge));
      const key = publicKey.type === "rsa"
        ? { ...publicKey, modulus: 2n ** (2n ** 20n) - 1n }
        : { ...publicKey, point: huge };
      const signature = provider.sign(algorithm, signer, utf8("m"), random);
      assert(!provider.verify(algorithm, key, utf8("m"), signature));
    }
  }
});

Deno.test("both providers: an algorithm with a key of another kind throws TypeError, or is not valid", () => {
  for (const provider of PROVIDERS) {
    for (const { algorithm } of SIGNERS) {
      for (const { key } of SIGNERS) {
        if (algorithm.type.slice(0, 2) === key.type.slice(0, 2)) continue;
        assertThrows(() => provider.sign(algorithm, key, utf8("m"), random), TypeError);
        assert(!provider.verify(algorithm, key.publicKey, utf8("m"), new Uint8Array(64)));
      }
    }
  }
});

Deno.test("tables for a public key change no answer: the verifications before and after agree", () => {
  const key = generateEcKey(noble, "P-256", random, "tables");
  const signature = noble.sign({ type: "ecdsa", hash: "SHA-256" }, key, utf8("m"), random);
  const eager = nobleProvider({ baseWindow: 6, keyTables: { after: 2, window: 5, capacity: 1 } });
  for (let i = 0; i < 5; i++) {
    const ask = (message: string) =>
      eager.verify({ type: "ecdsa", hash: "SHA-256" }, key.publicKey, utf8(message), signature);
    assert(ask("m"));
    assert(!ask("n"));
  }
});

Deno.test("both providers: Ed25519 refuses points of small order and points written in another way", () => {
  const points = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  ];
  // R = A and S = 0 would verify for the neutral element whatever the message is.
  for (const digits of points) {
    const point = Uint8Array.from(digits.match(/../g)!, (octet) => parseInt(octet, 16));
    const signature = concat(point, new Uint8Array(32));
    for (const provider of PROVIDERS) {
      for (const message of ["a", "b", "c", "d", "e", "f", "g", "h"]) {
        const key = { type: "ed25519", point } as const;
        assert(!provider.verify({ type: "ed25519" }, key, utf8(message), signature));
      }
    }
  }
});
