import { seededRandom } from "../crypto/mod.ts";
import { Network } from "./network.ts";
import type { Node } from "./node.ts";
import { World } from "./world.ts";

const EVENTS = 1_000_000;
const NODES = 1000;

function world(): World {
  return new World({ seed: 1, random: seededRandom, budget: { events: 1e9, micros: 1e15 } });
}

/** Delays from 0 to 1023 µs, quick and the same each time. */
function delays(): () => number {
  let state = 1;
  return () => (state = Math.imul(state, 1664525) + 1013904223 | 0) >>> 22;
}

/** Each node keeps its share of appointments under way; each appointment kept makes the next. */
function ticking(pending: number): void {
  const w = world();
  const delay = delays();
  const kept = new Uint32Array(NODES);
  let left = EVENTS - pending;
  for (let i = 0; i < pending; i++) {
    const node = i % NODES;
    const tick = () => {
      kept[node]!++;
      if (left-- > 0) w.after(delay(), tick);
    };
    w.after(delay(), tick);
  }
  w.run();
}

for (const pending of [1_000, 10_000, 100_000]) {
  Deno.bench({
    name: `1 000 000 events, 1000 nodes, ${pending} pending`,
    group: "queue",
    n: 5,
    warmup: 1,
    fn: () => ticking(pending),
  });
}

/** A ring of nodes that pass on datagrams of 1 KB to the next; every hop is in the record. */
function ring(hops: number, underWay: number): void {
  const w = world();
  const network = new Network(w);
  const nodes = Array.from({ length: NODES }, (_, i) => network.node(`node ${i}`));
  const next = (i: number): Node => nodes[(i + 1) % NODES]!;
  const payload = new Uint8Array(1024);
  let left = hops - underWay;
  nodes.forEach((node, i) => {
    network.link(`link ${i}`, node, next(i), { latency: 50, bandwidth: 1e9 });
    node.bind(9, (_, packet) => {
      if (left-- > 0) node.sendDatagram(9, { address: next(i).address, port: 9 }, payload, packet);
    });
  });
  for (let i = 0; i < underWay; i++) {
    const to = { address: next(i % NODES).address, port: 9 };
    nodes[i % NODES]!.sendDatagram(9, to, payload);
  }
  w.run();
}

Deno.bench({
  name: "100 000 recorded hops of 1 KB, 1000 nodes, 10 000 under way",
  group: "network",
  n: 5,
  warmup: 1,
  fn: () => ring(100_000, 10_000),
});
