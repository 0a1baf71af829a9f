import { hex } from "../bytes/mod.ts";
import type { How, Knowledge, NodeId, SecretId, Trace } from "../trace/mod.ts";

/** One line of the who-knows-what table. */
export interface KnowledgeRow {
  readonly title: string;
  /** Secrets the line stands for. */
  readonly secrets: readonly SecretId[];
  /** Each party, in the order of the trace, and how much of it she knows. */
  readonly known: readonly { readonly node: NodeId; readonly extent: "all" | "some" | "none" }[];
  /** How an attacker came to know it. */
  readonly remark: string;
}

/** Who knows what at the end of a run: texts first, then traffic secrets, then private keys. */
export function knowledgeTable(trace: Trace): readonly KnowledgeRow[] {
  const known = new Map(trace.knowledge.map((one) => [`${one.node} ${one.secret}`, one]));
  const find = (node: NodeId, secret: SecretId) => known.get(`${node} ${secret}`);
  return groups(trace).map(({ title, secrets }) => ({
    title,
    secrets,
    known: trace.parties.map(({ id: node }) => {
      const count = secrets.filter((secret) => find(node, secret) !== undefined).length;
      return { node, extent: count === 0 ? "none" : count === secrets.length ? "all" : "some" };
    }),
    remark: remarkOn(trace, secrets[0]!, find),
  }));
}

/** Secrets that belong together: those of one connection make one line. */
function groups(trace: Trace): { title: string; secrets: SecretId[] }[] {
  const texts = trace.secrets.filter(({ kind }) => kind === "text");
  const keys = trace.secrets.filter(({ kind }) => kind === "private key");
  // The two ends may call one connection differently; its ClientHello random is the same for both.
  const randoms = new Map<SecretId, string>();
  for (const event of trace.events) {
    if (event.kind === "tls.secret") randoms.set(event.secret, hex(event.clientRandom));
  }
  const connections = new Map<string, SecretId[]>();
  for (const { id, kind } of trace.secrets) {
    if (kind !== "traffic secret") continue;
    const connection = randoms.get(id) ?? id;
    connections.set(connection, [...(connections.get(connection) ?? []), id]);
  }
  return [
    ...texts.map(({ id, title }) => ({ title, secrets: [id] })),
    ...[...connections.values()].map((secrets) => ({
      title: `traffic secrets, ${holders(trace, secrets).join("–")}`,
      secrets,
    })),
    ...keys.map(({ id, title }) => ({ title, secrets: [id] })),
  ];
}

/** The ends of the connection that secrets belong to: whoever derived them. */
function holders(trace: Trace, secrets: readonly SecretId[]): NodeId[] {
  return trace.parties.map(({ id }) => id).filter((node) =>
    trace.knowledge.some((one) =>
      one.node === node && one.how.by === "derived" && secrets.includes(one.secret)
    )
  );
}

function remarkOn(
  trace: Trace,
  secret: SecretId,
  find: (node: NodeId, secret: SecretId) => Knowledge | undefined,
): string {
  for (const { id, hostile } of trace.parties) {
    const known = hostile ? find(id, secret) : undefined;
    if (known === undefined) continue;
    return known.how.by === "derived"
      ? `${id}: it is her own connection`
      : `${id} ${howText(known.how)}`;
  }
  return "";
}

/** How somebody came to know something, in words that follow a name. */
export function howText(how: How): string {
  switch (how.by) {
    case "generated":
      return "made it";
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
