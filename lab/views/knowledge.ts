import { hex } from "../bytes/mod.ts";
import type { EventId, How, Knowledge, NodeId, SecretId, Trace } from "../trace/mod.ts";
import { numberText } from "./numbers.ts";

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
  const found = groups(trace);
  return found.map(({ title, secrets }, i) => ({
    title: numbered(title, i, found),
    secrets,
    known: trace.parties.map(({ id: node }) => {
      const count = secrets.filter((secret) => find(node, secret) !== undefined).length;
      return { node, extent: count === 0 ? "none" : count === secrets.length ? "all" : "some" };
    }),
    remark: remarkOn(trace, secrets[0]!, find),
  }));
}

/** Lines of one title are told apart by numbers. */
function numbered(title: string, at: number, lines: readonly { readonly title: string }[]): string {
  const alike = lines.flatMap((line, i) => line.title === title ? [i] : []);
  return alike.length === 1 ? title : `${title} ${alike.indexOf(at) + 1}`;
}

/** What a key log calls the main secret of TLS 1.2 and older (RFC 9850 §2.2). */
const MAIN_SECRET = "CLIENT_RANDOM";

/** Secrets that belong together: those of one connection make one line. */
function groups(trace: Trace): { title: string; secrets: SecretId[] }[] {
  const texts = trace.secrets.filter(({ kind }) => kind === "text");
  const keys = trace.secrets.filter(({ kind }) => kind === "private key");
  // The two ends may call one connection differently; its ClientHello random is the same for both.
  const randoms = new Map<SecretId, string>();
  for (const event of trace.events) {
    if (event.kind !== "tls.secret") continue;
    // Up to TLS 1.2 a connection has one; two under one random belong to two connections.
    const alone = event.label === MAIN_SECRET;
    randoms.set(event.secret, alone ? event.secret : hex(event.clientRandom));
  }
  const connections = new Map<string, SecretId[]>();
  for (const { id, kind } of trace.secrets) {
    if (kind !== "traffic secret") continue;
    const connection = randoms.get(id) ?? id;
    const secrets = connections.get(connection);
    if (secrets === undefined) connections.set(connection, [id]);
    else secrets.push(id);
  }
  return [
    ...texts.map(({ id, title }) => ({ title, secrets: [id] })),
    ...foldAlike([...connections.values()], endsIn(trace)),
    ...keys.map(({ id, title }) => ({ title, secrets: [id] })),
  ];
}

/** More connections than these between the same ends share one line. */
const MOST_LINES = 3;

/** Connections as lines, each under the names of its ends: whoever derived its secrets. */
function foldAlike(
  connections: readonly SecretId[][],
  endsOf: (secrets: readonly SecretId[]) => string,
): { title: string; secrets: SecretId[] }[] {
  const byEnds = Map.groupBy(connections, endsOf);
  const told = new Set<string>();
  return connections.flatMap((secrets) => {
    const ends = endsOf(secrets);
    const alike = byEnds.get(ends)!;
    if (alike.length <= MOST_LINES) {
      const number = alike.length > 1 ? ` ${alike.indexOf(secrets) + 1}` : "";
      return [{ title: `traffic secrets${number}, ${ends}`, secrets }];
    }
    if (told.has(ends)) return [];
    told.add(ends);
    const title = `traffic secrets of ${numberText(alike.length)} connections, ${ends}`;
    return [{ title, secrets: alike.flat() }];
  });
}

/** Names the ends of the connection that secrets belong to, in the order of the parties. */
function endsIn({ parties, knowledge }: Trace): (secrets: readonly SecretId[]) => string {
  const holders = new Map<SecretId, NodeId[]>();
  for (const { secret, node, how } of knowledge) {
    if (how.by !== "derived") continue;
    const nodes = holders.get(secret);
    if (nodes === undefined) holders.set(secret, [node]);
    else nodes.push(node);
  }
  return (secrets) => {
    const ends = new Set(secrets.flatMap((secret) => holders.get(secret) ?? []));
    return parties.map(({ id }) => id).filter((id) => ends.has(id)).join("–");
  };
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
    case "decrypted":
      return `decrypted #${how.event} with ${how.key}`;
    case "computed":
      return `computed it by ${how.method} from ${packetsText(how.from)}`;
    case "guessed":
      return `guessed it with ${how.asks} questions`;
    case "granted":
      return `was given it: ${how.why}`;
  }
}

function packetsText(events: readonly EventId[]): string {
  const least = events.reduce((a, b) => Math.min(a, b), Infinity);
  const most = events.reduce((a, b) => Math.max(a, b), -Infinity);
  if (events.length <= 3) return events.map((event) => `#${event}`).join(", ");
  return `${numberText(events.length)} packets, #${least} to #${most}`;
}
