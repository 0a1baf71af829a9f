import { hint, nearest } from "../../lab/cli/mod.ts";
import { named } from "./names.ts";

/** What to say to the first option of an address that a page does not know, if there is one. */
export function strangerAmong(
  given: URLSearchParams,
  known: readonly string[],
): string | undefined {
  const stranger = [...given.keys()].find((name) => !known.includes(name));
  if (stranger === undefined) return undefined;
  const near = hint(nearest(stranger, known)) || `; there are ${known.join(", ")}`;
  return `Unknown option "${named(stranger)}"${near}`;
}
