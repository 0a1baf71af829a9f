import type { Bytes } from "../bytes/mod.ts";
import { AlertDescription, AlertLevel, ContentType } from "../wire/mod.ts";
import { CHANGE_CIPHER_SPEC, type Message, type StateLike } from "./machine.ts";
import type { Ambient, CommonConfig } from "./config.ts";
import type { TlsEvent } from "./event.ts";
import { Fault, fault, type TlsError } from "./fault.ts";
import { Outbox } from "./outbox.ts";
import { Patience } from "./patience.ts";
import { readAlert } from "./read_alert.ts";
import type { Protocol } from "./protocol.ts";
import { type FramedRecord, RecordFramer } from "./record/framer.ts";
import { HandshakeJoiner, messageName } from "./record/joiner.ts";

/**
 * One end of a TLS connection as a pure machine (sans I/O): bytes go in with `receive`, bytes to
 * put on the wire come out of `outgoing`, and every verb returns what happened. What a peer sends
 * never throws; it ends the connection with an alert and a reason.
 */
export abstract class Connection<C extends CommonConfig> {
  protected readonly out: Outbox<C>;
  #machine: StateLike;
  #ended: "no" | "closed" | "failed" = "no";
  #peerClosed = false;
  /** Whether a handshake was ever done. */
  #established = false;
  #error: TlsError | undefined;
  #protocol: Protocol<C>;
  readonly #framer = new RecordFramer();
  readonly #joiner = new HandshakeJoiner();
  #waiting: Bytes[] = [];
  readonly #patience = new Patience();

  /** @param protocol the newest version that may come of it, which speaks until one is agreed on */
  constructor(protocol: Protocol<C>, initial: StateLike, config: C, ambient: Ambient) {
    this.#protocol = protocol;
    this.#machine = initial;
    this.out = new Outbox(config, ambient);
    this.out.bodies = protocol.bodies;
  }

  /** The version that is spoken, once a hello has settled it; before, the newest that may come. */
  get version(): string {
    return this.#protocol.version;
  }

  /**
   * The state's name in RFC 9846 §A, or `CLOSED` or `FAILED`. The handshake's state, not that of
   * the directions: while only one of them is closed it stays `CONNECTED`.
   */
  get state(): string {
    return this.#ended === "no" ? this.#machine.name : this.#ended.toUpperCase();
  }

  /** Whether the handshake is done and at least one direction is open. */
  get connected(): boolean {
    return this.state === "CONNECTED";
  }

  /** Whether data can be sent, or kept until the handshake is done: nobody has closed our side. */
  get writable(): boolean {
    return this.#ended === "no" && !this.out.writingClosed;
  }

  /** Whether data may come: data behind the peer's close_notify is passed over (§6.1). */
  get readable(): boolean {
    return this.#ended === "no" && !this.#peerClosed;
  }

  /** Whether both ends agreed on heartbeats (RFC 6520 §2). */
  get heartbeats(): boolean {
    return this.out.heartbeats;
  }

  /** Why the connection failed, if it did. */
  get error(): TlsError | undefined {
    return this.#error;
  }

  /** Takes away the bytes that must go on the wire now; may be none. */
  outgoing(): Bytes {
    return this.out.drain();
  }

  /** Takes bytes from the wire, in pieces of any size. Nothing is read behind a close_notify. */
  receive(bytes: Bytes): TlsEvent[] {
    if (this.readable) {
      this.#framer.push(bytes);
      this.#read();
    }
    return this.out.takeEvents();
  }

  /** Goes on behind a `question`; `undefined` for no answer. @throws {TypeError} without one */
  answer(answer: Bytes | undefined): TlsEvent[] {
    const conclude = this.out.takeQuestion();
    if (conclude === undefined) throw new TypeError("Cannot answer: nothing was asked");
    if (this.readable) {
      const wrong = conclude(answer) ?? this.#readMessages();
      if (wrong !== undefined) this.#fail(wrong);
      this.#read();
    }
    return this.out.takeEvents();
  }

