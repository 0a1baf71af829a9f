import { assert, assertEquals, assertThrows } from "@std/assert";
import { getDiffieHellman } from "node:crypto";
import { fromHex, hex } from "../bytes/mod.ts";
import { bitLength, bytesToInteger, integerToBytes } from "./integers.ts";
import {
  dhAgree,
  dhGenerate,
  dhKeyPair,
  ffdhe2048,
  ffdhe3072,
  finiteGroup,
  finiteGroupFromPeer,
  modp1024,
  ScriptedRandom,
  seededRandom,
  withoutLeadingZeros,
} from "./mod.ts";
import { isProbablePrime } from "./rsa/primes.ts";

const random = seededRandom(2, "dh test");
const GROUPS = [ffdhe2048, ffdhe3072, modp1024];

/** The whole part of `2^bits e`, from e = 1/0! + 1/1! + 1/2! + … */
function digitsOfE(bits: number): bigint {
  let sum = 0n;
  for (let term = 1n << BigInt(bits + 64), k = 1n; term > 0n; term /= k++) sum += term;
  return sum >> 64n;
}

/** The whole part of `2^bits pi`, by Machin's formula. */
function digitsOfPi(bits: number): bigint {
  const arccot = (x: bigint) => {
    let sum = 0n;
    let sign = 1n;
    for (let power = (1n << BigInt(bits + 64)) / x, k = 1n; power > 0n; power /= x * x, k += 2n) {
      sum += sign * (power / k);
      sign = -sign;
    }
    return sum;
  };
  return 4n * (4n * arccot(5n) - arccot(239n)) >> 64n;
}

Deno.test("the primes of ffdhe2048 and ffdhe3072 are what RFC 7919 §A makes of the digits of e", () => {
  const p = (size: number, e: number, offset: bigint) =>
    2n ** BigInt(size) - 2n ** BigInt(size - 64) + (digitsOfE(e) + offset) * 2n ** 64n - 1n;
  assertEquals(ffdhe2048.prime, p(2048, 1918, 560316n));
  assertEquals(ffdhe3072.prime, p(3072, 2942, 2625351n));
});

Deno.test("the prime of modp1024 is what RFC 2409 §6.2 makes of the digits of pi", () => {
  const p = 2n ** 1024n - 2n ** 960n - 1n + 2n ** 64n * (digitsOfPi(894) + 129093n);
  assertEquals(modp1024.prime, p);
  assertEquals(modp1024.prime, BigInt("0x" + getDiffieHellman("modp2").getPrime("hex")));
});

for (const group of GROUPS) {
  Deno.test(`${group.name}: the prime and half of it are prime, and both ends agree`, () => {
    const { prime, length } = group;
    for (const n of [prime, (prime - 1n) / 2n]) {
      assert(isProbablePrime(n, bitLength(n), random, "witnesses"));
    }
    const a = dhGenerate(group, random, "a");
    const b = dhGenerate(group, random, "b");
    assertEquals([a.publicKey.length, b.publicKey.length], [length, length]);
    const secret = dhAgree(group, a.privateKey, b.publicKey)!;
    assertEquals(dhAgree(group, b.privateKey, a.publicKey), secret);
    assertEquals(secret.length, length);
  });
}

/** OpenSSL's test data for RFC 7919: the second secret begins with no zeros, the first with two. */
const ANSWERS = [
  {
    group: ffdhe2048,
    privateKey: "01946b9886505f6b1af0e3bfd3c314622fb52f4e22a6db8bcaea9b86fa",
    peer: "011835922d87efc468880a2b681cc45bad56351359809a45ec9328cbcf",
    secret: "00006620dd85b56ee8540c8040cac46b7385344a164e4dbdf521f7d99f88fa68edd295a45e36e0bb" +
      "d5ff5de84598824e2ca52ed82aca918caecc6b22846d0fc6f0203e8b6963964d11e9e704f83af1d60e9b1931" +
      "139e9e9967c4665a831a75d99359a8ba80dd5921e74379af4ca8db453edbc5e669ab17a5254ca6c96794cd51" +
      "96be90af37742c8f6812515ffcc45b08f4158eff9559f1aef3665b3d91519dcbc6df22cd6da521b866135586" +
      "02e73d2ca4666972f7d2cb6b46299b1df2da29a2a2d99d105e10cb553d6738a9b1db2a0314c3cf30642d5c44" +
      "695623d8b95c4426bea830fb51816b4f086945e9b12a445f42dd68610e3f378a6e69a383d13d85bf",
  },
  {
    group: ffdhe3072,
    privateKey: "07c4d12f1eaa5d8409d1100cfb9ced54b872f445cd7636341183834bb4c58b94592c4e",
    peer: "046f43cac6d1aacc94451ca00973fa67a0ac50669047dfc90fe4716d9f0fd77a68e4f3",
    secret: "59c4b72684e68bc02148df19fe6bece40885ad037ee83f28c6e353c87026dad66bb469c3f252bdc7" +
      "ada9271b6ad900620eca15696b4e85561794a26259d61cac7b56ddaed27be2759a4c4bed5f8940784a255635" +
      "d24e0d7b2bc796142caf256d7a979240e9c8dd7230562b5d687971c4582a488e7bca827fa32c4068c3c8b27a" +
      "ca83e43ee9d7eab3192f0dd877ba9c25d6334d233fc5752befe625b3d5dae8589122b6c7e76538619e90af1b" +
      "d8d078496214c8f740f7bb5bfa284c811bef5f9c6c1326e396de17fdd47be9d979643f2141fabb8950c3cece" +
      "eecfd0bb763f4d143a5ae284535f5e29b05e7dac609d7080b5d1325f8d9242c67ac44482f5aa51131a763c37" +
      "0842d757ec16de1988df5bb4e4b6191a03f9e200db491906871442fa98985dc976d5007c22fd491f49b8f0ab" +
      "2afde0bdefa18e56a686c712f4ede53d924aa39cfed6c827ce0ad553132a474009203421f0a9373646200d8b" +
      "a75725964079cf82d8c0c50af6eea4ecb607c02e7dd55c7998b4f849d79be8867c69c62a",
  },
];

