import { failure } from "./_fail.ts";

/** Fails at a place that is still to be written. */
export function unimplemented(msg?: string): never {
  failure("Unimplemented", msg);
}
