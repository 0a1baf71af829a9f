import { type Bytes, equalBytes, hex } from "../bytes/mod.ts";
import type { EventId, EventOf, NodeId, Trace } from "../trace/mod.ts";
import { type CertificateView, certificateView, type CheckView } from "./certificate.ts";
import { type Judgement, judgementOf } from "./judgements.ts";
import { journeysOf } from "./packets.ts";
import { drawnIn } from "./rounds.ts";
import { hostAsked } from "./host_asked.ts";
import { visible } from "./visible.ts";

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
  /** The name that the judge asked for in its hello, where that can be read. */
  readonly host?: string;
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
  /** The alert with which the judge ended it although it took the chain, and why. */
  readonly later?: { readonly event: EventId; readonly alert: string; readonly why?: string };
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

/**
 * Every chain that anybody judged, in the order of the judgements, those of tries that are folded
 * aside.
 *
 * @param folded whether those are there too that were shown for another name than all before them,
 *   or hold other certificates
 */
export function certificateViews(trace: Trace, folded = false): readonly ChainView[] {
  const hostile = new Set(trace.parties.filter((party) => party.hostile).map(({ id }) => id));
  const origins = new Map(
    journeysOf(trace).flatMap(({ packets, from }) => packets.map((packet) => [packet, from])),
  );
  const drawn = drawnIn(trace);
  const seen = new Set<string>();
  return trace.events.flatMap((event) => {
    if (event.kind !== "tls.check" || event.subject !== "certificate chain") return [];
    if (!folded && !drawn(event.id)) return [];
    if (folded) {
      const host = hostAsked(trace, event) ?? "";
      const shown = JSON.stringify([event.node, host, event.ok, ...event.certificates.map(hex)]);
      if (seen.has(shown) && !drawn(event.id)) return [];
      seen.add(shown);
    }
    const presenter = event.cause === undefined ? undefined : origins.get(event.cause);
    return [chainView(trace, event, presenter, hostile)];
  });
}

/** The chains that were judged by the name that was asked for; of several for one name, the first. */
export function chainsByHost(trace: Trace): ReadonlyMap<string, EventId> {
  const chains = new Map<string, EventId>();
  for (const event of trace.events) {
    if (event.kind !== "tls.check" || event.subject !== "certificate chain") continue;
    const host = hostAsked(trace, event);
    if (host !== undefined && !chains.has(host)) chains.set(host, event.id);
  }
  return chains;
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
  const alert = alertAfter(trace, chain);
  const host = hostAsked(trace, chain);
  return {
    event: chain.id,
    judge: chain.node,
    connection: chain.connection,
    ...(presenter !== undefined && { presenter }),
    ...(host !== undefined && { host: visible(host) }),
    hostile: presenter !== undefined && hostile.has(presenter),
    certificates: chain.certificates.map((der, index) => certificateView(der, index, checks)),
    rules: rulesOf(judgements),
    ok,
    ...(flaw !== undefined && { flaw }),
    ...(alert !== undefined && !ok && { alert: { event: alert.id, alert: alert.alert } }),
    ...(alert !== undefined && ok && {
      later: {
        event: alert.id,
        alert: alert.alert,
        ...(alert.detail !== undefined && { why: visible(alert.detail) }),
      },
    }),
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
