/**
 * Shapes of JSON, each saying what it wants in words: `readTrace` is made of them. A shape gives
 * the value, or throws a `Misfit` that names the place; nothing else leaves this room.
 */
import { type Bytes, fromHex } from "../bytes/mod.ts";

/** What did not fit, and where: `events[3].segment.flags[0]`. */
export class Misfit extends Error {
  override name = "Misfit";
}

/** Reads a value; `path` is where it stands. */
export type Shape<T> = (value: unknown, path: string) => T;

export function misfit(path: string, wanted: string, value: unknown): never {
  throw new Misfit(`${path || "the file"} is ${called(value)}, and should be ${wanted}`);
}

function called(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

export const text: Shape<string> = (value, path) =>
  typeof value === "string" ? value : misfit(path, "a text", value);

export const truth: Shape<boolean> = (value, path) =>
  typeof value === "boolean" ? value : misfit(path, "true or false", value);

/** A whole number that counts something. */
export const count: Shape<number> = (value, path) =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? value as number
    : misfit(path, "a whole number from 0", value);

export const integer: Shape<number> = (value, path) =>
  Number.isSafeInteger(value) ? value as number : misfit(path, "a whole number", value);

/** Octets as hexadecimal digits. */
export const octets: Shape<Bytes> = (value, path) =>
  typeof value === "string" && value.length % 2 === 0 && /^[0-9a-f]*$/.test(value)
    ? fromHex(value)
    : misfit(path, "pairs of the digits 0-9 and a-f", value);

/** One of a few texts or numbers. */
export function oneOf<const T extends string | number>(...values: readonly T[]): Shape<T> {
  return (value, path) => {
    const found = values.find((one) => one === value);
    return found !== undefined
      ? found
      : misfit(path, values.map((one) => JSON.stringify(one)).join(" or "), value);
  };
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, path) =>
    Array.isArray(value)
      ? value.map((one, i) => item(one, `${path}[${i}]`))
      : misfit(path, "a list", value);
}

type Value<S> = S extends Shape<infer T> ? T : never;
type Shapes = Readonly<Record<string, Shape<unknown>>>;
/** An object: what `required` names must be there, what `optional` names may be, nothing else. */
export type Structure<R extends Shapes, O extends Shapes> =
  & { readonly [K in keyof R]: Value<R[K]> }
  & { readonly [K in keyof O]?: Value<O[K]> };

export function structure<R extends Shapes, O extends Shapes = Record<never, never>>(
  required: R,
  optional: O = {} as O,
): Shape<Structure<R, O>> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      misfit(path, "an object", value);
    }
    const given = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    // In the order of the file, so that a trace that is written again is the same text.
    for (const key of Object.keys(given)) {
      const shape = Object.hasOwn(required, key)
        ? required[key]
        : Object.hasOwn(optional, key)
        ? optional[key]
        : undefined;
      const at = path === "" ? key : `${path}.${key}`;
      if (shape === undefined) throw new Misfit(`${at.slice(0, 200)} is not known here`);
      result[key] = shape(given[key], at);
    }
    for (const key of Object.keys(required)) {
      if (!Object.hasOwn(given, key)) {
        misfit(path === "" ? key : `${path}.${key}`, "there", undefined);
      }
    }
    return result as Structure<R, O>;
  };
}

/** Objects of several kinds, told apart by one of their texts. */
export function variants<T>(
  key: string,
  kinds: Readonly<Record<string, Shape<T>>>,
): Shape<T> {
  return (value, path) => {
    const kind = typeof value === "object" && value !== null
      ? (value as Record<string, unknown>)[key]
      : misfit(path, "an object", value);
    if (typeof kind !== "string" || !Object.hasOwn(kinds, kind)) {
      misfit(`${path}.${key}`, "a kind that this version knows", kind);
    }
    return kinds[kind]!(value, path);
  };
}
