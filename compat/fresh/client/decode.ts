import { signal } from "@preact/signals";
import type { Encoded } from "../islands/encode.ts";

/**
 * Reads the data block of a page.
 *
 * @param values the list that the encoder wrote
 * @param slot makes what stands for a slot of this number
 * @returns a function that gives the value at a place, the same one each time
 */
export function decoder(
  values: readonly Encoded[],
  slot: (number: number) => unknown,
): (place: number) => unknown {
  const known = new Map<number, unknown>();

  /** Notes a value before its contents are read: what contains itself shall find itself. */
  const note = <T>(place: number, value: T, fill?: (value: T) => void): T => {
    known.set(place, value);
    fill?.(value);
    return value;
  };

  const at = (place: unknown): unknown => {
    const index = place as number;
    if (known.has(index)) return known.get(index);
    const value = values[index];
    return Array.isArray(value) ? make(index, value) : note(index, value);
  };

  const make = (
    place: number,
    [kind, ...parts]: [kind: string, ...unknown[]],
  ): unknown => {
    switch (kind) {
      case "undefined":
        return note(place, undefined);
      case "number":
        return note(place, Number(parts[0]));
      case "bigint":
        return note(place, BigInt(parts[0] as string));
      case "bytes":
        return note(
          place,
          Uint8Array.from(atob(parts[0] as string), (c) => c.charCodeAt(0)),
        );
      case "date":
        return note(place, new Date(at(parts[0]) as number));
      case "url":
        return note(place, new URL(parts[0] as string));
      case "regexp":
        return note(place, new RegExp(parts[0] as string, parts[1] as string));
      case "slot":
        return note(place, slot(parts[0] as number));
      case "signal":
        return note(
          place,
          signal<unknown>(undefined),
          (made) => made.value = at(parts[0]),
        );
      case "array":
        return note(
          place,
          [] as unknown[],
          (list) => parts.forEach((part) => list.push(at(part))),
        );
      case "set":
        return note(
          place,
          new Set(),
          (set) => parts.forEach((part) => set.add(at(part))),
        );
      case "map":
        return note(place, new Map(), (map) => {
          for (let i = 0; i < parts.length; i += 2) {
            map.set(at(parts[i]), at(parts[i + 1]));
          }
        });
      case "object":
        return note(place, {}, (object) => {
          for (let i = 0; i < parts.length; i += 2) {
            own(object, parts[i] as string, at(parts[i + 1]));
          }
        });
      default:
        throw new Error(`Cannot read a value of kind "${kind}"`);
    }
  };
  return at;
}

/** Sets a property of the object itself, even one called `__proto__`. */
function own(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
