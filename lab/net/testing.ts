import { type Bytes, fromUtf8, utf8 } from "../bytes/mod.ts";
import { seededRandom } from "../crypto/mod.ts";
import type { EventOf, TraceEvent } from "../trace/mod.ts";
import type { Link, LinkOptions } from "./link.ts";
import { Network, type NetworkOptions } from "./network.ts";
import type { Node } from "./node.ts";
import { World, type WorldOptions } from "./world.ts";

export interface Pair {
  readonly world: World;
  readonly network: Network;
  readonly alice: Node;
  readonly bank: Node;
  readonly cafe: Link;
}

/** Alice and her bank, joined by one link: the ground of most tests. */
export function pair(
  link: LinkOptions = {},
  { seed = 1, tries, budget }: Partial<Omit<WorldOptions, "random">> & NetworkOptions = {},
): Pair {
  const world = new World({ seed, random: seededRandom, ...(budget && { budget }) });
  const network = new Network(world, tries === undefined ? {} : { tries });
  const alice = network.node("alice");
  const bank = network.node("bank");
  return { world, network, alice, bank, cafe: network.link("café Wi-Fi", alice, bank, link) };
}

/** Everything in the record as one line an event: `0..5000 alice → bank "hello"`. */
export function dialogue(world: World): string[] {
  return world.trace.events.map(line);
}

function line(event: TraceEvent): string {
  switch (event.kind) {
    case "wire.sent":
      return hop(event);
    case "wire.tapped":
      return `${event.at} ${event.node} hears #${event.packet}`;
    case "wire.dropped":
    case "wire.held":
      return `${event.at} ${event.node}: #${event.packet} ${event.why}`;
    default:
      return `${event.at} ${event.node}: ${event.kind}`;
  }
}

function hop(event: EventOf<"wire.sent">): string {
  const { at, arrives = "lost", node, to, segment, forged, retransmits } = event;
  const text = fromUtf8(segment.payload);
  const bits = segment.flags.filter((bit) => bit !== "ACK" || segment.flags.includes("SYN"));
  return [
    `${at}..${arrives} ${node} → ${to}`,
    ...bits,
    ...(text.length > 20 ? [`${segment.payload.length} bytes`] : text ? [`"${text}"`] : []),
    ...(forged ? ["forged"] : []),
    ...(retransmits === undefined ? [] : [`again #${retransmits}`]),
  ].join(" ");
}

/** A server that answers every chunk with what `answer` makes of it, and ends when the peer does. */
export function serve(node: Node, port: number, answer: (request: string) => string | undefined) {
  return node.listen(port, (stream) => {
    stream.handlers = {
      onData(bytes, packet) {
        const text = answer(fromUtf8(bytes));
        if (text !== undefined) stream.write(utf8(text), packet);
      },
      onEnd: (packet) => void stream.end(packet),
    };
  });
}

/** Octets 0, 1, 2, … that repeat with an odd period, so that no two chunks look alike. */
export function pattern(length: number): Bytes {
  return Uint8Array.from({ length }, (_, i) => i % 251);
}
