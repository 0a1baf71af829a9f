import { failure } from "./_fail.ts";
import { short } from "./_format.ts";

/** Any class, abstract ones too. The real package names it so, hence the odd word. */
// deno-lint-ignore no-explicit-any
export type AnyConstructor = abstract new (...args: any[]) => any;
/** What instances of a class are. */
export type GetConstructorType<T extends AnyConstructor> = InstanceType<T>;

/** Fails unless the value was made by the class or one that extends it. */
export function assertInstanceOf<T extends AnyConstructor>(
  actual: unknown,
  expectedType: T,
  msg?: string,
): asserts actual is GetConstructorType<T> {
  if (actual instanceof expectedType) return;
  const is = typeof actual === "object" && actual !== null
    ? `"${actual.constructor?.name ?? "Object"}"`
    : short(actual);
  failure(`Expected object to be an instance of "${expectedType.name}" but was ${is}`, msg);
}
