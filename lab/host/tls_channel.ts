import type { Bytes } from "../bytes/mod.ts";
import type { Stream } from "../net/mod.ts";
import type { ClientConnection, PeerCheck, ServerConnection, TlsEvent } from "../tls/mod.ts";
import type { CheckResult, EventId, Recorder, SecretId } from "../trace/mod.ts";
import type { Channel, ChannelHandlers, ChannelIdentity } from "./channel.ts";
import { flights } from "./flights.ts";

/** What a key log calls the main secret of TLS 1.2 and older (RFC 9850 §2.2). */
const MAIN_SECRET = "CLIENT_RANDOM";

/** What a secret was derived from, in words. */
function sourceOf(label: string): string {
  if (label === MAIN_SECRET) return "the premaster secret";
  if (label.includes("EARLY")) return "the pre-shared key";
  return label.includes("HANDSHAKE") ? "the key shares" : "the handshake secret";
}

type Engine = ClientConnection | ServerConnection;

/** What a client's engine wants to know from elsewhere before it goes on. */
export type Question = Extract<TlsEvent, { kind: "question" }>["question"];

/**
 * Takes a question where it belongs. The engine waits until `answered` is called, once, with what
 * came or with nothing.
 */
export type Asker = (
  question: Question,
  answered: (answer: Bytes | undefined, cause?: EventId) => void,
  cause: EventId | undefined,
) => void;

/**
 * A TLS engine at the end of a stream: carries bytes to and fro, and tells the trace.
 *
 * A goodbye ends both directions here: one that is heard is answered in kind once the owner was
 * told of it, and whoever says one listens no more. That is the choice of the applications of this
 * lab, which then have nothing more to say or hear. TLS itself lets each direction end on its own
 * (RFC 9846 §6.1), and so does the engine.
 */
export class TlsChannel implements Channel {
  handlers: ChannelHandlers = {};
  readonly name: string;
  readonly engine: Engine;
  /** Everything the engine has reported, in order: for whoever wants to go on from there. */
  readonly reported: TlsEvent[] = [];
  /** Whom the engine's questions go to; without one, nothing is ever answered. */
  asker: Asker = (_question, answered, cause) => answered(undefined, cause);
  readonly #node: string;
  readonly #recorder: Recorder;
  readonly #stream: Stream;
  #readSecret: SecretId | undefined;
  #finished = false;

  constructor(engine: Engine, stream: Stream, recorder: Recorder, identity: ChannelIdentity) {
    this.engine = engine;
    this.name = identity.name;
    this.#node = identity.node;
    this.#recorder = recorder;
    this.#stream = stream;
    stream.handlers = {
      onData: (bytes, cause) => this.#after(engine.receive(bytes), cause),
      onEnd: (cause) => this.#after(engine.endOfInput(), cause),
      onReset: (_reason, cause) => this.#after(engine.transportClosed(), cause),
    };
  }

  get alive(): boolean {
    return this.engine.writable;
  }

  /** What the ledger calls the secret whose key opens the peer's application data, once there is. */
  get readSecret(): SecretId | undefined {
    return this.#readSecret;
  }

  /** A client speaks first. */
  start(cause?: EventId): void {
    const { engine } = this;
    if ("start" in engine) this.#after(engine.start(), cause);
  }

