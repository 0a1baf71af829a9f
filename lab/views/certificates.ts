import { type Bytes, equalBytes } from "../bytes/mod.ts";
import type { EventId, EventOf, NodeId, Trace } from "../trace/mod.ts";
import { type CertificateView, certificateView, type CheckView } from "./certificate.ts";
import { type Judgement, judgementOf } from "./judgements.ts";
import { journeysOf } from "./packets.ts";
import { drawnIn } from "./rounds.ts";

/** A list of certificates as one party judged it. Texts are fit for displays. */
export interface ChainView {
  /** The `tls.check` event of the chain. */
  readonly event: EventId;
  /** Who judged. */
  readonly judge: NodeId;
  /** What the judge calls the connection: whom she believes to talk to. */
  readonly connection: string;
  /** Who sent the packet with which the list came, as far as the trace tells. */
  readonly presenter?: NodeId;
  readonly hostile: boolean;
  /** Leaf first. */
  readonly certificates: readonly CertificateView[];
  /** Every check, of the chain, the pins and revocation, rule by rule in the order they were made. */
  readonly rules: readonly RuleView[];
  /** The judge's word, whatever the checks say. */
  readonly ok: boolean;
  /** The flaw that answered in place of the checks. */
  readonly flaw?: { readonly id: string; readonly title: string };
  /** The alert with which the judge ended it. */
  readonly alert?: { readonly event: EventId; readonly alert: string };
}

/** All findings of one rule. */
export interface RuleView {
  /** Stable name: `signature`, `validity`, `name`. */
  readonly rule: string;
  /** Whether all of them passed. */
  readonly ok: boolean;
  readonly spec: string;
  readonly findings: readonly CheckView[];
}

type Check = EventOf<"tls.check">;

/** Every chain that anybody judged, those of tries that are folded aside, in the order of the judgements. */
export function certificateViews(trace: Trace): readonly ChainView[] {
  const hostile = new Set(trace.parties.filter((party) => party.hostile).map(({ id }) => id));
  const origins = new Map(
    journeysOf(trace).flatMap(({ packets, from }) => packets.map((packet) => [packet, from])),
  );
  const drawn = drawnIn(trace);
  return trace.events.flatMap((event) => {
    if (!drawn(event.id)) return [];
    if (event.kind !== "tls.check" || event.subject !== "certificate chain") return [];
    const presenter = event.cause === undefined ? undefined : origins.get(event.cause);
    return [chainView(trace, event, presenter, hostile)];
  });
}

function chainView(
  trace: Trace,
  chain: Check,
  presenter: NodeId | undefined,
  hostile: ReadonlySet<NodeId>,
): ChainView {
  const judgements = [
    chain,
    ...furtherOf(trace, chain, "pinned key"),
    ...furtherOf(trace, chain, "revocation"),
  ].map((event) => judgementOf(trace, event));
  const checks = judgements.flatMap((judgement) => judgement.checks);
  const flaw = judgements.find((judgement) => judgement.flaw !== undefined)?.flaw;
  const ok = judgements.every((judgement) => judgement.ok);
  const alert = ok ? undefined : alertAfter(trace, chain);
  return {
    event: chain.id,
    judge: chain.node,
    connection: chain.connection,
    ...(presenter !== undefined && { presenter }),
    hostile: presenter !== undefined && hostile.has(presenter),
    certificates: chain.certificates.map((der, index) => certificateView(der, index, checks)),
    rules: rulesOf(judgements),
    ok,
    ...(flaw !== undefined && { flaw }),
    ...(alert !== undefined && { alert: { event: alert.id, alert: alert.alert } }),
  };
}

/** What else was asked of the same certificates. */
function furtherOf(trace: Trace, chain: Check, subject: Check["subject"]): readonly Check[] {
  const found = nextOf(
    trace,
    chain,
    (event): event is Check =>
      event.kind === "tls.check" && event.subject === subject &&
      sameList(event.certificates, chain.certificates),
  );
  return found === undefined ? [] : [found];
}

function rulesOf(judgements: readonly Judgement[]): RuleView[] {
  const checks = judgements.flatMap((judgement) => judgement.checks);
  return [...Map.groupBy(checks, ({ rule }) => rule)].map(([rule, findings]) => ({
    rule,
    ok: findings.every(({ ok }) => ok),
    spec: findings[0]!.spec,
    findings,
  }));
}

function alertAfter(trace: Trace, chain: Check): EventOf<"tls.alert"> | undefined {
  return nextOf(
    trace,
    chain,
    (event): event is EventOf<"tls.alert"> =>
      event.kind === "tls.alert" && event.direction === "sent",
  );
}

/** The next such event of the same party and connection, until it is judged or over. */
function nextOf<E extends Trace["events"][number]>(
  trace: Trace,
  { id, node, connection }: Check,
  wanted: (event: Trace["events"][number]) => event is E,
): E | undefined {
  for (let i = id + 1; i < trace.events.length; i++) {
    const event = trace.events[i]!;
    if (event.node !== node || !("connection" in event) || event.connection !== connection) {
      continue;
    }
    if (wanted(event)) return event;
    if (event.kind === "tls.connected" || event.kind === "tls.closed") return undefined;
  }
  return undefined;
}

function sameList(a: readonly Bytes[], b: readonly Bytes[]): boolean {
  return a.length === b.length && a.every((one, i) => equalBytes(one, b[i]!));
}
