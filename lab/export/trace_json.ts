import { hex } from "../bytes/mod.ts";
import type { How, Trace, TraceEvent } from "../trace/mod.ts";
import { visible } from "../views/mod.ts";
import { Misfit } from "./shape.ts";
import { traceShape } from "./trace_shape.ts";

/** What reading a trace gave: the trace, or what is wrong with the text, in one sentence. */
export type ReadTrace =
  | { readonly ok: true; readonly trace: Trace }
  | { readonly ok: false; readonly error: string };

/**
 * A trace as JSON: octets as hexadecimal digits, format and version in front. One event stands on
 * one line, so that two traces can be compared line by line.
 */
export function writeTrace(trace: Trace): string {
  const entries = Object.entries(trace).map(([key, value]) =>
    `${JSON.stringify(key)}: ${Array.isArray(value) ? listText(value) : json(value)}`
  );
  return `{\n${entries.join(",\n")}\n}\n`;
}

function listText(items: readonly unknown[]): string {
  return items.length === 0 ? "[]" : `[\n${items.map(json).join(",\n")}\n]`;
}

/** What `visible` would escape for people is escaped for programs, who read the true text. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, part) => part instanceof Uint8Array ? hex(part) : part).replace(
    /[^ -~]/gu,
    (character) =>
      visible(character) === character ? character : Array.from(
        { length: character.length },
        (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
      ).join(""),
  );
}

/**
 * Reads what `writeTrace` wrote, or somebody says it did. Never throws on what the text holds; a
 * trace that comes out has the right shape, and points at nothing it does not have.
 */
export function readTrace(text: string): ReadTrace {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, error: "Cannot read the trace: it is no JSON" };
  }
  try {
    const trace = traceShape(value, "");
    whole(trace);
    return { ok: true, trace };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return { ok: false, error: `Cannot read the trace: ${error.message}` };
  }
}

/** What happens to the stage, and to no party. */
const NOBODYS: ReadonlySet<TraceEvent["kind"]> = new Set(["act", "elapsed", "round"]);

/** @throws {Misfit} where the trace points at an event, a secret or a party it does not have */
function whole({ events, secrets, knowledge, parties }: Trace): void {
  const names = new Set(parties.map(({ id }) => id));
  const known = new Set(secrets.map(({ id }) => id));
  const demand = (holds: boolean, place: string, what: string) => {
    if (!holds) throw new Misfit(`${place} ${what}`);
  };
  const distinct = (count: number, total: number, place: string) =>
    demand(count === total, place, "has one name twice");
  distinct(names.size, parties.length, "parties");
  distinct(known.size, secrets.length, "secrets");
  let at = 0;
  events.forEach((event, i) => {
    const place = `events[${i}]`;
    demand(event.id === i, `${place}.id`, `is ${event.id}, and should be ${i}`);
    demand(event.at >= at, `${place}.at`, "is before the event before it");
    at = event.at;
    demand(NOBODYS.has(event.kind) || event.node !== "", `${place}.node`, "is empty");
    for (const [name, target] of pointersOf(event)) {
      demand(target < i, `${place}.${name}`, `is ${target}, which is no earlier event`);
    }
    if (event.kind === "tls.secret" || event.kind === "secret") {
      demand(known.has(event.secret), `${place}.secret`, "is no secret of this trace");
    }
  });
  knowledge.forEach(({ secret, node, event, how }, i) => {
    const place = `knowledge[${i}]`;
    demand(known.has(secret), `${place}.secret`, "is no secret of this trace");
    demand(names.has(node), `${place}.node`, "is no party of this trace");
    demand(event < events.length, `${place}.event`, "is no event of this trace");
    for (const [name, target] of pointersIn(how)) {
      demand(target < events.length, `${place}.how.${name}`, "is no event of this trace");
    }
  });
}

/** The earlier events that an event refers to. */
function pointersOf(event: TraceEvent): [name: string, target: number][] {
  const pointers: [string, number | undefined][] = [["cause", event.cause]];
  if (event.kind === "wire.sent") {
    pointers.push(["forwards", event.forwards], ["retransmits", event.retransmits]);
  }
  if ("packet" in event) pointers.push(["packet", event.packet]);
  if (event.kind === "secret") pointers.push(...pointersIn(event.how));
  return pointers.filter((pointer): pointer is [string, number] => pointer[1] !== undefined);
}

function pointersIn(how: How): [name: string, target: number][] {
  if (how.by === "computed") return how.from.map((event, i) => [`from[${i}]`, event]);
  return "event" in how ? [["event", how.event]] : [];
}
