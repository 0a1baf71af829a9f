/**
 * A stage for one engine under test, the victim. An honest partner says what an honest peer would
 * say; the test decides what of it the victim hears, and may say other things in the partner's
 * voice, protected with the keys of the moment.
 */
import { type Bytes, type Codec, decodeTrusted, encode, type Infer } from "../../bytes/mod.ts";
import {
  ContentType,
  Handshake,
  HANDSHAKE_BODIES,
  type HandshakeName,
  HandshakeType,
  MAX_PLAINTEXT,
} from "../../wire/mod.ts";
import type { ClientConnection } from "../client_connection.ts";
import type { TlsEvent } from "../event.ts";
import type { TlsError } from "../fault.ts";
import { CHANGE_CIPHER_SPEC } from "../machine.ts";
import type { ServerConnection } from "../server_connection.ts";
import { Pair, type PairOptions } from "../testing.ts";
import { Voice } from "./voice.ts";

export type Role = "client" | "server";
export type BodyOf<N extends HandshakeName> = Infer<(typeof HANDSHAKE_BODIES)[N]>;

/** A handshake message by name, header included; or the one byte of a change_cipher_spec. */
export interface Said {
  readonly name: string;
  readonly raw: Bytes;
}

export class Stage {
  readonly victim: ClientConnection | ServerConnection;
  readonly partner: ClientConnection | ServerConnection;
  readonly voice: Voice;
  /** Everything the victim has told its owner. */
  readonly events: TlsEvent[] = [];
  /** Everything the victim has put on the wire. */
  readonly written: Bytes[] = [];
  readonly #due: Said[] = [];
  readonly #pair: Pair;

  constructor(role: Role, options: PairOptions = {}) {
    this.#pair = new Pair(options);
    const { client, server } = this.#pair;
    [this.victim, this.partner] = role === "client" ? [client, server] : [server, client];
    this.voice = new Voice(role === "client" ? "server" : "client", this.victim, this.events);
    if (role === "server") this.#note(client.start());
  }

  /** The client's first word, if the client is the victim. Needed once. */
  start(): this {
    if (this.victim === this.#pair.client) this.#heard(this.#pair.client.start());
    return this;
  }

  /** What the partner says next; `undefined` if it has nothing to say. */
  next(): Said | undefined {
    this.#pump();
    return this.#due.shift();
  }

  /** Lets the victim hear honest messages up to the first of that name, which is handed out. */
  before(name: string, nth = 1): Said {
    for (let said = this.next(); said !== undefined; said = this.next()) {
      if (said.name === name && --nth === 0) return said;
      this.repeat(said);
    }
    throw new Error(`Cannot wait for ${name}: the partner does not send it`);
  }

  /** Lets the victim hear honest messages until it is in that state. */
  reach(state: string): this {
    while (this.victim.state !== state) {
      const said = this.next();
      if (said === undefined) {
        throw new Error(`Cannot reach ${state}: ${this.victim.state} is last`);
      }
      this.repeat(said);
    }
    return this;
  }

  /** Lets the victim, a server that is connected, ask for a certificate. */
  requestCertificate(): this {
    this.#heard(this.#pair.server.requestCertificate());
    return this;
  }

  /** Passes on what the partner said. */
  repeat({ name, raw }: Said): this {
    return name === CHANGE_CIPHER_SPEC
      ? this.say(ContentType.change_cipher_spec, raw)
      : this.tell(raw);
  }

  /** Says handshake octets in the partner's voice. */
  tell(...messages: readonly Bytes[]): this {
    for (const raw of messages) {
      for (let start = 0; start < raw.length; start += MAX_PLAINTEXT) {
        this.say(ContentType.handshake, raw.subarray(start, start + MAX_PLAINTEXT));
      }
    }
    return this;
  }

  /** Puts one record of any type before the victim, protected as the partner would. */
  say(type: number, content: Bytes, padding = 0): this {
    return this.hear(this.voice.record(type, content, padding));
  }

  /** Puts octets before the victim as they are. */
  hear(bytes: Bytes): this {
    this.#heard(this.victim.receive(bytes));
    return this;
  }

  get error(): TlsError | undefined {
    return this.victim.error;
  }

  /** The last alert that went on the wire, read with the victim's own keys. */
  alertSent(): string | undefined {
    this.#collect();
    return this.voice.lastAlert(this.written);
  }

  #heard(events: readonly TlsEvent[]): void {
    this.events.push(...events);
  }

  #collect(): Bytes {
    const bytes = this.victim.outgoing();
    if (bytes.length > 0) this.written.push(bytes);
    return bytes;
  }

  #pump(): void {
    const bytes = this.#collect();
    if (bytes.length > 0) this.#note(this.partner.receive(bytes));
  }

  #note(events: readonly TlsEvent[]): void {
    for (const event of events) {
      if (event.kind === "message" && event.direction === "sent") {
        // Before TLS 1.3 this stands in front of every Finished (RFC 5246 §7.1).
        if (event.message === "finished" && this.partner.version !== "TLS 1.3") {
          this.#due.push({ name: CHANGE_CIPHER_SPEC, raw: Uint8Array.of(1) });
        }
        this.#due.push({ name: event.message, raw: event.raw });
      }
    }
    this.partner.outgoing(); // its records are not wanted, its messages are
  }
}

/** A handshake message of any body. */
export function message(type: number, body: Bytes = new Uint8Array(0)): Bytes {
  return encode(Handshake, { msgType: type, body });
}

/** The message with another body: decoded, changed, encoded again. */
export function rewrite<N extends HandshakeName>(
  name: N,
  raw: Bytes,
  change: (body: BodyOf<N>) => BodyOf<N>,
): Bytes {
  const codec = HANDSHAKE_BODIES[name] as Codec<unknown>;
  const body = decodeTrusted(codec, raw.subarray(4)) as BodyOf<N>;
  return message(HandshakeType[name], encode(codec, change(body)));
}
