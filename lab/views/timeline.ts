import type { EventId, NodeId, Trace } from "../trace/mod.ts";
import { howText, type KnowledgeRow, knowledgeTable } from "./knowledge.ts";
import type { Sequence, SequenceRow } from "./sequence.ts";

/** A line of the who-knows-what table at one moment, with how each party came to know it. */
export interface KnowledgeAtRow extends Omit<KnowledgeRow, "known"> {
  readonly known: readonly {
    readonly node: NodeId;
    readonly extent: "all" | "some" | "none";
    /** In words that follow a name; absent for those who do not know it. */
    readonly how?: string;
    /** Since when. */
    readonly since?: EventId;
  }[];
}

/** Who knew what when an event had happened; what came later does not count. */
export function knowledgeAt(trace: Trace, id: EventId): readonly KnowledgeAtRow[] {
  const knowledge = trace.knowledge.filter(({ event }) => event <= id);
  const known = new Set(knowledge.map(({ secret }) => secret));
  const first = new Map<string, (typeof knowledge)[number]>();
  for (const one of knowledge) {
    const key = `${one.node} ${one.secret}`;
    if (!first.has(key)) first.set(key, one);
  }
  const past: Trace = {
    ...trace,
    events: trace.events.slice(0, id + 1),
    // A secret comes into being when somebody first holds it.
    secrets: trace.secrets.filter((secret) => known.has(secret.id)),
    knowledge,
  };
  return knowledgeTable(past).map((row) => ({
    ...row,
    known: row.known.map(({ node, extent }) => {
      const how = row.secrets.map((secret) => first.get(`${node} ${secret}`))
        .find((one) => one !== undefined);
      return {
        node,
        extent,
        ...(how !== undefined && { how: howText(how.how), since: how.event }),
      };
    }),
  }));
}

/** A place in a run at which one can stand. */
export interface Step {
  /** From 0. */
  readonly index: number;
  /** What the address of the page ends with: `#28`. */
  readonly anchor: string;
  readonly event: EventId;
  /** Number of its act, 0 before the first. */
  readonly act: number;
  readonly row: SequenceRow;
}

/** Every row of a diagram as a place to step to, in order. */
export function stepsOf({ rows }: Sequence): readonly Step[] {
  let act = 0;
  return rows.map((row, index) => {
    if (row.kind === "act") act = row.number;
    return { index, anchor: `#${row.event}`, event: row.event, act, row };
  });
}

/** Rows that are not drawn, in a row of their own that says so. */
export interface FoldRow {
  readonly kind: "fold";
  /** The first hidden event, and the last. */
  readonly event: EventId;
  readonly last: EventId;
  readonly act: number;
  /** How many rows are hidden, and how many of them are arrows. */
  readonly hidden: number;
  readonly arrows: number;
}

/** A diagram that may leave rows out. */
export interface FoldedSequence {
  readonly lanes: Sequence["lanes"];
  readonly rows: readonly (SequenceRow | FoldRow)[];
  /** How many rows are left out in all. */
  readonly hidden: number;
}

/** Most rows a page draws. */
export const MOST_ROWS = 10_000;

/**
 * Folds the long acts of a run until at most `limit` rows are left. Short acts stay whole; of a
 * long one its beginning and its end are drawn, and what must not be hidden.
 *
 * @param keep events that must be drawn: the one an address names, the evidence of a verdict; of
 *   very many, the first
 */
export function collapse(
  { lanes, rows }: Sequence,
  limit = MOST_ROWS,
  keep: ReadonlySet<EventId> = new Set(),
): FoldedSequence {
  if (rows.length <= limit) return { lanes, rows, hidden: 0 };
  const must = new Set([...keep].slice(0, Math.floor(limit / 4)));
  // What is kept in the middle of an act costs its own row, and one more fold behind it.
  const room = limit - 2 * must.size;
  // Where the acts themselves are too many, the whole run is folded like one long act.
  const acts = 3 * rows.filter(({ kind }) => kind === "act").length > room
    ? [[...rows]]
    : actsOf(rows);
  const share = fairShare(acts.map(({ length }) => length), room);
  const drawn = acts.flatMap((act) => folded(act, share, must));
  const hidden = drawn.reduce((sum, row) => sum + (row.kind === "fold" ? row.hidden : 0), 0);
  return { lanes, rows: drawn, hidden };
}

/** The rows act by act; each act begins with its title. */
function actsOf(rows: readonly SequenceRow[]): SequenceRow[][] {
  const acts: SequenceRow[][] = [];
  for (const row of rows) {
    if (row.kind === "act" || acts.length === 0) acts.push([]);
    acts.at(-1)!.push(row);
  }
  return acts;
}

/** The greatest length at which acts can be cut so that all together keep within the limit. */
function fairShare(lengths: readonly number[], limit: number): number {
  let left = limit;
  let acts = lengths.length;
  for (const length of lengths.toSorted((a, b) => a - b)) {
    if (length * acts > left) return Math.max(3, Math.floor(left / acts));
    left -= length;
    acts--;
  }
  return Infinity;
}

/** An act of `most` rows: title, beginning, a fold, end; and what is kept, which splits the fold. */
function folded(
  act: readonly SequenceRow[],
  most: number,
  keep: ReadonlySet<EventId>,
): (SequenceRow | FoldRow)[] {
  if (act.length <= most) return [...act];
  const head = Math.ceil((most - 1) / 2);
  const tail = act.length - Math.floor((most - 1) / 2);
  const rows: (SequenceRow | FoldRow)[] = [];
  let hidden: SequenceRow[] = [];
  const close = () => {
    if (hidden.length > 0) rows.push(fold(hidden, act[0]!));
    hidden = [];
  };
  act.forEach((row, i) => {
    if (i >= head && i < tail && !keep.has(row.event)) return void hidden.push(row);
    close();
    rows.push(row);
  });
  close();
  return rows;
}

function fold(hidden: readonly SequenceRow[], title: SequenceRow): FoldRow {
  return {
    kind: "fold",
    event: hidden[0]!.event,
    last: hidden.at(-1)!.event,
    act: title.kind === "act" ? title.number : 0,
    hidden: hidden.length,
    arrows: hidden.filter(({ kind }) => kind === "arrow").length,
  };
}
