import type { Bytes } from "../bytes/mod.ts";
import { bitLength, bytesToInteger, integerToBytes, modPow } from "./integers.ts";
import type { KeyPair } from "./provider.ts";
import type { RandomSource } from "./random.ts";

/** Diffie-Hellman modulo a prime, as the DHE suites of TLS 1.2 do it (RFC 5246 §8.1.2). */
export interface FiniteGroup {
  readonly name: string;
  readonly prime: bigint;
  readonly generator: bigint;
  /** Length of the prime, and with it of every public key and secret, in bytes. */
  readonly length: number;
}

/** What a stranger's group may cost us: 8192 bits, the largest of RFC 7919. */
const LARGEST_PRIME = 8192;

/** Sizes of primes, and how long an exponent has to be for as much strength, in bits (RFC 7919 §A). */
const EXPONENTS: readonly (readonly [prime: number, exponent: number])[] = [
  [2048, 256], // 225 would do
  [3072, 288], // 275
  [4096, 328], // 325
  [6144, 376], // 375
  [8192, 400],
];

/**
 * A group of known numbers.
 *
 * @throws {RangeError} if nobody could agree on anything in it
 */
export function finiteGroup(name: string, prime: bigint, generator: bigint): FiniteGroup {
  if (!isGroup(prime, generator)) {
    throw new RangeError(`Cannot make the group "${name}": its numbers are out of range`);
  }
  return { name, prime, generator, length: Math.ceil(bitLength(prime) / 8) };
}

/**
 * The group a peer sent: `dh_p` and `dh_g` of a ServerKeyExchange (RFC 5246 §7.4.3). Whether the
 * prime is one, and long enough, is not asked here: that is what TLS 1.2 clients could hardly tell.
 *
 * @returns `undefined` if the prime is even, below 5 or longer than 8192 bits, or if the generator
 * is not between 1 and the prime less one
 */
export function finiteGroupFromPeer(p: Bytes, g: Bytes): FiniteGroup | undefined {
  if (p.length > LARGEST_PRIME || g.length > LARGEST_PRIME) return undefined;
  const [prime, generator] = [bytesToInteger(p), bytesToInteger(g)];
  if (!isGroup(prime, generator)) return undefined;
  return finiteGroup(`${bitLength(prime)}-bit group of the peer`, prime, generator);
}

function isGroup(prime: bigint, generator: bigint): boolean {
  return prime >= 5n && (prime & 1n) === 1n && bitLength(prime) <= LARGEST_PRIME &&
    generator > 1n && generator < prime - 1n;
}

/**
 * A fresh pair. The private exponent is short (RFC 7919 §5.2): as strong as the group and several
 * times quicker than one of the prime's length. Its highest bit is set, so all take the same time.
 */
export function dhGenerate(group: FiniteGroup, random: RandomSource, purpose: string): KeyPair {
  const size = bitLength(group.prime);
  const wanted = EXPONENTS.find(([prime]) => size <= prime)![1];
  const bits = Math.min(wanted, size - 1); // below the prime, also in a toy group
  const bytes = Math.ceil(bits / 8);
  const top = 1n << BigInt(bits - 1);
  const exponent = (bytesToInteger(random.bytes(purpose, bytes)) & (top - 1n)) | top;
  return dhKeyPair(group, integerToBytes(exponent, bytes));
}

/** The pair of a known private exponent, big-endian; the public key has the prime's length. */
export function dhKeyPair(group: FiniteGroup, privateKey: Bytes): KeyPair {
  const { prime, generator, length } = group;
  const value = modPow(generator, bytesToInteger(privateKey), prime);
  return { privateKey, publicKey: integerToBytes(value, length) };
}

/**
 * The shared secret, with all its zeros in front, as TLS 1.3 takes it (RFC 9846 §7.4.1). TLS 1.2
 * takes it without them (RFC 5246 §8.1.2): see `withoutLeadingZeros`.
 *
 * @param peerPublicKey big-endian, of any length
 * @returns `undefined` if the value does not lie between 1 and the prime less one (RFC 7919 §5.1)
 */
export function dhAgree(
  group: FiniteGroup,
  privateKey: Bytes,
  peerPublicKey: Bytes,
): Bytes | undefined {
  const { prime, length } = group;
  const peer = bytesToInteger(peerPublicKey);
  if (peer <= 1n || peer >= prime - 1n) return undefined;
  return integerToBytes(modPow(peer, bytesToInteger(privateKey), prime), length);
}

/**
 * A Diffie-Hellman secret as the premaster secret of TLS 1.2 (RFC 5246 §8.1.2). That its length
 * depends on its value is what the Raccoon attack of 2020 measures.
 */
export function withoutLeadingZeros(secret: Bytes): Bytes {
  const first = secret.findIndex((octet) => octet !== 0);
  return first < 0 ? new Uint8Array(0) : secret.slice(first);
}
