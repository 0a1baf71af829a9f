/** The five traces of RFC 8448 as data, and the handshake messages that stand in them. */
import { type Bytes, decodeTrusted, fromHex } from "../../bytes/mod.ts";
import type { CryptoProvider, GroupName, KeyPair } from "../../crypto/mod.ts";
import {
  ClientHello,
  type HandshakeName,
  isHelloRetryRequest,
  NewSessionTicket,
  ServerHello,
} from "../../wire/mod.ts";
import { decodeMessage, HandshakeJoiner } from "../record/joiner.ts";
import { Transcript } from "../schedule/mod.ts";
import { type Suite, suiteOf } from "../suites.ts";

export type Side = "client" | "server";

/** One step of the RFC's text; hexadecimal values under the RFC's names for them. */
export interface Step {
  readonly side: Side;
  readonly action: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface TraceRecord {
  readonly from: Side;
  /** What the header says. */
  readonly type: string;
  /** What it is inside its protection. */
  readonly inner: string;
  readonly payload: string;
  readonly record: string;
}

export interface Trace {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly records: readonly TraceRecord[];
}

/** `rfc8448.json`; only as much of its shape is taken for granted as is used. */
export interface Rfc8448 {
  readonly rsa_server_key: Readonly<Record<string, string>>;
  readonly traces: readonly Trace[];
}

/** Transcript hashes at the places where secrets are taken. */
export interface Moments {
  readonly clientHello: Bytes;
  readonly serverHello: Bytes;
  readonly serverFinished: Bytes;
  readonly clientFinished: Bytes;
}

/** A handshake message of a trace, and the transcript hash just before it. */
export interface TraceMessage {
  readonly from: Side;
  readonly name: HandshakeName;
  readonly raw: Bytes;
  readonly before: Bytes;
}

/** A trace read as a conversation. */
export interface Conversation {
  readonly suite: Suite;
  readonly messages: readonly TraceMessage[];
  readonly moments: Moments;
}

const HEADER = 4;

/** The file leaves values out where a side derives what the other did. */
export function withValues(trace: Trace): Trace {
  return { ...trace, steps: trace.steps.map((step) => ({ ...step, values: step.values ?? {} })) };
}

/** Reads the messages out of the records and hashes them as an engine would. */
export function conversationOf(trace: Trace, crypto: CryptoProvider): Conversation {
  const transcript = new Transcript(crypto);
  const messages: TraceMessage[] = [];
  const moments: { -readonly [K in keyof Moments]?: Bytes } = {};
  let suite: Suite | undefined;
  for (const { from, name, raw } of rawMessages(trace)) {
    if (moments.clientFinished !== undefined) break; // tickets are no part of the transcript
    const body = raw.subarray(HEADER);
    const hello = name === "server_hello" ? decodeTrusted(ServerHello, body) : undefined;
    if (hello !== undefined) {
      suite = suiteOf(hello.cipherSuite)!;
      if (isHelloRetryRequest(hello)) transcript.restartWithHash(suite.hash);
      else transcript.choose(suite.hash);
      moments.clientHello = transcript.digest();
    }
    messages.push({ from, name, raw, before: moments.clientHello ? transcript.digest() : body });
    transcript.add(raw);
    if (hello !== undefined) moments.serverHello = transcript.digest();
    if (name === "finished") moments[`${from}Finished`] = transcript.digest();
  }
  if (suite === undefined) throw new SyntaxError(`Cannot read trace ${trace.id}: no ServerHello`);
  return { suite, messages, moments: moments as Moments };
}

function* rawMessages({ records }: Trace) {
  const joiners = { client: new HandshakeJoiner(), server: new HandshakeJoiner() };
  for (const { from, inner, payload } of records) {
    if (inner !== "handshake") continue;
    joiners[from].push(fromHex(payload));
    for (;;) {
      const raw = joiners[from].next();
      if (!(raw instanceof Uint8Array)) break;
      const message = decodeMessage(raw);
      if (!("name" in message)) throw new SyntaxError(`Cannot read a message: ${message.detail}`);
      yield { from, name: message.name, raw };
    }
  }
}

/** The ticket that a trace ends with, for the trace that resumes it. */
export function ticketOf(trace: Trace): NewSessionTicket | undefined {
  const found = [...rawMessages(trace)].find(({ name }) => name === "new_session_ticket");
  return found && decodeTrusted(NewSessionTicket, found.raw.subarray(HEADER));
}

/** The hellos of the client, one or two. */
export function clientHellos(trace: Trace): ClientHello[] {
  return [...rawMessages(trace)].filter(({ name }) => name === "client_hello")
    .map(({ raw }) => decodeTrusted(ClientHello, raw.subarray(HEADER)));
}

/** The hellos of the server, HelloRetryRequest included. */
export function serverHellos(trace: Trace): ServerHello[] {
  return [...rawMessages(trace)].filter(({ name }) => name === "server_hello")
    .map(({ raw }) => decodeTrusted(ServerHello, raw.subarray(HEADER)));
}

/** The key pairs a side makes, in order; the RFC prints the private halves. */
export function keyPairs(trace: Trace, side: Side, crypto: CryptoProvider): PrintedPair[] {
  return trace.steps.flatMap(({ side: maker, action, values }) => {
    const group = groupIn(action);
    if (maker !== side || group === undefined) return [];
    const privateKey = fromHex(values.private_key!);
    return [{ group, pair: crypto.group(group).keyPair(privateKey) }];
  });
}

export interface PrintedPair {
  readonly group: GroupName;
  readonly pair: KeyPair;
}

/** The group in `create an ephemeral x25519 key pair`. */
export function groupIn(action: string): GroupName | undefined {
  const found = /^create an ephemeral (x25519|P-256) key pair/.exec(action)?.[1];
  return found === "x25519" ? "X25519" : found as "P-256" | undefined;
}