  send(data: Bytes, cause?: EventId): void {
    const events = this.engine.send(data); // throws before anything is noted
    this.#recorder.record(
      this.#node,
      { kind: "app.data", connection: this.name, direction: "sent", data },
      cause,
    );
    this.#after(events, cause);
  }

  /** Changes keys, and asks the peer to do so too if wanted. */
  updateKeys(requestPeer: boolean, cause?: EventId): void {
    this.#after(this.engine.updateKeys(requestPeer), cause);
  }

  /** Sends a heartbeat as it is, whatever its length field says (RFC 6520 §4). */
  sendHeartbeat(message: Bytes, cause?: EventId): void {
    this.#after(this.engine.sendHeartbeat(message), cause);
  }

  /**
   * TLS 1.2 and older: begins a new handshake on the same connection, or asks the client for one.
   *
   * @param clientCertificate what a server wants of the client from here on, if that changes
   * @throws {TypeError} unless the connection stands and speaks such a version
   */
  renegotiate(cause?: EventId, clientCertificate?: "ignore" | "request" | "require"): void {
    const { engine } = this;
    const events = "start" in engine
      ? engine.renegotiate()
      : engine.requestRenegotiation(clientCertificate);
    this.#after(events, cause);
  }

  /** Says goodbye, and listens no more. */
  close(cause?: EventId): void {
    this.#after(this.engine.leave(), cause);
  }

  /** Notes what the engine did, puts its output on the wire, then tells the owner. */
  #after(events: readonly TlsEvent[], cause: EventId | undefined): void {
    this.reported.push(...events);
    for (const event of events) this.#note(event, cause);
    if (this.#stream.state === "open") {
      for (const part of flights(this.engine.outgoing())) this.#stream.write(part, cause);
    }
    for (const event of events) this.#tell(event, cause);
  }

  #note(event: TlsEvent, cause: EventId | undefined): void {
    const connection = this.name;
    const record = (body: Parameters<Recorder["record"]>[1]) =>
      this.#recorder.record(this.#node, body, cause);
    switch (event.kind) {
      case "state":
        return void record({ kind: "tls.state", connection, from: event.from, to: event.to });
      case "message": {
        const { direction, message, raw } = event;
        const length = raw.length;
        return void record({ kind: "tls.message", connection, direction, message, length });
      }
      case "secret":
        return this.#noteSecret(event, cause);
      case "check": {
        const { kind: _, ...check } = event;
        const checks = event.checks.map(recorded);
        return void record({ kind: "tls.check", connection, ...check, checks });
      }
      case "earlyData":
        if (!event.sent) return;
        return void record({ kind: "tls.earlyData", connection, accepted: event.accepted });
      case "connected":
        return void record({ kind: "tls.connected", connection, ...event.agreement });
      case "applicationData": {
        const { kind: _, ...data } = event;
        return void record({ kind: "app.data", connection, direction: "received", ...data });
      }
      case "alert": {
        const { kind: _, ...alert } = event;
        return void record({ kind: "tls.alert", connection, ...alert });
      }
      case "peerClosed": // for the trace, which tells of each direction
        return void record({ kind: "tls.closed", connection, how: "close_notify" });
      case "closed":
        return void record({ kind: "tls.closed", connection, how: event.how });
    }
  }

  #noteSecret(event: Extract<TlsEvent, { kind: "secret" }>, cause: EventId | undefined): void {
    const { label, secret: bytes, clientRandom, cipherSuite } = event;
    const { ledger } = this.#recorder;
    const { id } = ledger.enter({
      id: `${this.name}/${label}`,
      title: `${label === MAIN_SECRET ? "main secret" : label} of ${this.name}`,
      kind: "traffic secret",
      bytes,
    });
    const peer = "start" in this.engine ? "SERVER" : "CLIENT";
    // Up to TLS 1.2 one secret makes the keys of both directions.
    if (label === MAIN_SECRET || label.startsWith(`${peer}_TRAFFIC_SECRET_`)) {
      this.#readSecret = id;
    }
    const derived = this.#recorder.record(
      this.#node,
      { kind: "tls.secret", connection: this.name, label, secret: id, clientRandom, cipherSuite },
      cause,
    );
    if (label === "CLIENT_EARLY_TRAFFIC_SECRET") this.#noteEarlyData(cause);
    const how = { by: "derived", from: sourceOf(label) } as const;
    ledger.record({ secret: id, node: this.#node, event: derived, how });
  }

  /** What a client was set up to say before anything is heard. */
  #noteEarlyData(cause: EventId | undefined): void {
    const data = "start" in this.engine ? this.engine.config.earlyData : undefined;
    if (data === undefined || data.length === 0) return;
    const { name: connection } = this;
    const body = { kind: "app.data", connection, direction: "sent", data, early: true } as const;
    this.#recorder.record(this.#node, body, cause);
  }

  #tell(event: TlsEvent, cause: EventId | undefined): void {
    switch (event.kind) {
      case "connected":
        return this.handlers.onOpen?.(cause);
      case "earlyData":
        return this.handlers.onEarlyData?.(event.accepted, event.data, cause);
      case "applicationData":
        return this.handlers.onData?.(event.data, cause);
      case "peerClosed":
        return this.#answerGoodbye(cause);
      case "heartbeat":
        if (event.direction === "received") this.handlers.onHeartbeat?.(event.content, cause);
        return;
      case "question":
        return this.asker(
          event.question,
          (answer, because) => this.#after(this.engine.answer(answer), because),
          cause,
        );
      case "unsent":
        return this.handlers.onUnsent?.(event.data, cause);
      case "closed":
        return this.#finish(cause);
    }
  }

  /** The owner's last words, if any, then our goodbye; `closed` comes of it. */
  #answerGoodbye(cause: EventId | undefined): void {
    if (this.alive) this.handlers.onPeerDone?.(cause);
    if (this.alive) this.#after(this.engine.close(), cause);
  }

  /** Lets go of the stream. */
  #finish(cause: EventId | undefined): void {
    if (this.#finished) return;
    this.#finished = true;
    if (this.#stream.state === "open") this.#stream.end(cause);
    this.handlers.onClose?.(cause);
  }
}

/**
 * A check as plain data, like everything in a trace. Where its bytes stand is looked up when
 * somebody asks for the first time: few do, and it takes longer than the check itself.
 */
function recorded(check: PeerCheck): CheckResult {
  const { rule, ok, detail, spec, certificate } = check;
  if (certificate === undefined) return { rule, ok, detail, spec };
  if (!("range" in check)) return { rule, ok, detail, spec, certificate };
  return {
    rule,
    ok,
    detail,
    spec,
    certificate,
    get range() {
      return check.range!;
    },
  };
}
