import { hex } from "../../lab/bytes/mod.ts";
import type { Run } from "../../lab/scenario/mod.ts";
import type { TraceEvent } from "../../lab/trace/mod.ts";
import {
  type FoldedSequence,
  grantsOf,
  howText,
  journeysOf,
  talliesOf,
  tallyText,
} from "../../lab/views/mod.ts";
import { named, told } from "../(_server)/names.ts";

/** The events that have a row in a diagram. */
export function eventsOf({ rows }: FoldedSequence): ReadonlySet<number> {
  return new Set(rows.flatMap((row) => "event" in row ? [row.event] : []));
}

/** The verdict's reason, and the evidence it rests on: which check, whose view, which bytes. */
export function Why(
  { run, drawn, hrefOf, chainHref }: {
    readonly run: Run;
    /** Rows of the diagram on the same page, by their events: there is nothing else to lead to. */
    readonly drawn: ReadonlySet<number>;
    readonly hrefOf: (event: number) => string;
    /** The page with a judged chain; left out, nothing leads there. */
    readonly chainHref?: (event: number) => string;
  },
) {
  const { verdict, trace } = run;
  const events = verdict.evidence.map((id) => trace.events[id]).filter((event) =>
    event !== undefined
  );
  // The diagram has one row for all hops of a packet: evidence from a later hop leads there.
  const rows = new Map(
    journeysOf(trace).flatMap(({ event, packets }) => packets.map((id) => [id, event] as const)),
  );
  const rowOf = ({ id, cause }: TraceEvent) => {
    const row = rows.get(cause ?? id);
    return row !== undefined && drawn.has(row) ? row : undefined;
  };
  return (
    <>
      {run.scenario.wanted !== undefined && (
        <p>
          <strong>Wanted:</strong> {told(run.scenario.wanted)}
        </p>
      )}
      <p>{told(verdict.because)}</p>
      <ul>
        {events.map((event) => (
          <li key={event.id}>
            <EventLink event={event} row={rowOf(event)} hrefOf={hrefOf} />{" "}
            <Evidence event={event} run={run} />
            {chainHref !== undefined && hasChain(event) && (
              <a href={chainHref(event.id)}>The chain, with the bytes that fail</a>
            )}
          </li>
        ))}
      </ul>
      {grantsOf(trace).map(({ event, node, what, why }) => (
        <p key={event}>
          <strong>Granted</strong> to {named(node)}: {told(what)}{" "}
          <span class="soft">({told(why)})</span>
        </p>
      ))}
      {talliesOf(trace).map((tally) => (
        <p key={tally.id}>
          <strong>Counted</strong> by {named(tally.node)}: {told(tallyText(tally))}
        </p>
      ))}
    </>
  );
}

/** Whether the page of certificates has a place for this event. */
function hasChain(event: TraceEvent): boolean {
  return event.kind === "tls.check" && event.subject === "certificate chain";
}

/** The number of an event, leading to the row of the packet that brought it about. */
function EventLink(
  { event, row, hrefOf }: {
    readonly event: TraceEvent;
    readonly row: number | undefined;
    readonly hrefOf: (event: number) => string;
  },
) {
  return row === undefined
    ? <span class="mono">#{event.id}</span>
    : <a class="mono" href={hrefOf(row)}>#{event.id}</a>;
}

function Evidence({ event, run }: { readonly event: TraceEvent; readonly run: Run }) {
  switch (event.kind) {
    case "secret": {
      const secret = run.trace.secrets.find(({ id }) => id === event.secret);
      const title = told(secret?.title ?? event.secret);
      return (
        <>
          {named(event.node)} knows <strong>{title}</strong>: {told(howText(event.how))}
        </>
      );
    }
    case "app.effect":
      return <>{named(event.node)}: {told(event.effect)}</>;
    case "tls.alert":
      return (
        <>
          {named(event.node)} sends the alert <code>{told(event.alert)}</code>
        </>
      );
    case "tls.check":
      return (
        <>
          {named(event.node)} checked the {told(event.subject)}
          <ul>
            {event.checks.filter(({ ok }) => !ok).map((check, i) => (
              <li key={i} class="bad">
                ✗ <strong>{check.rule}</strong>: {told(check.detail)}{" "}
                <span class="soft">({check.spec})</span>
                {check.certificate !== undefined && check.range !== undefined && (
                  <div class="mono soft wrap-any">
                    bytes {check.range.start} to {check.range.end - 1} of certificate{" "}
                    {check.certificate}:{" "}
                    {bytesOf(event.certificates[check.certificate], check.range)}
                  </div>
                )}
              </li>
            ))}
          </ul>
        </>
      );
    default:
      return <>{named(event.node)}</>;
  }
}

function bytesOf(
  der: Uint8Array | undefined,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const bytes = der?.subarray(start, end) ?? new Uint8Array(0);
  return hex(bytes.subarray(0, 32)) + (bytes.length > 32 ? "…" : "");
}
