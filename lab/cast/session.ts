import { type Bytes, concat, EMPTY, fromUtf8, utf8 } from "../bytes/mod.ts";
import { type PlainChannel, TlsChannel } from "../host/mod.ts";
import type { Stream } from "../net/mod.ts";
import { type Certificate, parseCertificate, shortName } from "../pki/mod.ts";
import type { ClientSession, TlsEvent } from "../tls/mod.ts";
import type { EventId } from "../trace/mod.ts";
import type { Stage } from "./stage.ts";

/** What an act throws that cannot take place because its session is over. */
export class NotHappening extends Error {
  override name = "NotHappening";
}

/** A conversation as the person who opened it has it. Every verb lets the world settle. */
export class Session {
  readonly #stage: Stage;
  #channel: TlsChannel | PlainChannel | undefined;
  #received: Bytes = EMPTY;
  #trouble: string | undefined;

  readonly #listener: (data: Bytes, event: EventId) => void;
  readonly #secured: (stream: Stream, name: string) => TlsChannel;

  /**
   * @param listener is told of all data, for the notebook of whoever opened the session
   * @param secured puts TLS on a stream that has been in the clear so far
   */
  constructor(
    stage: Stage,
    listener: (data: Bytes, event: EventId) => void,
    secured: (stream: Stream, name: string) => TlsChannel,
  ) {
    this.#stage = stage;
    this.#listener = listener;
    this.#secured = secured;
  }

  /** Everything the engine has reported so far, in order; nothing without TLS. */
  get reported(): readonly TlsEvent[] {
    return this.#channel instanceof TlsChannel ? this.#channel.reported : [];
  }

  /**
   * SHA-256 of the key in the certificate that the server has shown, for whoever wants to pin it
   * (RFC 7469 §2.4); `undefined` if there was none that was accepted.
   */
  get serverPin(): Bytes | undefined {
    const leaf = this.#accepted;
    return leaf &&
      this.#stage.crypto.hash("SHA-256").digest(leaf.subjectPublicKeyInfo.der);
  }

  /**
   * Who has issued the certificate that the server has shown, by name: what browsers show to whoever
   * looks behind the padlock. `undefined` if there was none that was accepted.
   */
  get serverIssuer(): string | undefined {
    const leaf = this.#accepted;
    return leaf && shortName(leaf.issuer);
  }

  get #accepted(): Certificate | undefined {
    const [shown] = this.serverCertificates;
    const leaf = shown && parseCertificate(shown);
    return leaf?.ok ? leaf.value : undefined;
  }

  /** The certificates that the server has shown and that were accepted, DER, leaf first. */
  get serverCertificates(): readonly Bytes[] {
    const judged = this.reported.find((event) =>
      event.kind === "check" && event.subject === "certificate chain" && event.ok
    );
    return judged?.kind === "check" ? judged.certificates : [];
  }

  /** What the server has handed out so far for later connections to go on from, in order. */
  get tickets(): readonly ClientSession[] {
    return this.reported.flatMap((event) => event.kind === "session" ? [event.session] : []);
  }

  /** Whether the handshake is done: until then, what is said waits. Always so without TLS. */
  get connected(): boolean {
    return this.alive &&
      (!this.secure || this.reported.some(({ kind }) => kind === "connected"));
  }

  /** Whether what is said goes through TLS. */
  get secure(): boolean {
    return this.alive && this.#channel instanceof TlsChannel;
  }

  /** Whether it can still be spoken into. */
  get alive(): boolean {
    return this.#channel?.alive === true;
  }

  /** @internal The channel is there. */
  use(channel: TlsChannel | PlainChannel): void {
    this.#channel = channel;
    channel.handlers = {
      onData: (data, event) => {
        this.#received = concat(this.#received, data);
        if (event !== undefined) this.#listener(data, event);
      },
      // Nobody has read them: they are said again, now with all that the handshake gives.
      onEarlyData: (accepted, data, event) => {
        if (!accepted && channel.alive) channel.send(data, event);
      },
    };
  }

  /** @internal The channel never came about. */
  fail(why: string): void {
    this.#trouble = why;
  }

  /** Says a line, or a text as it is when it ends itself. */
  send(text: string): void {
    const line = text.endsWith("\n") ? text : `${text}\n`;
    this.#live().send(utf8(line));
    this.#stage.settle();
  }

  /**
   * What was heard since the last time.
   *
   * @throws {NotHappening} if the session is over and nothing was heard
   */
  receive(): string {
    if (this.#received.length === 0) this.#live();
    const text = fromUtf8(this.#received);
    this.#received = EMPTY;
    return text;
  }

  /** Changes keys in the middle of the conversation (RFC 9846 §4.7.3 [8446 §4.6.3]). */
  updateKeys(requestPeer = true): void {
    const channel = this.#live();
    if (!(channel instanceof TlsChannel)) throw new TypeError("Cannot update keys: no TLS");
    channel.updateKeys(requestPeer);
    this.#stage.settle();
  }

  /** Begins a new handshake on the same connection (RFC 5246 §7.4.1.1): up to TLS 1.2 only. */
  renegotiate(): void {
    const channel = this.#live();
    if (!(channel instanceof TlsChannel)) throw new TypeError("Cannot renegotiate: no TLS");
    channel.renegotiate();
    this.#stage.settle();
  }

  /**
   * Goes over to TLS on the same stream (RFC 3207 §4.2). What was heard in the clear and not yet
   * received is forgotten.
   *
   * @throws {TypeError} if it is TLS already
   */
  startTls(): void {
    const channel = this.#live();
    if (channel instanceof TlsChannel) throw new TypeError("Cannot start TLS: it is TLS already");
    this.#received = EMPTY;
    const secured = this.#secured(channel.release(), channel.name);
    this.use(secured);
    secured.start();
    this.#stage.settle();
  }

  close(): void {
    this.#live().close();
    this.#stage.settle();
  }

  #live(): TlsChannel | PlainChannel {
    if (this.#channel === undefined || !this.#channel.alive) {
      throw new NotHappening(this.#trouble ?? "the session is over");
    }
    return this.#channel;
  }
}