  /**
   * Sends application data, or keeps it until the handshake is done.
   *
   * @throws {TypeError} if the connection is over, or this side of it
   */
  send(plaintext: Bytes): TlsEvent[] {
    if (!this.writable) throw new TypeError(`Cannot send: ${this.#whyNot}`);
    this.#patience.restore();
    // What comes early may be answered at once, to whoever it is that holds the ticket's key
    // (RFC 9846 §4.5.3 [8446 §4.4.4]).
    const answersEarly = this.state === "WAIT_EOED" && this.#waiting.length === 0;
    if (this.connected || answersEarly) this.out.sendData(plaintext);
    else this.#waiting.push(plaintext.slice());
    return this.out.takeEvents();
  }

  /**
   * Changes the sending keys, and asks the peer to change its own too if wanted (§4.7.3).
   *
   * @throws {TypeError} before the handshake is done, once this side is closed, or in an older version
   */
  updateKeys(requestPeer = false): TlsEvent[] {
    if (this.version !== "TLS 1.3") throw new TypeError(`Cannot update keys in ${this.version}`);
    if (!this.connected) throw new TypeError(`Cannot update keys in state ${this.state}`);
    if (!this.writable) throw new TypeError(`Cannot update keys: ${this.#whyNot}`);
    this.out.updateWriteKeys(requestPeer);
    return this.out.takeEvents();
  }

  /**
   * Asks whether the peer is still there, or says something else in the form of a heartbeat
   * (RFC 6520 §4): the message goes out as it is. Answers come as `heartbeat`.
   *
   * @throws {TypeError} unless the connection stands and both ends agreed on heartbeats
   */
  sendHeartbeat(message: Bytes): TlsEvent[] {
    if (!this.connected || !this.writable || !this.out.heartbeats) {
      throw new TypeError(`Cannot send a heartbeat in state ${this.state}`);
    }
    this.out.sendHeartbeat(message);
    return this.out.takeEvents();
  }

  /**
   * Keys for another protocol that only the two ends of this connection can make (RFC 9846 §7.5,
   * RFC 5705). In TLS 1.2 only an extended main secret makes them nobody else's (RFC 7627 §1).
   *
   * @param context tells keys for the same label apart; none and an empty one are two things in
   *   TLS 1.2 (RFC 5705 §4), and the same in TLS 1.3
   * @param early from early data's secret, which is there as soon as they are sent or taken
   * @throws {TypeError} when there is no secret for it (yet)
   */
  exportKeyingMaterial(
    label: string,
    context: Bytes | undefined,
    length: number,
    early = false,
  ): Bytes {
    const { exporter, earlyExporter } = this.out;
    const exports = early ? earlyExporter : this.connected ? exporter : undefined;
    if (exports === undefined) throw new TypeError(`Cannot export keys in state ${this.state}`);
    return exports(label, context, length);
  }

  /**
   * Says goodbye (RFC 9846 §6.1): nothing more is sent, and what the peer still sends is delivered
   * until it says goodbye too. A handshake that is not done cannot go on without our messages, so
   * then all is over, and data that waited is told as `unsent`. Before the first message there is
   * nobody to say goodbye to, and nothing goes on the wire.
   */
  close(): TlsEvent[] {
    this.#closeWriting();
    return this.out.takeEvents();
  }

