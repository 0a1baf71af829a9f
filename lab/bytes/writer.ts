import type { Bytes } from "./bytes.ts";

/** Grows an octet string. Values that do not fit are the caller's fault and throw `RangeError`. */
export class Writer {
  #buffer: Bytes;
  #length = 0;

  constructor(capacity = 256) {
    this.#buffer = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  #room(count: number): number {
    const at = this.#length;
    const needed = at + count;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      grown.set(this.#buffer.subarray(0, at));
      this.#buffer = grown;
    }
    this.#length = needed;
    return at;
  }

  /** A big-endian unsigned number of `size` octets. */
  uint(size: 1 | 2 | 3 | 4, value: number): this {
    const at = this.#room(size);
    this.#patch(at, size, value);
    return this;
  }

  u8(value: number): this {
    return this.uint(1, value);
  }

  u16(value: number): this {
    return this.uint(2, value);
  }

  u24(value: number): this {
    return this.uint(3, value);
  }

  u32(value: number): this {
    return this.uint(4, value);
  }

  bytes(value: Bytes): this {
    const at = this.#room(value.length); // may move the buffer, so it comes first
    this.#buffer.set(value, at);
    return this;
  }

  /** What `body` writes, behind its own length in `size` octets. */
  prefixed(size: 1 | 2 | 3 | 4, body: () => void): this {
    const at = this.#room(size);
    body();
    this.#patch(at, size, this.#length - at - size);
    return this;
  }

  /** The octets written so far, in an array of exactly their length. */
  finish(): Bytes {
    return this.#buffer.slice(0, this.#length);
  }

  /** Forgets what was written and keeps the memory. */
  clear(): void {
    this.#length = 0;
  }

  #patch(at: number, size: number, value: number): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * size)) {
      throw new RangeError(`Cannot write ${value} in ${size} bytes`);
    }
    for (let i = size - 1; i >= 0; i--) {
      this.#buffer[at + i] = value & 0xff;
      value = Math.floor(value / 256);
    }
  }
}

/** Writers not in use: to make the memory of one takes longer than to write most values. */
const idle: Writer[] = [];

/** The octets that `body` writes. */
export function written(body: (writer: Writer) => void): Bytes {
  const writer = idle.pop() ?? new Writer(1024);
  try {
    body(writer);
    return writer.finish();
  } finally {
    writer.clear();
    idle.push(writer);
  }
}
