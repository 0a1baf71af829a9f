import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { concat } from "../../bytes/mod.ts";
import { pair, pattern } from "../testing.ts";
import { seconds } from "../time.ts";
import type { World } from "../world.ts";
import type { Stream } from "./stream.ts";

interface Transfer {
  readonly seed: number;
  readonly loss: number;
  readonly mtu: number;
  readonly bandwidth: number;
  /** Lengths of the writes of each side. */
  readonly writes: readonly number[];
  readonly answers: readonly number[];
}

/** Both sides write at once and then end; an on-path node holds some packets, so they overtake. */
function transfer({ seed, loss, mtu, bandwidth, writes, answers }: Transfer) {
  const options = { seed, tries: 1000, budget: { micros: seconds(1e8) } };
  const { world, network, alice, bank, cafe } = pair({ loss, mtu, bandwidth }, options);
  const mallory = network.node("mallory");
  network.insert(mallory, cafe);
  let packets = 0;
  mallory.intercept({
    name: "shuffle",
    onSegment: () => ++packets % 5 === 0 ? { holdFor: 20_000 } : "pass",
  });
  const got = { alice: [] as Uint8Array[], bank: [] as Uint8Array[] };
  const ends: string[] = [];
  const talk = (stream: Stream, me: "alice" | "bank", lengths: readonly number[]) => {
    stream.handlers = {
      onData: (bytes) => void got[me].push(bytes),
      onEnd: () => void ends.push(me),
      onReset: (reason) => void ends.push(`${me}: ${reason}`),
    };
    for (const length of lengths) stream.write(pattern(length));
    stream.end();
  };
  bank.listen(80, (stream) => talk(stream, "bank", answers));
  const stream = alice.connect({ address: bank.address, port: 80 }, {
    onOpen: (stream) => talk(stream, "alice", writes),
  });
  world.run();
  return { world, got, ends, stream };
}

const chunks = fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 6 });
const anyTransfer: fc.Arbitrary<Transfer> = fc.record({
  seed: fc.integer(),
  loss: fc.double({ min: 0, max: 0.4, noNaN: true }),
  mtu: fc.integer({ min: 68, max: 1500 }),
  bandwidth: fc.constantFrom(Infinity, 1_000_000_000, 100_000),
  writes: chunks,
  answers: chunks,
});

Deno.test("whatever is lost or overtaken, both sides get every byte in order, and both ends", () => {
  fc.assert(
    fc.property(anyTransfer, (plan) => {
      const { got, ends, stream } = transfer(plan);
      assertEquals(concat(...got.bank), concat(...plan.writes.map(pattern)));
      assertEquals(concat(...got.alice), concat(...plan.answers.map(pattern)));
      assertEquals(ends.toSorted(), ["alice", "bank"]);
      assertEquals(stream.state, "closed");
    }),
    { numRuns: 60 },
  );
});

const LOSSY: Transfer = {
  seed: 7,
  loss: 0.3,
  mtu: 576,
  bandwidth: 1_000_000,
  writes: [3000, 1],
  answers: [2000],
};

const events = (world: World) => world.trace.events;

Deno.test("one seed, one trace: two worlds agree in every event", () => {
  assertEquals(events(transfer(LOSSY).world), events(transfer(LOSSY).world));
});

Deno.test("another seed changes a lossy world, and nothing in a lossless one", () => {
  const text = (plan: Transfer) => JSON.stringify(events(transfer(plan).world));
  assert(text(LOSSY) !== text({ ...LOSSY, seed: 8 }));
  const lossless = { ...LOSSY, loss: 0 };
  assertEquals(text(lossless), text({ ...lossless, seed: 8 }));
});

Deno.test("every repetition names the packet it repeats, and nothing is repeated needlessly", () => {
  const { world } = transfer(LOSSY);
  let repeated = 0;
  for (const event of events(world)) {
    if (event.kind !== "wire.sent" || event.retransmits === undefined) continue;
    repeated++;
    const first = events(world)[event.retransmits]!;
    assert(first.kind === "wire.sent" && first.retransmits === undefined);
    assertEquals(first.segment.sequence, event.segment.sequence);
    assertEquals(first.segment.payload, event.segment.payload);
  }
  assert(repeated > 0);
  const lossless = transfer({ ...LOSSY, loss: 0 }).world;
  assert(events(lossless).every((event) => !("retransmits" in event)));
});
