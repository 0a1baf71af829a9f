import { assertEquals } from "@std/assert";
import { falseTime } from "../attacks/mod.ts";
import type { TimePolicy } from "./client.ts";
import { street } from "./testing.ts";
import { timeKey } from "./time_server.ts";

const HOUR = 3600;
const EPOCH = 1_785_542_400;

/** Alice asks for the time, past Mallory, who answers first with one that lies ahead. */
function asked(ahead: number, policy: Omit<TimePolicy, "key"> & { readonly sealed?: boolean }) {
  const { world, alice, street: way } = street();
  const mallory = world.attacker("mallory", { on: way });
  const key = timeKey(world, ["alice", "time"], 1);
  const time = world.timeServer("time", { key });
  world.link("line to the time server", mallory, time);
  mallory.play(falseTime({ ahead }));
  alice.setsClock(time, { most: policy.most, ...(policy.sealed && { key }) });
  const notes = world.world.trace.events.flatMap((event) =>
    event.kind === "note" && event.node === "alice" ? [event.text] : []
  );
  return { ahead: alice.clock.seconds - world.world.calendar(), notes };
}

const cases: readonly [
  what: string,
  given: Parameters<typeof asked>,
  ahead: number,
  note: RegExp,
][] = [
  ["the first answer is believed", [HOUR, {}], HOUR, /is put an hour ahead/],
  ["a clock can be put back", [-HOUR, {}], -HOUR, /is put an hour back/],
  ["a limit keeps great steps out", [HOUR, { most: { minutes: 20 } }], 0, /20 minutes is the most/],
  ["a limit lets small steps in", [HOUR, { most: { hours: 1 } }], HOUR, /an hour ahead/],
  ["a seal keeps her out altogether", [1, { sealed: true }], 0, /not sealed with the key/],
];
for (const [what, given, ahead, note] of cases) {
  Deno.test(`setting a clock: ${what}`, () => {
    const found = asked(...given);
    assertEquals(found.ahead, ahead);
    assertEquals(note.test(found.notes[0] ?? ""), true, found.notes[0]);
  });
}

Deno.test("a clock that nobody has set is the world's", () => {
  const { alice } = street();
  assertEquals(alice.clock.seconds, EPOCH);
});
