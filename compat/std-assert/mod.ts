import a from "node:assert/strict";
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  a.deepStrictEqual(actual, expected, msg);
}
export function assert(value: unknown, msg = ""): asserts value {
  if (!value) throw new Error(msg || "assertion failed");
}
export function assertThrows(fn: () => unknown, _class?: unknown, _text?: string): void {
  a.throws(fn);
}
