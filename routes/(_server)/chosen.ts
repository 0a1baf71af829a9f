import type { Trace } from "../../lab/trace/mod.ts";
import { type FoldedSequence, journeysOf } from "../../lab/views/mod.ts";
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

/** What a page shows at first. */
export interface Chosen {
  /** The event of a row of the diagram; absent where there is no packet at all. */
  readonly event?: number;
  /** What was asked for, where the diagram has nothing of the kind. */
  readonly missing?: string;
}

/**
 * Finds the row that an address means. An event without a row of its own leads to that of the
 * packet that it was part of, or that brought it about; where nothing is asked for, or nothing
 * found, it is the first packet.
 *
 * @param text `at` of the address
 */
export function chosenRow(
  trace: Trace,
  { rows }: FoldedSequence,
  text: string | undefined,
): Chosen {
  const first = rows.find(({ kind }) => kind === "arrow");
  const usual = first === undefined ? {} : { event: first.event };
  if (text === undefined || text === "") return usual;
  const asked = Number(text);
  const drawn = new Set(rows.flatMap((row) => row.kind === "fold" ? [] : [row.event]));
  if (drawn.has(asked)) return { event: asked };
  const packet = trace.events[asked]?.cause ?? asked;
  const journey = journeysOf(trace).find(({ packets }) =>
    packets.includes(asked) || packets.includes(packet)
  );
  return journey !== undefined && drawn.has(journey.event)
    ? { event: journey.event }
    : { ...usual, missing: text.slice(0, 12) };
}
