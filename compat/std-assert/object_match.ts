import { difference } from "./_diff.ts";
import { failure } from "./_fail.ts";
import { equal } from "./equal.ts";

type Keyed = Record<PropertyKey, unknown>;

/**
 * Fails unless `actual` has at least what `expected` names: every property of the latter, objects
 * inside in the same way, arrays as far as the expected one goes, sets and maps by their members.
 *
 * @throws {TypeError} if `actual` cannot have properties
 */
export function assertObjectMatch(
  // deno-lint-ignore no-explicit-any
  actual: Record<PropertyKey, any>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  if (typeof actual !== "object" || actual === null) {
    throw new TypeError(
      `Cannot call assertObjectMatch on ${actual === null ? null : typeof actual}`,
    );
  }
  if (matches(actual, expected, new Map())) return;
  failure("Values are not equal", msg, difference(select(actual, expected, []), expected));
}

function matches(actual: unknown, expected: unknown, open: Map<object, Set<object>>): boolean {
  if (!hasParts(actual) || !hasParts(expected)) return equal(actual, expected);
  const partners = open.get(actual) ?? new Set();
  if (partners.has(expected)) return true;
  open.set(actual, partners.add(expected));
  try {
    return matchesParts(actual, expected, open);
  } finally {
    partners.delete(expected);
  }
}

function matchesParts(actual: object, expected: object, open: Map<object, Set<object>>): boolean {
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && actual.length >= expected.length &&
      expected.every((item, i) => matches(actual[i], item, open));
  }
  if (expected instanceof Set) {
    return actual instanceof Set &&
      [...expected].every((item) => [...actual].some((other) => matches(other, item, open)));
  }
  if (expected instanceof Map) {
    return actual instanceof Map &&
      [...expected].every(([key, item]) =>
        [...actual].some(([other, value]) => equal(other, key) && matches(value, item, open))
      );
  }
  if (Array.isArray(actual) || actual instanceof Set || actual instanceof Map) return false;
  return Reflect.ownKeys(expected).every((key) =>
    key in actual && matches((actual as Keyed)[key], (expected as Keyed)[key], open)
  );
}

/** Whether a value is looked into, rather than compared as a whole. */
function hasParts(value: unknown): value is object {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value) &&
    ![Date, RegExp, URL, ArrayBuffer, Error, WeakMap, WeakSet, WeakRef].some((kind) =>
      value instanceof kind
    );
}

/** The part of `actual` that `expected` speaks of, so that the message shows nothing else. */
function select(actual: unknown, expected: unknown, inside: readonly unknown[]): unknown {
  if (!hasParts(actual) || !hasParts(expected) || inside.includes(expected)) return actual;
  const deeper = [...inside, expected];
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.slice(0, expected.length).map((item, i) => select(item, expected[i], deeper));
  }
  if (Object.getPrototypeOf(actual) !== Object.prototype) return actual;
  const chosen: Keyed = {};
  for (const key of Reflect.ownKeys(expected)) {
    if (!(key in actual)) continue;
    chosen[key] = select((actual as Keyed)[key], (expected as Keyed)[key], deeper);
  }
  return chosen;
}