  /**
   * Says goodbye and listens no more. The peer's goodbye need not be waited for (§6.1), but whoever
   * does not wait cannot know whether the peer had more to say.
   */
  leave(): TlsEvent[] {
    this.#closeWriting();
    if (this.#ended === "no") this.#end("closed", "close_notify");
    return this.out.takeEvents();
  }

  /**
   * The transport brings nothing more, but may still carry what we send (a FIN in TCP). Behind the
   * peer's close_notify that is as it should be; without one data may be missing, and all is over.
   */
  endOfInput(): TlsEvent[] {
    if (this.readable) this.#end("closed", "transport");
    return this.out.takeEvents();
  }

  /** The transport is gone, both ways: without close_notify before, data may be missing (§6.1). */
  transportClosed(): TlsEvent[] {
    if (this.#ended === "no") this.#end("closed", this.#peerClosed ? "close_notify" : "transport");
    return this.out.takeEvents();
  }

  /**
   * A hello may settle which version is spoken from here on, and so which table reads it.
   *
   * @returns the other protocol with the state to begin in; `undefined` to go on as before
   */
  protected settle(
    _message: string,
    _raw: Bytes,
    _state: StateLike,
  ): { readonly protocol: Protocol<C>; readonly state: StateLike } | Fault | undefined {
    return undefined;
  }

  /** The state of the handshake with all that it holds. */
  protected get machine(): StateLike {
    return this.#machine;
  }

  protected changeState(next: StateLike): void {
    const from = this.#machine.name;
    this.#machine = next;
    this.#established ||= next.name === "CONNECTED";
    if (from !== next.name) this.out.emit({ kind: "state", from, to: next.name });
    this.out.flush();
    if (next.name === "CONNECTED" && this.#waiting.length > 0) {
      for (const plaintext of this.#waiting) this.out.sendData(plaintext);
      this.#waiting = [];
    }
  }

  #read(): void {
    while (this.readable && !this.out.asking) {
      this.#framer.heartbeats = this.out.heartbeats;
      const record = this.#framer.next();
      if (record === undefined) return;
      const wrong = record instanceof Fault ? record : this.#onRecord(record);
      if (wrong !== undefined) this.#fail(wrong);
    }
  }

  #onRecord(record: FramedRecord): Fault | undefined {
    const { out, connected } = this;
    const item = this.#protocol.intake(record, { out, connected, state: this.#machine });
    if (item === undefined || item instanceof Fault) return item;
    if (this.#joiner.busy && item.type !== ContentType.handshake) {
      const name = ContentType.label(item.type);
      return fault("interleavedHandshake", `${name} inside a handshake message`);
    }
    switch (item.type) {
      case ContentType.handshake:
        return this.#onHandshake(item.content);
      case ContentType.change_cipher_spec:
        return this.#onChangeCipherSpec(item.content);
      case ContentType.alert:
        return this.#onAlert(item.content);
      case ContentType.application_data:
        return this.#onData(item.content);
      case ContentType.heartbeat:
        return out.hearHeartbeat(item.content, connected && this.writable) ??
          this.#patience.spend("dummy");
      default:
        return fault("badRecordType", `A protected record of type ${item.type}`);
    }
  }

  /** A dummy in TLS 1.3; before, a message of its own that the table of states must expect. */
  #onChangeCipherSpec(content: Bytes): Fault | undefined {
    const protocol = this.#protocol;
    const meant = protocol.changesCipherSpec;
    const wrong = content.length !== 1 || content[0] !== 1 || !this.out.transcriptStarted ||
      (meant ? !protocol.allows(this.#machine, CHANGE_CIPHER_SPEC) : this.#established);
    if (wrong) return fault("badChangeCipherSpec", `${CHANGE_CIPHER_SPEC} in state ${this.state}`);
    if (!meant) return this.#patience.spend("dummy");
    return this.#step({ name: CHANGE_CIPHER_SPEC, body: {}, raw: content });
  }

  #onHandshake(content: Bytes): Fault | undefined {
    if (content.length === 0) return fault("emptyRecord", "A handshake record without content");
    this.#joiner.push(content);
    return this.#readMessages();
  }

  #readMessages(): Fault | undefined {
    while (!this.out.asking) {
      const raw = this.#joiner.next();
      if (raw === undefined || raw instanceof Fault) return raw;
      const wrong = this.#onMessage(raw);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }

  #onMessage(raw: Bytes): Fault | undefined {
    const name = messageName(raw);
    const settled = this.settle(name, raw, this.#machine);
    if (settled instanceof Fault) return settled;
    if (settled !== undefined) this.#adopt(settled.protocol, settled.state);
    const protocol = this.#protocol;
    if (!protocol.allows(this.#machine, name)) {
      return fault("unexpectedMessage", `${name} in state ${this.#machine.name}`);
    }
    const message = protocol.decode(raw);
    if (message instanceof Fault) return message;
    this.out.emit({ kind: "message", direction: "received", message: name, raw });
    return this.#step(message);
  }

  #adopt(protocol: Protocol<C>, state: StateLike): void {
    this.#protocol = protocol;
    this.#framer.widths = protocol.widths;
    this.out.bodies = protocol.bodies;
    const from = this.#machine.name;
    this.#machine = state;
    if (from !== state.name) this.out.emit({ kind: "state", from, to: state.name });
  }

  #step(message: Message): Fault | undefined {
    this.out.readKeysChanged = false;
    const next = this.#protocol.step(this.#machine, message, this.out);
    if (next instanceof Fault) return next;
    if (this.out.readKeysChanged && this.#joiner.busy) {
      return fault("handshakeAcrossKeyChange", `More handshake bytes behind ${message.name}`);
    }
    if (next === this.#machine) {
      this.out.flush();
      return this.#patience.spend("message");
    }
    this.changeState(next);
    return undefined;
  }

  #onAlert(content: Bytes): Fault | undefined {
    const alert = readAlert(content);
    if (alert instanceof Fault) return alert;
    const { level, description, label } = alert;
    this.out.emit({ kind: "alert", direction: "received", alert: label });
    if (description === AlertDescription.close_notify) {
      this.#peerClosed = true;
      if (this.connected) this.out.emit({ kind: "peerClosed" });
      if (this.#protocol.closesBothWays) this.#closeWriting();
      if (this.#ended !== "no") return undefined;
      if (!this.connected || !this.writable) this.#end("closed", "close_notify");
      return undefined;
    }
    if (!this.#protocol.endsWith(level, description)) return this.#patience.spend("dummy");
    this.#end("failed", "alert");
    return undefined;
  }

  #onData(content: Bytes): Fault | undefined {
    if (this.#protocol.takesEarlyData?.(this.#machine)) {
      return this.out.takeEarlyData(content, () => this.#patience.spend("emptyRecord"));
    }
    if (!this.#protocol.takesData(this.#machine)) {
      return fault("unexpectedMessage", `application_data in state ${this.state}`);
    }
    if (content.length === 0) return this.#patience.spend("emptyRecord");
    this.#patience.restore();
    this.out.emit({ kind: "applicationData", data: content });
    return undefined;
  }

  get #whyNot(): string {
    return this.#ended === "no" ? "this side is closed" : `the connection is ${this.state}`;
  }

  #closeWriting(): void {
    if (!this.writable) return;
    if (this.out.transcriptStarted) {
      this.out.sendAlert(AlertLevel.warning, "close_notify");
      this.out.emit({ kind: "alert", direction: "sent", alert: "close_notify" });
    }
    this.out.writingClosed = true;
    if (!this.connected || this.#peerClosed) this.#end("closed", "close_notify");
  }

  /** The one place where a fault becomes an alert; behind our own close_notify nothing is said. */
  #fail({ reason, alert, detail, silent }: Fault): void {
    this.#error = { reason, alert, detail, at: this.#machine.name };
    if (this.writable && !silent) {
      this.out.flush();
      this.out.sendAlert(AlertLevel.fatal, alert);
      this.out.emit({ kind: "alert", direction: "sent", alert, reason, detail });
    }
    this.#end("failed", "alert");
  }

  #end(how: "closed" | "failed", event: "close_notify" | "alert" | "transport"): void {
    const from = this.#machine.name;
    this.#ended = how;
    for (const data of this.#waiting) this.out.emit({ kind: "unsent", data });
    this.#waiting = [];
    this.out.emit({ kind: "state", from, to: this.state });
    this.out.emit({ kind: "closed", how: event });
  }
}
