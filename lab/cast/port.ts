import type { ConnectHandlers, Line, Position } from "../attacks/mod.ts";
import { TlsChannel } from "../host/mod.ts";
import type { Link, Node, Stream } from "../net/mod.ts";
import { ClientConnection, ServerConnection } from "../tls/mod.ts";
import { ambientOf } from "./ambient.ts";
import { countersOf } from "./counters.ts";
import { type Grip, hold } from "./line.ts";
import type { Stage } from "./stage.ts";

/** What of an attacker her attacks may use besides her place in the network. */
export type Notebook = Pick<Position, "learn" | "note">;

/**
 * The only thing an attack is given. Stage, network and record stay in this closure: nothing that
 * is handed out leads back to them.
 */
export function portOf(stage: Stage, node: Node, link: Link, { learn, note }: Notebook): Position {
  const grips = new WeakMap<Line, Grip>();
  const inHerHands = (stream: Stream): Line => {
    const grip = hold(stream);
    grips.set(grip.line, grip);
    return grip.line;
  };
  const port: Position = {
    name: node.name,
    link: link.name,
    crypto: stage.crypto,
    get ambient() {
      return ambientOf(stage, node.name);
    },
    get now() {
      return stage.world.now;
    },
    intercept: (interception) =>
      node.intercept({
        name: interception.name,
        onSegment: (segment, { packet, now, inject }) =>
          // A copy of the bytes: those of the record are not hers to change.
          interception.onSegment({ ...segment, payload: segment.payload.slice() }, {
            packet,
            now,
            inject: (forgery) => inject({ ...forgery, payload: forgery.payload.slice() }),
          }),
      }),
    listenForeign: (accept) =>
      node.listenForeign((stream, to, packet) => accept(inHerHands(stream), to, packet)),
    listen: (port, accept) =>
      node.listen(port, (stream, packet) => accept(inHerHands(stream), packet)),
    connect: (to, { onOpen, onReset }: ConnectHandlers, options) =>
      void node.connect(to, {
        onOpen: (stream, packet) => onOpen(inHerHands(stream), packet),
        ...(onReset !== undefined && { onReset }),
      }, options),
    after: (delay, action) => void stage.world.after(delay, action),
    tap: (listener) => node.tap(link, (segment, packet) => listener(segment, packet)),
    channel(engine, line, from, to, { prepare, because } = {}) {
      const grip = grips.get(line);
      if (grip === undefined) throw new TypeError("Cannot open a channel: it is no line of hers");
      checkEngine(engine);
      const identity = { node: node.name, name: stage.channelName(node.name, from, to) };
      return grip.handOver((stream) => {
        const channel = new TlsChannel(engine, stream, stage.world.trace, identity);
        prepare?.(channel);
        return channel;
      }, because);
    },
    nameOf: (address) => stage.nameOf(address),
    learn,
    note,
    ...countersOf(stage, node),
  };
  return Object.freeze(port);
}

/** What an engine says it read counts as proof, so it has to be one of the lab's. */
function checkEngine(engine: object): void {
  const kind = Object.getPrototypeOf(engine);
  const genuine = kind === ClientConnection.prototype || kind === ServerConnection.prototype;
  if (!genuine || Object.hasOwn(engine, "receive")) {
    throw new TypeError("Cannot open a channel: that is no engine of the lab");
  }
}
