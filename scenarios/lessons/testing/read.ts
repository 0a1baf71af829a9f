/** What a second opinion on an answer is read from: opened records, parsed certificates, events. */
import { assert } from "@std/assert";
import { decode, equalBytes, hex } from "../../../lab/bytes/mod.ts";
import { parseCertificate } from "../../../lab/pki/mod.ts";
import type { Run } from "../../../lab/scenario/mod.ts";
import { crypto } from "../../../lab/scenario/testing.ts";
import type { EventOf, TraceEvent } from "../../../lab/trace/mod.ts";
import { dissect, type DissectedRecord, sequence } from "../../../lab/views/mod.ts";
import { ClientHello, ContentType } from "../../../lab/wire/mod.ts";

/** The answer as it is read from its row, with the row without defences to compare. */
export type Opinion = (row: Run, plain: Run) => string;

type Kind = TraceEvent["kind"];

export const events = <K extends Kind>({ trace }: Run, kind: K, node: string) =>
  trace.events.filter((event): event is EventOf<K> => event.kind === kind && event.node === node);

/** Records on the wire, those of one sender, opened as far as the run's own keys go. */
export function records({ trace }: Run, from: string): readonly DissectedRecord[] {
  return [...dissect(trace, crypto)].filter(([id]) => trace.events[id]!.node === from)
    .toSorted(([a], [b]) => a - b).flatMap(([, records]) => records);
}

export const applicationData = (row: Run, from: string) =>
  records(row, from).filter(({ type, protection }) =>
    type === ContentType.application_data && protection === "application"
  );

export function message(row: Run, from: string, name: string) {
  const record = records(row, from).find(({ messages }) => messages.some((m) => m.name === name))!;
  return { record, raw: record.messages.find((m) => m.name === name)!.raw };
}

/** The first certificate that a party was shown. */
export function certificate(row: Run, node: string) {
  const [check] = events(row, "tls.check", node);
  const parsed = parseCertificate(check!.certificates[0]!);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

export const failedRules = (row: Run) =>
  events(row, "tls.check", "alice")[0]!.checks.filter(({ ok }) => !ok).map(({ rule }) => rule);

/** The arrow with these words on it, as the diagram numbers it. */
export function arrow({ trace }: Run, from: string, label: string): string {
  const { lanes, rows } = sequence(trace, crypto);
  const row = rows.find((row) =>
    row.kind === "arrow" && lanes[row.from]!.id === from && row.label === label
  );
  assert(row?.kind === "arrow", `an arrow ${label}`);
  return `#${row.event}`;
}

/** How the record with this plaintext travelled when it left. */
export function sealedText(row: Run, from: string, text: string): Uint8Array {
  const found = applicationData(row, from).find(({ content }) =>
    content !== undefined && equalBytes(content.bytes, new TextEncoder().encode(text))
  );
  assert(found !== undefined, text);
  return found.bytes;
}

/** Packets with something in them, of one party in one act. */
export const payloads = (row: Run, node: string, act: number) =>
  events(row, "wire.sent", node).filter((event) => event.act === act)
    .map(({ segment }) => segment.payload).filter(({ length }) => length > 0);

export const earlyRecords = (row: Run) =>
  records(row, "alice").filter(({ protection, messages }) =>
    protection === "early" && messages.length === 0
  );

/** Content of the n-th sealed record, from 0, that somebody sends in an act, header aside. */
export function fragment(row: Run, node: string, act: number, n = 0): Uint8Array {
  const sealed = payloads(row, node, act).filter(([type]) => type === ContentType.application_data);
  return sealed[n]!.subarray(5);
}

/** How many cipher suites a party's first ClientHello offers. */
export function suitesIn(row: Run, node: string): string {
  const hello = decode(ClientHello, message(row, node, "ClientHello").raw.subarray(4));
  assert(hello.ok);
  return String(hello.value.cipherSuites.length);
}

/** The beginning of the random in a party's first ClientHello. */
export function randomOf(row: Run, node: string): string {
  return randomsOf(row, node)[0]!;
}

/** The beginnings of the randoms in all ClientHellos of a party. */
export function randomsOf(row: Run, node: string): string[] {
  const messages = records(row, node).flatMap((record) => record.messages);
  return messages.filter(({ name }) => name === "ClientHello").map(({ raw }) => {
    const hello = decode(ClientHello, raw.subarray(4));
    assert(hello.ok);
    return hex(hello.value.random).slice(0, 8);
  });
}

export function eveCounts(row: Run): string {
  return events(row, "note", "eve").map(({ text }) => text)
    .find((text) => text.startsWith("eve counts") && text.includes("from 192.0.2.2"))!;
}
