import type { How, Knowledge, NodeId, Trace } from "../trace/mod.ts";

/** One line of the who-knows-what table. */
export interface KnowledgeRow {
  readonly title: string;
  /** Secrets the line stands for. */
  readonly secrets: readonly string[];
  /** Which parties know all of them. */
  readonly knownBy: readonly NodeId[];
  /** How an attacker came to know it, or why that did not matter. */
  readonly remark: string;
}

/** Who knows what at the end of a run: texts first, then keys. */
export function knowledgeTable(trace: Trace): readonly KnowledgeRow[] {
  const order = { "text": 0, "traffic secret": 1, "private key": 2 };
  const groups = new Map<string, string[]>();
  for (
    const { id, title, kind } of trace.secrets.toSorted((a, b) => order[a.kind] - order[b.kind])
  ) {
    const connection = id.includes("/") ? id.slice(0, id.indexOf("/")) : undefined;
    const key = kind === "traffic secret" && connection !== undefined
      ? `traffic secrets, ${connection}`
      : title;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [id]);
    else members.push(id);
  }
  return [...groups].map(([title, secrets]) => {
    const knownBy = trace.parties.map(({ id }) => id)
      .filter((node) => secrets.every((secret) => find(trace, node, secret) !== undefined));
    return { title, secrets, knownBy, remark: remarkOn(trace, secrets[0]!, knownBy) };
  });
}

function find(trace: Trace, node: NodeId, secret: string): Knowledge | undefined {
  return trace.knowledge.find((known) => known.node === node && known.secret === secret);
}

function remarkOn(trace: Trace, secret: string, knownBy: readonly NodeId[]): string {
  const hostile = trace.parties.filter((party) => party.hostile);
  const thief = hostile.find(({ id }) => knownBy.includes(id));
  if (thief === undefined) return "";
  const known = find(trace, thief.id, secret);
  return known === undefined ? "" : `${thief.id}: ${howText(known.how)}`;
}

/** How somebody came to know something, in words. */
export function howText(how: How): string {
  switch (how.by) {
    case "generated":
      return "made it herself";
    case "typed":
      return "made it up";
    case "configured":
      return "was set up with it";
    case "derived":
      return `derived it from ${how.from}`;
    case "received":
      return `was told in #${how.event}`;
    case "read":
      return `read it in the clear in #${how.event}`;
    case "opened":
      return `opened #${how.event} with a key of her own`;
    case "guessed":
      return `guessed it with ${how.asks} questions`;
    case "granted":
      return `was given it: ${how.why}`;
  }
}
