import { type Bytes, utf8 } from "../bytes/mod.ts";
import { HmacSha256 } from "./plain/hmac_sha256.ts";
import type { RandomSource } from "./random.ts";

/**
 * A source of bytes that follow from a seed and a name alone. Every (name, purpose) is a stream of
 * its own: the HMAC-SHA-256 counter mode of NIST SP 800-108 §4.1, keyed by
 * `HMAC(HMAC(seed, name), purpose)`. The bytes are the same whichever provider runs.
 *
 * @param seed any bytes, or a whole number that stands for its decimal digits
 * @param name whose chance this is: `"alice"`, `"alice/connection 2"`
 * @throws {RangeError} if a number is given that is not a whole number of at most 2^53 - 1
 */
export function seededRandom(seed: Bytes | number, name: string): RandomSource {
  if (typeof seed === "number" && !Number.isSafeInteger(seed)) {
    throw new RangeError(`Cannot seed chance with ${seed}: it is not a whole number`);
  }
  const root = new HmacSha256(typeof seed === "number" ? utf8(String(seed)) : seed);
  return new SeededRandom(new HmacSha256(root.mac(utf8(name))));
}

class SeededRandom implements RandomSource {
  readonly #streams = new Map<string, Stream>();
  readonly #named: HmacSha256;

  constructor(named: HmacSha256) {
    this.#named = named;
  }

  bytes(purpose: string, count: number): Bytes {
    let stream = this.#streams.get(purpose);
    if (stream === undefined) {
      stream = new Stream(this.#named.mac(utf8(purpose)));
      this.#streams.set(purpose, stream);
    }
    return stream.take(count);
  }
}

/** An endless run of bytes, made 32 at a time: `HMAC(key, 0) || HMAC(key, 1) || …`. */
class Stream {
  readonly #hmac: HmacSha256;
  readonly #counter = new DataView(new ArrayBuffer(8));
  #blocks = 0;
  #block: Bytes = new Uint8Array(0);
  #used = 0;

  constructor(key: Bytes) {
    this.#hmac = new HmacSha256(key);
  }

  take(count: number): Bytes {
    const taken = new Uint8Array(count);
    for (let at = 0; at < count;) {
      if (this.#used === this.#block.length) this.#refill();
      const length = Math.min(count - at, this.#block.length - this.#used);
      taken.set(this.#block.subarray(this.#used, this.#used + length), at);
      this.#used += length;
      at += length;
    }
    return taken;
  }

  #refill(): void {
    this.#counter.setBigUint64(0, BigInt(this.#blocks++));
    this.#block = this.#hmac.mac(new Uint8Array(this.#counter.buffer));
    this.#used = 0;
  }
}
