import { hex } from "../bytes/mod.ts";
import type { CheckResult, Trace, TraceEvent } from "../trace/mod.ts";
import { expectationOf, howText } from "../views/mod.ts";

/** What an event proves about how a run ended. */
export interface Reason {
  /** Number of the event. */
  readonly event: number;
  /** Whose event it is. */
  readonly node: string;
  /** One sentence about it. */
  readonly text: string;
  /** The secret that somebody came to know. */
  readonly secret?: string;
  /** The alert that was sent. */
  readonly alert?: string;
  /** The rule that was broken, where it is written, and what it demands. */
  readonly rule?: string;
  readonly spec?: string;
  readonly expected?: string;
  /** Which of the chain's certificates it is about, 0 for the leaf. */
  readonly certificate?: number;
  /** Bytes of its DER; `end` is exclusive. */
  readonly range?: { readonly start: number; readonly end: number };
  /** These bytes, hexadecimal, at most the first 256. */
  readonly der?: string;
}

const MOST_BYTES = 256;

/** The reasons behind a verdict: one for each event, or for each check that failed in it. */
export function reasonsOf(trace: Trace, evidence: readonly number[]): readonly Reason[] {
  return evidence.flatMap((id) => {
    const event = trace.events[id];
    return event === undefined ? [] : ofEvent(event, trace);
  });
}

function ofEvent(event: TraceEvent, { secrets }: Trace): Reason[] {
  const { id, node } = event;
  const reason = (text: string, more: Partial<Reason> = {}) => [{ event: id, node, text, ...more }];
  switch (event.kind) {
    case "secret": {
      const { secret, how } = event;
      const title = secrets.find((one) => one.id === secret)?.title ?? secret;
      return reason(`${node} knows ${title}: ${howText(how)}`, { secret });
    }
    case "app.effect":
      return reason(`${node}: ${event.effect}`);
    case "tls.alert": {
      const { alert, detail } = event;
      const because = detail === undefined ? "" : `: ${detail}`;
      return reason(`${node} sends alert ${alert}${because}`, { alert });
    }
    case "tls.check":
      return event.checks.filter(({ ok }) => !ok).map((check) => ofCheck(event, check));
    default:
      return reason(`${node} ${event.kind}`);
  }
}

type CheckEvent = Extract<TraceEvent, { kind: "tls.check" }>;

function ofCheck({ id, node, certificates }: CheckEvent, check: CheckResult): Reason {
  const { rule, detail, spec, certificate, range } = check;
  const expected = expectationOf(rule);
  const where = certificate === undefined ? "" : `, certificate ${certificate}`;
  const der = certificate === undefined ? undefined : certificates[certificate];
  return {
    event: id,
    node,
    text: `${node}'s check "${rule}"${where}: ${detail} (${spec})`,
    rule,
    spec,
    ...(expected !== undefined && { expected }),
    ...(certificate !== undefined && { certificate }),
    ...(der !== undefined && range !== undefined && {
      range: { start: range.start, end: range.end },
      der: hex(der.subarray(range.start, Math.min(range.end, range.start + MOST_BYTES))),
    }),
  };
}
