import type { Line, LineHandlers } from "../attacks/mod.ts";
import { type Bytes, concat, EMPTY } from "../bytes/mod.ts";
import type { ResetReason, Stream } from "../net/mod.ts";
import type { EventId } from "../trace/mod.ts";

type Held =
  | { readonly kind: "data"; readonly bytes: Bytes; readonly packet: EventId }
  | { readonly kind: "end"; readonly packet: EventId }
  | { readonly kind: "reset"; readonly reason: ResetReason; readonly packet: EventId | undefined };

/** The end of a line that stays with the stage. */
export interface Grip {
  readonly line: Line;
  /**
   * Gives the stream to somebody who sets its handlers, then tells those what was held, all data
   * at once.
   *
   * @param because named as the cause of what was held, in place of the packets
   */
  handOver<T>(take: (stream: Stream) => T, because: EventId | undefined): T;
}

/** Holds what a stream brings until somebody listens. The stream itself cannot be reached. */
export function hold(stream: Stream): Grip {
  let held: Held[] = [];
  let look: Parameters<Line["peek"]>[0] | undefined;
  const show = () => {
    if (held.length === 0) return;
    const { bytes } = dataOf(held);
    look?.(bytes, held.some(({ kind }) => kind !== "data"), held.at(-1)!.packet);
  };
  const keep = (one: Held) => {
    held.push(one);
    show();
  };
  stream.handlers = {
    onData: (bytes, packet) => keep({ kind: "data", bytes: bytes.slice(), packet }),
    onEnd: (packet) => keep({ kind: "end", packet }),
    onReset: (reason, packet) => keep({ kind: "reset", reason, packet }),
  };
  const release = (): readonly Held[] => {
    const all = held;
    held = [];
    look = undefined;
    return all;
  };
  const line: Line = Object.freeze({
    get local() {
      return stream.local;
    },
    get remote() {
      return stream.remote;
    },
    get state() {
      return stream.state;
    },
    write: (bytes: Bytes, cause?: EventId) => stream.write(bytes, cause),
    end: (cause?: EventId) => void stream.end(cause),
    abort: (cause?: EventId) => void stream.abort(cause),
    peek(onMore: Parameters<Line["peek"]>[0]) {
      look = onMore;
      show();
    },
    listen(handlers: LineHandlers) {
      const before = release();
      stream.handlers = {
        onData: (bytes, packet) => handlers.onData?.(bytes.slice(), packet),
        onEnd: (packet) => handlers.onEnd?.(packet),
        onReset: (reason, packet) => handlers.onReset?.(reason, packet),
      };
      for (const one of before) {
        if (one.kind === "data") handlers.onData?.(one.bytes, one.packet);
        else tellOver(one, handlers, one.packet);
      }
    },
  });
  return {
    line,
    handOver(take, because) {
      const before = release();
      const taken = take(stream);
      const { bytes, packet } = dataOf(before);
      const cause = because ?? packet;
      if (bytes.length > 0) stream.handlers.onData?.(bytes, cause!);
      for (const one of before) {
        if (one.kind !== "data") tellOver(one, stream.handlers, because ?? one.packet);
      }
      return taken;
    },
  };
}

function dataOf(held: readonly Held[]): { bytes: Bytes; packet: EventId | undefined } {
  const data = held.filter((one) => one.kind === "data");
  return {
    bytes: data.length === 0 ? EMPTY : concat(...data.map(({ bytes }) => bytes)),
    packet: data.at(-1)?.packet,
  };
}

function tellOver(
  one: Exclude<Held, { kind: "data" }>,
  handlers: LineHandlers,
  cause: EventId | undefined,
): void {
  if (one.kind === "reset") handlers.onReset?.(one.reason, cause);
  else handlers.onEnd?.(cause!);
}
