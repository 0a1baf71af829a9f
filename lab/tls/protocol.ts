import type { Codec } from "../bytes/mod.ts";
import type { Bytes } from "../bytes/mod.ts";
import type { CommonConfig } from "./config.ts";
import { type Fault, fault } from "./fault.ts";
import type { Message, StateLike } from "./machine.ts";
import type { Outbox } from "./outbox.ts";
import type { FramedRecord, Widths } from "./record/framer.ts";

/** The bodies of a version's handshake messages, by name. */
export type Bodies = Readonly<Record<string, Codec<unknown>>>;

/** What came in a record, opened if it was sealed. */
export interface Item {
  /** `ContentType` value. */
  readonly type: number;
  readonly content: Bytes;
}

/** What the rules for records may look at. */
export interface IntakeContext<C extends CommonConfig> {
  readonly out: Outbox<C>;
  readonly connected: boolean;
  readonly state: StateLike;
}

/** One version of TLS in one role: its table of states, its messages, its rules for records. */
export interface Protocol<C extends CommonConfig> {
  /** `TLS 1.3`. */
  readonly version: string;
  readonly bodies: Bodies;
  readonly widths: Widths;
  /** Whether change_cipher_spec is a message that changes something. */
  readonly changesCipherSpec: boolean;
  /** Whether a goodbye ends both directions, and is answered at once (RFC 5246 §7.2.1). */
  readonly closesBothWays: boolean;
  /** Whether a message may come in a state: asked before its body is even decoded. */
  allows(state: StateLike, message: string): boolean;
  decode(raw: Bytes): Message | Fault;
  /** The one place where states follow each other. */
  step(state: StateLike, message: Message, out: Outbox<C>): StateLike | Fault;
  /** Opens a record, or passes it over (`undefined`). A change_cipher_spec is not judged here. */
  intake(record: FramedRecord, context: IntakeContext<C>): Item | Fault | undefined;
  /** Whether application data may come in a state. */
  takesData(state: StateLike): boolean;
  /** Whether data that come in a state are early; never, unless said. */
  takesEarlyData?(state: StateLike): boolean;
  /** Whether an alert other than close_notify ends the connection. */
  endsWith(level: number, description: number): boolean;
}

/** What a row of a table does with one message. */
type AnyHandler = (state: StateLike, message: Message, out: unknown) => StateLike | Fault;

/** The part of a protocol that is its table. */
export function fromTable<C extends CommonConfig>(
  table: Readonly<Record<string, object | undefined>>,
): Pick<Protocol<C>, "allows" | "step"> {
  const row = (state: StateLike) =>
    (Object.hasOwn(table, state.name) ? table[state.name] : undefined) as
      | Readonly<Record<string, AnyHandler | undefined>>
      | undefined;
  return {
    allows: (state, message) => Object.hasOwn(row(state) ?? {}, message),
    step(state, message, out) {
      const handler = row(state)?.[message.name];
      return handler === undefined
        ? fault("unexpectedMessage", `${message.name} in state ${state.name}`)
        : handler(state, message, out);
    },
  };
}
