import { type Bytes, fromUtf8, utf8 } from "../../bytes/mod.ts";
import {
  type Agreement,
  type ClientConnection,
  type ServerConnection,
  type TlsEvent,
} from "../../tls/mod.ts";
import { RecordTally } from "./record_tally.ts";
import { PATIENCE, Watch, within } from "./watch.ts";

/** What the pump needs of a `Deno.Conn`. */
export interface Transport {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  closeWrite(): Promise<void>;
  close(): void;
}

type EventOf<K extends TlsEvent["kind"]> = Extract<TlsEvent, { readonly kind: K }>;

/**
 * Joins an engine, which does no I/O, with a connection, which does nothing else: what arrives is
 * given to the engine, what the engine wants said is written, and everything it tells is kept.
 *
 * Reading never waits for writing. Two ends that both send a megabyte before they read would
 * otherwise stand still for ever, each with a full pipe in front of it.
 */
export class Pump {
  /** Everything the engine has told so far. */
  readonly events: TlsEvent[] = [];
  /** The records that came in and went out, as seen from outside. */
  readonly incoming = new RecordTally();
  readonly outgoing = new RecordTally();
  readonly #engine: ClientConnection | ServerConnection;
  readonly #transport: Transport;
  readonly #watch = new Watch();
  #read = "";
  /** Where the text heard last ends. */
  #heard = 0;
  #hungUp = false;
  /** What the engine threw, which nothing from a peer should make it do. */
  #bug: unknown;
  #writing: Promise<void> = Promise.resolve();
  #reading: Promise<void>;

