import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Bytes, concat, fromHex, utf8 } from "../bytes/mod.ts";
import { generateEcKey } from "./generate_key.ts";
import { bytesToInteger, integerToBytes } from "./integers.ts";
import type { CurveName, EcPublicKey } from "./keys.ts";
import { nobleProvider } from "./noble.ts";
import { seededRandom } from "./seeded_random.ts";
import {
  type CurvePoint,
  ecdsaSignOn,
  ecdsaVerifyOn,
  isOnCurve,
  nistCurve,
  times,
  type WeierstrassCurve,
} from "./weierstrass.ts";

const noble = nobleProvider();
const random = seededRandom(1, "weierstrass");
const CURVES = [["P-256", "SHA-256"], ["P-384", "SHA-384"], ["P-521", "SHA-512"]] as const;

function pointOf({ point }: EcPublicKey): CurvePoint {
  const half = (point.length - 1) / 2;
  return {
    x: bytesToInteger(point.subarray(1, 1 + half)),
    y: bytesToInteger(point.subarray(1 + half)),
  };
}

/** `Ecdsa-Sig-Value` in DER, for numbers of less than 127 bytes together. */
function derOf({ r, s }: { r: bigint; s: bigint }): Bytes {
  const number = (value: bigint) => {
    const digits = value.toString(16);
    const octets = fromHex(digits.padStart(digits.length + digits.length % 2, "0"));
    const contents = octets[0]! >= 0x80 ? concat(Uint8Array.of(0), octets) : octets;
    return concat(Uint8Array.of(2, contents.length), contents);
  };
  const contents = concat(number(r), number(s));
  const length = contents.length < 0x80 ? [contents.length] : [0x81, contents.length];
  return concat(Uint8Array.of(0x30, ...length), contents);
}

function numbersOf(signature: Bytes): { r: bigint; s: bigint } {
  let at = signature[1]! >= 0x80 ? 3 : 2;
  const next = () => {
    const length = signature[at + 1]!;
    const value = bytesToInteger(signature.subarray(at + 2, at + 2 + length));
    at += 2 + length;
    return value;
  };
  return { r: next(), s: next() };
}

const keyOn = (name: CurveName) => generateEcKey(noble, name, random, "key");

for (const [name, hash] of CURVES) {
  const curve = nistCurve(name);
  const digestOf = (text: string) => noble.hash(hash).digest(utf8(text));

  Deno.test(`${name}: multiples of the base point are those of the provider`, () => {
    const key = keyOn(name);
    assertEquals(times(curve, bytesToInteger(key.scalar), curve.base), pointOf(key.publicKey));
    assert(isOnCurve(curve, curve.base) && isOnCurve(curve, pointOf(key.publicKey)));
    assertEquals(times(curve, curve.order, curve.base), undefined);
    assertEquals(times(curve, curve.order + 1n, curve.base), curve.base);
    assertEquals(times(curve, curve.order - 1n, curve.base)?.x, curve.base.x);
  });

  Deno.test(`${name}: what is signed here the provider takes, and the other way round`, () => {
    const key = keyOn(name);
    const nonce = bytesToInteger(random.bytes("nonce", 31));
    const ours = ecdsaSignOn(curve, bytesToInteger(key.scalar), digestOf("hello"), nonce);
    const algorithm = { type: "ecdsa", hash } as const;
    assert(noble.verify(algorithm, key.publicKey, utf8("hello"), derOf(ours)));
    const theirs = numbersOf(noble.sign(algorithm, key, utf8("hello"), random));
    for (const numbers of [ours, theirs]) {
      assert(ecdsaVerifyOn(curve, pointOf(key.publicKey), digestOf("hello"), numbers));
      assert(!ecdsaVerifyOn(curve, pointOf(key.publicKey), digestOf("hallo"), numbers));
      assert(!ecdsaVerifyOn(curve, pointOf(keyOn(name).publicKey), digestOf("hello"), numbers));
      const { r, s } = numbers;
      for (const wrong of [{ r: s, s: r }, { r: 0n, s }, { r, s: 0n }, { r: r + curve.order, s }]) {
        assert(!ecdsaVerifyOn(curve, pointOf(key.publicKey), digestOf("hello"), wrong));
      }
    }
  });
}

const digest = noble.hash("SHA-256").digest(utf8("hello"));

Deno.test("with somebody's public key for the base point, 1 is the private key to it", () => {
  const curve = nistCurve("P-256");
  const theirs = pointOf(keyOn("P-256").publicKey);
  const numbers = ecdsaSignOn({ ...curve, base: theirs }, 1n, digest, 4711n);
  assert(ecdsaVerifyOn({ ...curve, base: theirs }, theirs, digest, numbers));
  assert(!ecdsaVerifyOn(curve, theirs, digest, numbers), "on the real curve it is worth nothing");
});

Deno.test("numbers that cannot be a curve's are refused, and take no time", () => {
  const curve = nistCurve("P-256");
  const numbers = ecdsaSignOn(curve, 1n, digest, 4711n);
  const strange: readonly Partial<WeierstrassCurve>[] = [
    { p: 0n },
    { p: -7n },
    { p: 1n << 100_000n },
    { order: 0n },
    { order: 1n },
    { order: 1n << 100_000n },
    { a: -1n },
    { b: 0n },
    { base: { x: 0n, y: 0n } },
    { base: { x: curve.base.x + curve.p, y: curve.base.y } },
  ];
  for (const [i, change] of strange.entries()) {
    assertEquals(
      ecdsaVerifyOn({ ...curve, ...change }, curve.base, digest, numbers),
      false,
      `${i}`,
    );
  }
});

Deno.test("ecdsaSignOn() refuses keys and nonces out of range", () => {
  const curve = nistCurve("P-256");
  for (const [key, nonce] of [[0n, 5n], [curve.order, 5n], [5n, 0n], [5n, curve.order]] as const) {
    assertThrows(() => ecdsaSignOn(curve, key, digest, nonce), RangeError, "Cannot sign");
  }
  assertEquals(integerToBytes(times(curve, 1n, curve.base)!.x, 32).length, 32);
});
