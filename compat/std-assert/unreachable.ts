import { failure } from "./_fail.ts";

/** Fails at a place that nothing should ever reach. */
export function unreachable(msg?: string): never {
  failure("Unreachable", msg);
}