  constructor(engine: ClientConnection | ServerConnection, transport: Transport) {
    this.#engine = engine;
    this.#transport = transport;
    if ("start" in engine) this.#act(() => engine.start());
    this.#reading = this.#readOn().catch((bug) => {
      this.#bug = bug;
      this.#watch.notify();
    });
  }

  get error(): (ClientConnection | ServerConnection)["error"] {
    return this.#engine.error;
  }

  /** Waits for the end of the handshake. @throws {Error} if it fails, with the reason */
  connected(): Promise<Agreement> {
    return this.#until(() => {
      const connected = this.all("connected")[0];
      if (connected === undefined) this.#expectOpen();
      return connected?.agreement;
    }, "the end of the handshake");
  }

  /** Sends application data. */
  send(text: string): void {
    this.#act(() => this.#engine.send(utf8(text)));
  }

  /** Waits until the peer has sent this text, behind the one that was heard last. */
  async hear(text: string, milliseconds = PATIENCE): Promise<void> {
    await this.#until(
      () => {
        const at = this.#read.indexOf(text, this.#heard);
        if (at < 0) this.#expectOpen();
        else this.#heard = at + text.length;
        return at < 0 ? undefined : true;
      },
      `${text.length} bytes from the peer`,
      milliseconds,
    );
  }

  /** Changes our keys, and asks the peer for the same if wanted. */
  updateKeys(requestPeer: boolean): void {
    this.#act(() => this.#engine.updateKeys(requestPeer));
  }

  /** Asks the peer for a certificate; only servers can. */
  requestCertificate(): void {
    const engine = this.#engine;
    if (!("requestCertificate" in engine)) throw new TypeError("Cannot ask: we are the client");
    this.#act(() => engine.requestCertificate());
  }

  /** Begins a second handshake of TLS 1.2, or asks the client to. */
  renegotiate(): void {
    const engine = this.#engine;
    this.#act(() =>
      "requestRenegotiation" in engine ? engine.requestRenegotiation() : engine.renegotiate()
    );
  }

  /** Keys for another protocol, without a context. */
  exportKeyingMaterial(label: string, length: number): Bytes {
    return this.#engine.exportKeyingMaterial(label, undefined, length);
  }

  /** Says goodbye. */
  close(): void {
    this.#act(() => this.#engine.close());
  }

  /** All events of one kind. */
  all<K extends TlsEvent["kind"]>(kind: K): EventOf<K>[] {
    return this.events.filter((event): event is EventOf<K> => event.kind === kind);
  }

  /** How many handshake messages of a name were received or sent. */
  messages(direction: "received" | "sent", name: string): number {
    return this.all("message")
      .filter((event) => event.direction === direction && event.message === name).length;
  }

  /** Waits until something can be found in the events. */
  until<T>(probe: (pump: this) => T | undefined, what: string): Promise<T> {
    return this.#until(() => probe(this), what);
  }

  /** Waits for the peer's goodbye or complaint. @returns the alert's name */
  alerted(): Promise<string> {
    return this.#until(() => {
      const alert = this.all("alert").find(({ direction }) => direction === "received")?.alert;
      if (alert === undefined) this.#expectOpen();
      return alert;
    }, "an alert from the peer");
  }

  /** Waits until the peer has said goodbye, or failed to. @returns how its side ended */
  peerEnded(): Promise<EventOf<"closed">["how"]> {
    return this.#until(
      () => this.all("peerClosed").length > 0 ? "close_notify" : this.all("closed")[0]?.how,
      "the peer's goodbye",
    );
  }

  /** Waits until the connection is over. @returns how it ended */
  ended(): Promise<EventOf<"closed">["how"]> {
    return this.#until(() => this.all("closed")[0]?.how, "the end of the connection");
  }

  /** Lets go of the connection, whatever state it is in. Never throws and never hangs. */
  async [Symbol.asyncDispose](): Promise<void> {
    // Give an alert the time to leave, but not for ever: the peer may have stopped reading.
    await within(this.#writing, "the last bytes to leave", 500).catch(() => {});
    this.#transport.close();
    await within(this.#reading, "the end of reading", 500).catch(() => {});
  }

  #until<T>(probe: () => T | undefined, what: string, milliseconds = PATIENCE): Promise<T> {
    return this.#watch.until(
      () => {
        if (this.#bug !== undefined) throw this.#bug;
        return probe();
      },
      what,
      milliseconds,
    );
  }

  #expectOpen(): void {
    if (this.all("closed").length + this.all("peerClosed").length === 0) return;
    const alerts = this.all("alert").map(({ direction, alert, detail }) =>
      `${direction} ${alert}${detail === undefined ? "" : ` (${detail})`}`
    );
    throw new Error(`The connection ended: ${alerts.join(", ") || "the transport was closed"}`);
  }

  async #readOn(): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    for (;;) {
      // A connection that breaks has ended like one that is closed: without a goodbye.
      const count = await this.#transport.read(buffer).catch(() => null);
      if (count === null) break;
      const bytes = buffer.slice(0, count);
      this.incoming.push(bytes);
      this.#act(() => this.#engine.receive(bytes));
    }
    this.#act(() => this.#engine.endOfInput());
  }

  /** Does something with the engine, and everything that follows from it. */
  #act(deed: () => TlsEvent[]): void {
    for (const event of deed()) {
      this.events.push(event);
      if (event.kind === "applicationData") this.#read += fromUtf8(event.data);
    }
    const bytes = this.#engine.outgoing();
    if (bytes.length > 0) this.#write(bytes);
    if (!this.#engine.writable) this.#hangUp();
    this.#watch.notify();
  }

  /** Puts bytes behind those that are still being written. */
  #write(bytes: Bytes): void {
    this.outgoing.push(bytes);
    this.#queue(async () => {
      for (let at = 0; at < bytes.length;) at += await this.#transport.write(bytes.subarray(at));
    });
  }

  /**
   * Closes our direction only. What the peer still sends must be read on: a socket closed with
   * unread bytes in it answers with a reset, which may overtake the alert we have just sent.
   */
  #hangUp(): void {
    if (this.#hungUp) return;
    this.#hungUp = true;
    this.#queue(() => this.#transport.closeWrite());
  }

  #queue(work: () => Promise<void>): void {
    // A peer that has gone away does not read: that shows in the reading half.
    this.#writing = this.#writing.then(work).catch(() => {});
  }
}
