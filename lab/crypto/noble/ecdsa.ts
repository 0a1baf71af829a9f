import { DER } from "@noble/curves/abstract/weierstrass.js";
import { type Bytes, concat, fromHex } from "../../bytes/mod.ts";
import type { EcPrivateKey, EcPublicKey } from "../keys.ts";
import type { CryptoProvider, HashName } from "../provider.ts";
import { bytesToInteger } from "../integers.ts";
import { type CurvePoints, type Curves, decodeScalar } from "./curves.ts";
import type { VerifyTables } from "./verify_tables.ts";

type Hashing = Pick<CryptoProvider, "hash" | "hmac">;

/**
 * Signs with the nonce of RFC 6979, so equal inputs give equal signatures.
 *
 * @returns `Ecdsa-Sig-Value` in DER (RFC 3279 §2.2.3)
 * @throws {RangeError} if the private scalar is out of range
 */
export function ecdsaSign(
  curves: Curves,
  hashing: Hashing,
  hash: HashName,
  key: EcPrivateKey,
  message: Bytes,
): Bytes {
  const curve = curves.curve(key.curve);
  const { points, points: { Fn } } = curve;
  const d = decodeScalar(points, key.scalar);
  if (d === undefined) {
    throw new RangeError(`Cannot sign: the ${key.curve} private key is out of range`);
  }
  const h = hashToScalar(points, hashing.hash(hash).digest(message));
  for (const k of nonces(points, hashing, hash, key.scalar, h)) {
    const r = Fn.create(curve.baseTimes(k).x);
    const s = Fn.mul(Fn.inv(k), Fn.create(h + r * d));
    if (r !== 0n && s !== 0n) return fromHex(DER.hexFromSig({ r, s }));
  }
  throw new Error("Cannot sign: the nonces ended"); // they never do
}

/** Whether an ECDSA signature is valid (FIPS 186-5 §6.4.2). Its DER has to be strict. */
export function ecdsaVerify(
  curves: Curves,
  tables: VerifyTables,
  hashing: Hashing,
  hash: HashName,
  key: EcPublicKey,
  message: Bytes,
  signature: Bytes,
): boolean {
  const { base, points, points: { Fn, Fp } } = curves.curve(key.curve);
  const parsed = parseSignature(signature, Fn.BYTES);
  if (parsed === undefined) return false;
  const { r, s } = parsed;
  if (!Fn.isValidNot0(r) || !Fn.isValidNot0(s)) return false;
  const q = tables.lookUp(points, key);
  if (q === undefined) return false;
  const h = hashToScalar(points, hashing.hash(hash).digest(message));
  const w = Fn.inv(s);
  // R = u1 G + u2 Q
  const sum = q.times(Fn.mul(r, w));
  base.addTo(sum, Fn.mul(h, w));
  // x is compared modulo n, and on these curves n is a little below p: it may be r or r + n.
  return sum.hasX(r) || r + Fn.ORDER < Fp.ORDER && sum.hasX(r + Fn.ORDER);
}

/** The longest DER signature on a curve: two integers with a sign octet, and three headers. */
const DER_OVERHEAD = 2 + 16;

function parseSignature(der: Bytes, scalarLength: number): { r: bigint; s: bigint } | undefined {
  if (der.length > 2 * scalarLength + DER_OVERHEAD) return undefined;
  try {
    return DER.toSig(der);
  } catch {
    return undefined;
  }
}

/** The leftmost bits of a digest, as many as the order has, modulo the order (§6.4.1). */
function hashToScalar(points: CurvePoints, digest: Bytes): bigint {
  return points.Fn.create(leftmostBits(digest, points.Fn.BITS));
}

function leftmostBits(bytes: Bytes, bits: number): bigint {
  const value = bytesToInteger(bytes);
  const spare = 8 * bytes.length - bits;
  return spare > 0 ? value >> BigInt(spare) : value;
}

/** The nonces of RFC 6979 §3.2 for a private key and a hashed message, in order. */
function* nonces(
  points: CurvePoints,
  { hash: hashFunction, hmac }: Hashing,
  hash: HashName,
  privateKey: Bytes,
  hashedMessage: bigint,
): Generator<bigint, void> {
  const { Fn } = points;
  const length = hashFunction(hash).length;
  const seed = concat(privateKey, Fn.toBytes(hashedMessage));
  let v: Bytes = new Uint8Array(length).fill(0x01); // step b
  let k: Bytes = new Uint8Array(length); // step c
  for (const separator of [0x00, 0x01]) { // steps d to g
    k = hmac(hash, k, concat(v, Uint8Array.of(separator), seed));
    v = hmac(hash, k, v);
  }
  for (;;) { // step h
    const pieces: Bytes[] = [];
    for (let made = 0; made < Fn.BYTES; made += length) pieces.push(v = hmac(hash, k, v));
    const candidate = leftmostBits(concat(...pieces).subarray(0, Fn.BYTES), Fn.BITS);
    if (Fn.isValidNot0(candidate)) yield candidate;
    k = hmac(hash, k, concat(v, Uint8Array.of(0x00)));
    v = hmac(hash, k, v);
  }
}
