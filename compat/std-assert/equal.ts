type Keyed = Record<PropertyKey, unknown>;

/**
 * Deep structural equality, as `@std/assert` defines it: 0 equals -0, NaN equals NaN, sets and maps
 * compare without regard to order, prototypes must agree (a null prototype counts as `Object`), and
 * own enumerable properties, symbols among them, must be the same with the same values.
 *
 * @throws {TypeError} on two different weak maps or two weak sets, whose contents nobody can see
 */
export function equal(a: unknown, b: unknown): boolean {
  return same(a, b, new Map());
}

/** `open` holds the pairs being compared: meeting one again means a cycle, which adds nothing new. */
function same(a: unknown, b: unknown, open: Map<object, Set<object>>): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (prototype(a) !== prototype(b)) return false;

  const partners = open.get(a) ?? new Set();
  if (partners.has(b)) return true;
  open.set(a, partners.add(b));
  try {
    return sameContents(a, b, open) && sameProperties(a as Keyed, b as Keyed, open);
  } finally {
    partners.delete(b);
  }
}

function prototype(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

/** What objects hold beside their properties; both are known to have the same prototype. */
function sameContents(a: object, b: object, open: Map<object, Set<object>>): boolean {
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return sameView(a, b);
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) {
    return sameItems(new Uint8Array(a), new Uint8Array(b));
  }
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b);
  if (a instanceof URL && b instanceof URL) return a.href === b.href;
  if (a instanceof Error && b instanceof Error) {
    return a.name === b.name && a.message === b.message && same(a.cause, b.cause, open);
  }
  if (a instanceof Set && b instanceof Set) return sameSet([...a], [...b], open);
  if (a instanceof Map && b instanceof Map) return sameSet([...a], [...b], open);
  if (a instanceof WeakRef && b instanceof WeakRef) return same(a.deref(), b.deref(), open);
  for (const kind of [Number, String, Boolean, BigInt, Symbol]) {
    if (a instanceof kind && b instanceof kind) return same(a.valueOf(), b.valueOf(), open);
  }
  for (const kind of [WeakMap, WeakSet]) {
    if (a instanceof kind && b instanceof kind) {
      throw new TypeError(`Cannot compare ${kind.name} instances`);
    }
  }
  return !Array.isArray(a) || a.length === (b as unknown[]).length;
}

function sameView(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (a instanceof DataView || b instanceof DataView) {
    const octets = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
      new Uint8Array(buffer, byteOffset, byteLength);
    return sameItems(octets(a), octets(b));
  }
  return sameItems(a as Uint8Array, b as Uint8Array);
}

function sameItems(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i] || Object.is(item, b[i]));
}

/** Whether every item of one list has its own partner in the other, in any order. */
function sameSet(a: unknown[], b: unknown[], open: Map<object, Set<object>>): boolean {
  if (a.length !== b.length) return false;
  const left = [...b];
  return a.every((item, i) => {
    // Equal collections are nearly always built in the same order, so look at the same place first.
    const place = left[i] !== TAKEN && same(item, left[i], open)
      ? i
      : left.findIndex((other) => other !== TAKEN && same(item, other, open));
    if (place < 0) return false;
    left[place] = TAKEN;
    return true;
  });
}

const TAKEN = Symbol("taken");

function sameProperties(a: Keyed, b: Keyed, open: Map<object, Set<object>>): boolean {
  // The items of a typed array are its properties too, and have been compared already.
  if (ArrayBuffer.isView(a)) return true;
  const keys = enumerableKeys(a);
  return keys.length === enumerableKeys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key], open));
}

function enumerableKeys(value: object): PropertyKey[] {
  return Reflect.ownKeys(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key)
  );
}