for (const { group, privateKey, peer, secret } of ANSWERS) {
  Deno.test(`dhAgree() gives OpenSSL's secret for ${group.name}, zeros in front and all`, () => {
    const { publicKey } = dhKeyPair(group, fromHex(peer));
    assertEquals(hex(dhAgree(group, fromHex(privateKey), publicKey)!), secret);
  });
}

Deno.test("withoutLeadingZeros() takes the zeros in front and no others", () => {
  assertEquals(withoutLeadingZeros(fromHex("000066200000")), fromHex("66200000"));
  assertEquals(withoutLeadingZeros(fromHex("8000")), fromHex("8000"));
  assertEquals(withoutLeadingZeros(fromHex("0000")), new Uint8Array(0));
});

Deno.test("dhAgree() answers values that are not between 1 and p - 1 with undefined", () => {
  const { prime, length } = modp1024;
  const { privateKey } = dhGenerate(modp1024, random, "a");
  const agree = (value: bigint, bytes = length) =>
    dhAgree(modp1024, privateKey, integerToBytes(value, bytes));
  for (const value of [0n, 1n, prime - 1n, prime, prime + 1n, 2n ** 1024n - 1n]) {
    assertEquals(agree(value), undefined);
  }
  assertEquals(dhAgree(modp1024, privateKey, new Uint8Array(0)), undefined);
  assert(agree(2n) !== undefined);
  assertEquals(agree(prime - 2n, length + 3), agree(prime - 2n));
});

Deno.test("dhGenerate() draws exponents as short as the group allows, their highest bit set", () => {
  for (const [group, bits] of [[modp1024, 256], [ffdhe2048, 256], [ffdhe3072, 288]] as const) {
    for (const octet of [0x00, 0xff]) {
      const drawn = new Uint8Array(bits / 8).fill(octet);
      const script = new ScriptedRandom({ key: [drawn] });
      const { privateKey, publicKey } = dhGenerate(group, script, "key");
      assertEquals(bitLength(bytesToInteger(privateKey)), bits);
      assertEquals(dhKeyPair(group, privateKey).publicKey, publicKey);
      assertEquals(script.unused(), []);
    }
  }
});

Deno.test("dhGenerate() stays below the prime of a toy group", () => {
  for (const prime of [5n, 7n, 11n, 23n, 65537n, 2n ** 61n - 1n]) {
    const group = finiteGroup("toy", prime, 2n);
    for (let i = 0; i < 20; i++) {
      const { privateKey } = dhGenerate(group, random, "toy");
      const exponent = bytesToInteger(privateKey);
      assert(exponent >= 1n && exponent < prime - 1n, `${exponent} of ${prime}`);
    }
  }
});

Deno.test("finiteGroupFromPeer() takes every odd p up to 8192 bits, and nothing that is no group", () => {
  const p = integerToBytes(ffdhe2048.prime, 256);
  const group = finiteGroupFromPeer(p, Uint8Array.of(2))!;
  assertEquals([group.prime, group.generator, group.length], [ffdhe2048.prime, 2n, 256]);
  const ones = (length: number) => new Uint8Array(length).fill(0xff);
  assertEquals(finiteGroupFromPeer(ones(1024), Uint8Array.of(2))?.length, 1024);
  const refused: [p: Uint8Array, g: Uint8Array][] = [
    [new Uint8Array(0), Uint8Array.of(2)],
    [Uint8Array.of(3), Uint8Array.of(2)],
    [fromHex("0100"), Uint8Array.of(2)],
    [ones(1025), Uint8Array.of(2)],
    [ones(65535), Uint8Array.of(2)],
    [p, new Uint8Array(0)],
    [p, Uint8Array.of(0)],
    [p, Uint8Array.of(1)],
    [p, integerToBytes(ffdhe2048.prime - 1n, 256)],
    [p, p],
    [p, ones(300)],
  ];
  for (const [prime, generator] of refused) {
    assertEquals(finiteGroupFromPeer(prime, generator), undefined);
  }
});

Deno.test("finiteGroup() refuses numbers nobody could agree on", () => {
  for (
    const [p, g] of [[4n, 2n], [3n, 2n], [-7n, 2n], [23n, 1n], [23n, 22n], [23n, -2n]] as const
  ) {
    assertThrows(() => finiteGroup("none", p, g), RangeError);
  }
});
