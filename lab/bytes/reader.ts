import type { Bytes } from "./bytes.ts";
import type { Codec } from "./codec.ts";

/**
 * A named range of octets with what stands inside it: the tree that displays are drawn from.
 * Offsets count from the start of the inspected bytes; `end` is exclusive.
 */
export interface Field {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** A short reading of the value: `TLS_AES_128_GCM_SHA256 (0x1301)`. */
  readonly text?: string;
  /** Why decoding ended inside this field, if it did. */
  readonly error?: string;
  readonly children: readonly Field[];
}

/** Octets that do not fit what was to be read. Thrown inside codecs, caught by `decode`. */
export class DecodeError extends Error {
  override name = "DecodeError";
  /** Where the reader stood. */
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

interface OpenField {
  name: string;
  start: number;
  end: number;
  text?: string;
  error?: string;
  children: OpenField[];
}

/** Collects the `Field` tree while a codec reads. */
export class FieldSink {
  readonly root: OpenField;
  #open: OpenField[];

  constructor(name: string, end: number) {
    this.root = { name, start: 0, end, children: [] };
    this.#open = [this.root];
  }

  /** Dotted path of the field being read, such as `ClientHello.cipherSuites[3]`. */
  path(): string {
    return this.#open.reduce(
      (path, { name }) => path === "" || name.startsWith("[") ? path + name : `${path}.${name}`,
      "",
    );
  }

  enter(name: string, start: number): void {
    const field: OpenField = { name, start, end: start, children: [] };
    this.#open.at(-1)!.children.push(field);
    this.#open.push(field);
  }

  leave(end: number, text: string | undefined): void {
    const field = this.#open.pop()!;
    field.end = end;
    if (text !== undefined) field.text = text;
  }

  get depth(): number {
    return this.#open.length;
  }

  /** Gives up the fields opened since `depth`, marking the innermost with the reason. */
  abandon(depth: number, end: number, error: string): void {
    this.#open.at(-1)!.error = error;
    while (this.#open.length > depth) this.#open.pop()!.end = end;
  }

  /** Closes every open field where decoding stopped, or behind what was still drawn inside. */
  fail(end: number, error: string): void {
    this.#open.at(-1)!.error = error;
    for (const field of this.#open.toReversed()) {
      end = Math.max(end, field.children.at(-1)?.end ?? 0);
      field.end = Math.max(field.end, end);
    }
  }
}

/**
 * Walks over octets, front to back, inside fixed bounds. With a sink it also draws the `Field`
 * tree; without one, engines pay nothing for it.
 */
export class Reader {
  position: number;
  constructor(
    readonly bytes: Bytes,
    position = 0,
    readonly end = bytes.length,
    readonly sink: FieldSink | undefined = undefined,
  ) {
    this.position = position;
  }

  /** Octets not yet read. */
  get left(): number {
    return this.end - this.position;
  }

  fail(message: string): never {
    throw new DecodeError(message, this.position);
  }

  #need(count: number): number {
    const at = this.position;
    if (count > this.end - at) this.fail(`need ${count} bytes, ${this.end - at} left`);
    this.position = at + count;
    return at;
  }

  u8(): number {
    return this.bytes[this.#need(1)]!;
  }

  u16(): number {
    const at = this.#need(2);
    return (this.bytes[at]! << 8) | this.bytes[at + 1]!;
  }

  u24(): number {
    const at = this.#need(3);
    return (this.bytes[at]! << 16) | (this.bytes[at + 1]! << 8) | this.bytes[at + 2]!;
  }

  u32(): number {
    const at = this.#need(4);
    const bytes = this.bytes;
    return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) |
      bytes[at + 3]!) >>>
      0;
  }

  /** A big-endian unsigned number of 1 to 4 octets. */
  uint(size: 1 | 2 | 3 | 4): number {
    return size === 1 ? this.u8() : size === 2 ? this.u16() : size === 3 ? this.u24() : this.u32();
  }

  /** The next `count` octets, as a view of the same memory. */
  take(count: number): Bytes {
    const at = this.#need(count);
    return this.bytes.subarray(at, at + count);
  }

  /** All octets up to the bound. */
  rest(): Bytes {
    return this.take(this.left);
  }

  /** A reader over the next `count` octets, which this one thereby passes. */
  sub(count: number): Reader {
    const at = this.#need(count);
    return new Reader(this.bytes, at, at + count, this.sink);
  }

  /**
   * Reads the next `count` octets as one value, to the last of them. Where there are fewer, a tree
   * still shows what is there, before the reader fails.
   */
  within<T>(count: number, codec: Codec<T>): T {
    if (count > this.left && this.sink !== undefined) {
      const depth = this.sink.depth;
      try {
        codec.read(new Reader(this.bytes, this.position, this.end, this.sink));
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        this.sink.abandon(depth, this.end, error.message);
      }
    }
    const inner = this.sub(count);
    const value = codec.read(inner);
    inner.finish();
    return value;
  }

  /** Fails if octets are left over: a length that lies is not a smaller value. */
  finish(): void {
    if (this.left > 0) this.fail(`${this.left} bytes left over`);
  }

  /** Reads one item of a list. */
  item<T>(index: number, codec: Codec<T>): T {
    // Its name is for the tree alone, and takes longer to spell than many an item to read.
    return this.sink === undefined ? codec.read(this) : this.field(`[${index}]`, codec);
  }

  /** Reads one named part. */
  field<T>(name: string, codec: Codec<T>): T {
    const sink = this.sink;
    if (sink === undefined) return codec.read(this);
    sink.enter(name, this.position);
    const value = codec.read(this);
    sink.leave(this.position, codec.show?.(value));
    return value;
  }

  /**
   * Draws the next `count` octets, or as many as there are, as one named part of the tree. A part
   * that makes no sense is marked there and disturbs nothing; the reader stays where it is.
   */
  annotate<T>(name: string, codec: Codec<T>, count: number): void {
    if (this.sink === undefined) return;
    const end = Math.min(this.position + count, this.end);
    const depth = this.sink.depth;
    const inner = new Reader(this.bytes, this.position, end, this.sink);
    this.sink.enter(name, this.position);
    try {
      const value = codec.read(inner);
      inner.finish();
      this.sink.leave(end, codec.show?.(value));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.sink.abandon(depth, end, error.message);
    }
  }
}
