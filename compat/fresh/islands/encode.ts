import { Signal } from "@preact/signals";
import { isValidElement } from "preact";

/**
 * A value as the data block holds it: a plain one as it is, any other as `[kind, ...]`. Values that
 * are inside others are numbers, which say where in the block they stand: so what is shared on the
 * server, such as one signal in two islands, is shared in the browser too.
 */
export type Encoded = null | boolean | number | string | [
  kind: string,
  ...unknown[],
];

const NEGATIVE_ZERO = Symbol("-0");

/** Writes the props of all islands of a page into one list. */
export class Encoder {
  /** What was written; its places are the numbers. */
  readonly values: Encoded[] = [];
  readonly #places = new Map<unknown, number>();

  /**
   * Writes a value, and says at which place.
   *
   * @param where what to call the value if it cannot be written, such as `the prop "seed" of Dial`
   * @throws {TypeError} on functions, symbols, elements and objects of classes we do not know
   */
  add(value: unknown, where: string): number {
    // For a Map, 0 and -0 are the same.
    const key = Object.is(value, -0) ? NEGATIVE_ZERO : value;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.values.push(null) - 1;
    // Noted before it is written: what contains itself shall find itself.
    this.#places.set(key, place);
    this.values[place] = this.#encode(value, where);
    return place;
  }

  /** Writes that something drawn by the server, in the slot of this number, belongs here. */
  addSlot(slot: number): number {
    return this.values.push(["slot", slot]) - 1;
  }

  #encode(value: unknown, where: string): Encoded {
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0) ? value : ["number", numeral(value)];
      case "undefined":
        return ["undefined"];
      case "bigint":
        return ["bigint", String(value)];
      case "object":
        return value === null ? null : this.#encodeObject(value, where);
      default:
        throw new TypeError(
          `Cannot pass a ${typeof value} to an island as ${where}`,
        );
    }
  }

  #encodeObject(value: object, where: string): Encoded {
    const within = (inner: unknown) => this.add(inner, where);
    // A signal passes for an element, so it has to be asked first.
    if (value instanceof Signal) return ["signal", within(value.peek())];
    if (isValidElement(value)) {
      throw new TypeError(
        `Cannot pass an element to an island inside of ${where}`,
      );
    }
    if (Array.isArray(value)) return ["array", ...value.map(within)];
    if (value instanceof Uint8Array) return ["bytes", base64(value)];
    if (value instanceof Date) return ["date", within(value.getTime())];
    if (value instanceof URL) return ["url", value.href];
    if (value instanceof RegExp) return ["regexp", value.source, value.flags];
    if (value instanceof Map) return ["map", ...[...value].flat().map(within)];
    if (value instanceof Set) return ["set", ...[...value].map(within)];
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      const name = value.constructor?.name ?? "unknown class";
      throw new TypeError(
        `Cannot pass an instance of ${name} to an island as ${where}`,
      );
    }
    return [
      "object",
      ...Object.entries(value).flatMap(([key, item]) => [key, within(item)]),
    ];
  }
}

function numeral(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
