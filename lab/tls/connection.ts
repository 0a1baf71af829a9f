import { type Bytes, decode } from "../bytes/mod.ts";
import { Alert, AlertDescription, AlertLevel, ContentType } from "../wire/mod.ts";
import type { Ambient, CommonConfig } from "./config.ts";
import type { TlsEvent } from "./event.ts";
import { Fault, fault, type TlsError } from "./fault.ts";
import { allows, type StateLike, step, type Table } from "./machine.ts";
import { Outbox } from "./outbox.ts";
import { Patience } from "./patience.ts";
import { type FramedRecord, RecordFramer } from "./record/framer.ts";
import { decodeMessage, HandshakeJoiner, messageName } from "./record/joiner.ts";
import type { OpenedRecord } from "./record/layer.ts";

/**
 * One end of a TLS connection as a pure machine (sans I/O): bytes go in with `receive`, bytes to
 * put on the wire come out of `outgoing`, and every verb returns what happened. What a peer sends
 * never throws; it ends the connection with an alert and a reason.
 */
export abstract class Connection<S extends StateLike, C extends CommonConfig> {
  protected readonly out: Outbox<C>;
  #machine: S;
  #ended: "no" | "closed" | "failed" = "no";
  #peerClosed = false;
  #error: TlsError | undefined;
  readonly #table: Table<S, C>;
  readonly #framer = new RecordFramer();
  readonly #joiner = new HandshakeJoiner();
  #waiting: Bytes[] = [];
  readonly #patience = new Patience();

  constructor(table: Table<S, C>, initial: S, config: C, ambient: Ambient) {
    this.#table = table;
    this.#machine = initial;
    this.out = new Outbox(config, ambient);
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
      while (this.readable) {
        const record = this.#framer.next();
        if (record === undefined) break;
        const wrong = record instanceof Fault ? record : this.#onRecord(record);
        if (wrong !== undefined) this.#fail(wrong);
      }
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
    if (this.connected) this.out.sendData(plaintext);
    else this.#waiting.push(plaintext.slice());
    return this.out.takeEvents();
  }

  /**
   * Changes the sending keys, and asks the peer to change its own too if wanted (§4.7.3).
   *
   * @throws {TypeError} before the handshake is done, or once this side is closed
   */
  updateKeys(requestPeer = false): TlsEvent[] {
    if (!this.connected) throw new TypeError(`Cannot update keys in state ${this.state}`);
    if (!this.writable) throw new TypeError(`Cannot update keys: ${this.#whyNot}`);
    this.out.updateWriteKeys(requestPeer);
    return this.out.takeEvents();
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

  protected changeState(next: S): void {
    const from = this.#machine.name;
    this.#machine = next;
    if (from !== next.name) this.out.emit({ kind: "state", from, to: next.name });
    this.out.flush();
    if (next.name === "CONNECTED" && this.#waiting.length > 0) {
      for (const plaintext of this.#waiting) this.out.sendData(plaintext);
      this.#waiting = [];
    }
  }

  #onRecord(record: FramedRecord): Fault | undefined {
    const dummy = record.type === ContentType.change_cipher_spec;
    const opened = dummy ? undefined : this.#open(record);
    if (opened instanceof Fault) return opened;
    const type = dummy ? record.type : opened?.type;
    if (this.#joiner.busy && type !== undefined && type !== ContentType.handshake) {
      const name = ContentType.label(type);
      return fault("interleavedHandshake", `${name} inside a handshake message`);
    }
    if (dummy) return this.#onChangeCipherSpec(record);
    if (opened === undefined) return undefined;
    switch (opened.type) {
      case ContentType.handshake:
        return this.#onHandshake(opened.content);
      case ContentType.alert:
        return this.#onAlert(opened.content);
      case ContentType.application_data:
        return this.#onData(opened.content);
      default:
        return fault("badRecordType", `A protected record of type ${opened.type}`);
    }
  }

  /** Opens a record; `undefined` when it may be passed over. */
  #open(record: FramedRecord): OpenedRecord | Fault | undefined {
    const { reader } = this.out;
    if (record.type !== ContentType.application_data && reader.keyed) {
      if (record.type === ContentType.alert && this.#mayBeInTheClear(record.fragment)) {
        return { type: record.type, content: record.fragment, protected: false };
      }
      return fault("unprotectedRecord", `${ContentType.label(record.type)} without protection`);
    }
    if (record.type === ContentType.application_data && !reader.keyed) {
      if (this.out.skip(record.fragment.length)) return undefined;
    }
    const opened = reader.open(record);
    const skipped = opened instanceof Fault && opened.reason === "badRecordMac" &&
      reader.sequence === 0 && this.out.skip(record.fragment.length);
    return skipped ? undefined : opened;
  }

