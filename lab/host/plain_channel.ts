import type { Bytes } from "../bytes/mod.ts";
import type { Stream } from "../net/mod.ts";
import type { EventId, Recorder } from "../trace/mod.ts";
import type { Channel, ChannelHandlers, ChannelIdentity } from "./channel.ts";

/** A conversation without any protection: what is written is what is on the wire. */
export class PlainChannel implements Channel {
  handlers: ChannelHandlers = {};
  readonly name: string;
  readonly #node: string;
  readonly #recorder: Recorder;
  readonly #stream: Stream;
  #closed = false;

  constructor(stream: Stream, recorder: Recorder, identity: ChannelIdentity) {
    this.name = identity.name;
    this.#node = identity.node;
    this.#recorder = recorder;
    this.#stream = stream;
    const close = (cause: EventId | undefined) => {
      this.#closed = true;
      if (stream.state === "open") stream.end(cause);
      this.handlers.onClose?.(cause);
    };
    stream.handlers = {
      onData: (data, cause) => {
        this.#note("received", data, cause);
        this.handlers.onData?.(data, cause);
      },
      onEnd: close,
      onReset: (_reason, cause) => close(cause),
    };
  }

  get alive(): boolean {
    return !this.#closed && this.#stream.state === "open";
  }

  /** The stream is open, and that is all there is to wait for. */
  start(cause?: EventId): void {
    this.handlers.onOpen?.(cause);
  }

  /**
   * Ends the conversation, not the stream: what comes next on it is somebody else's, as after
   * STARTTLS (RFC 3207 §4).
   *
   * @throws {TypeError} if the stream has ended
   */
  release(): Stream {
    if (!this.alive) throw new TypeError("Cannot release the stream: the connection has ended");
    this.#closed = true;
    this.#stream.handlers = {};
    return this.#stream;
  }

  send(data: Bytes, cause?: EventId): void {
    if (!this.alive) throw new TypeError("Cannot send: the connection has ended");
    this.#note("sent", data, cause);
    this.#stream.write(data, cause);
  }

  close(cause?: EventId): void {
    this.#closed = true;
    this.#stream.end(cause);
  }

  #note(direction: "sent" | "received", data: Bytes, cause: EventId | undefined): void {
    this.#recorder.record(
      this.#node,
      { kind: "app.data", connection: this.name, direction, data },
      cause,
    );
  }
}
