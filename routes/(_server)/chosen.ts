import type { Trouble } from "./load.ts";
import { named } from "./names.ts";

/**
 * What is wrong with the `at` of an address, the event whose packet a page shows at first. A number
 * that the run does not have is not: other defences make other numbers.
 *
 * @param text as it stands in the address; nothing where nothing is chosen
 * @param instead the address without it
 */
export function eventTrouble(
  text: string | null | undefined,
  instead: string,
): Trouble | undefined {
  if (text === null || text === undefined || /^\d*$/.test(text)) return undefined;
  return {
    kind: "trouble",
    status: 400,
    headers: {},
    message: `at wants the number of an event, not "${named(text)}"`,
    suggestion: instead,
  };
}
