import { failure } from "./_fail.ts";

/** Fails, whatever the state of things. */
export function fail(msg?: string): never {
  failure("Failed assertion", msg);
}