  /**
   * A client that could not make keys of our ServerHello can only complain in the clear. A server
   * has keys from the start, and an orderly goodbye in the clear could be anybody's.
   */
  #mayBeInTheClear(content: Bytes): boolean {
    const { role, reader } = this.out;
    if (role !== "SERVER" || this.connected || reader.sequence > 0) return false;
    const alert = decode(Alert, content);
    const { close_notify, user_canceled } = AlertDescription;
    if (!alert.ok) return false;
    const { description } = alert.value;
    return description !== close_notify && description !== user_canceled;
  }

  #onChangeCipherSpec({ fragment }: FramedRecord): Fault | undefined {
    const started = this.out.transcriptStarted;
    if (fragment.length !== 1 || fragment[0] !== 1 || !started || this.connected) {
      return fault("badChangeCipherSpec", `change_cipher_spec in state ${this.state}`);
    }
    return this.#patience.spend("dummy");
  }

  #onHandshake(content: Bytes): Fault | undefined {
    if (content.length === 0) return fault("emptyRecord", "A handshake record without content");
    this.#joiner.push(content);
    for (;;) {
      const raw = this.#joiner.next();
      if (raw === undefined || raw instanceof Fault) return raw;
      const wrong = this.#onMessage(raw);
      if (wrong !== undefined) return wrong;
    }
  }

  #onMessage(raw: Bytes): Fault | undefined {
    const name = messageName(raw);
    if (!allows(this.#table, this.#machine, name)) {
      return fault("unexpectedMessage", `${name} in state ${this.#machine.name}`);
    }
    const message = decodeMessage(raw);
    if (message instanceof Fault) return message;
    this.out.emit({ kind: "message", direction: "received", message: name, raw });
    this.out.readKeysChanged = false;
    const next = step(this.#table, this.#machine, message, this.out);
    if (next instanceof Fault) return next;
    if (this.out.readKeysChanged && this.#joiner.busy) {
      return fault("handshakeAcrossKeyChange", `More handshake bytes behind ${name}`);
    }
    if (next === this.#machine) {
      this.out.flush();
      return this.#patience.spend("message");
    }
    this.changeState(next);
    return undefined;
  }

  #onAlert(content: Bytes): Fault | undefined {
    if (content.length === 0) return fault("emptyRecord", "An alert record without content");
    const alert = decode(Alert, content);
    if (!alert.ok) return fault("badAlert", alert.error);
    const { description } = alert.value;
    const label = AlertDescription.label(description) as Extract<TlsEvent, { kind: "alert" }>[
      "alert"
    ];
    this.out.emit({ kind: "alert", direction: "received", alert: label });
    if (description === AlertDescription.close_notify) {
      this.#peerClosed = true;
      if (this.connected) this.out.emit({ kind: "peerClosed" });
      if (!this.connected || !this.writable) this.#end("closed", "close_notify");
      return undefined;
    }
    if (description === AlertDescription.user_canceled) return this.#patience.spend("dummy");
    this.#end("failed", "alert");
    return undefined;
  }

  #onData(content: Bytes): Fault | undefined {
    if (!this.connected) {
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
  #fail({ reason, alert, detail }: Fault): void {
    this.#error = { reason, alert, detail, at: this.#machine.name };
    if (this.writable) {
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
