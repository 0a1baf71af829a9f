import { assertEquals } from "@std/assert";
import { EMPTY } from "../../bytes/mod.ts";
import type { Segment } from "../../trace/mod.ts";
import { pair } from "../testing.ts";
import { seconds } from "../time.ts";
import { Flight } from "./flight.ts";

const SEGMENT: Segment = {
  protocol: "tcp",
  from: { address: "192.0.2.1", port: 1 },
  to: { address: "192.0.2.2", port: 2 },
  flags: ["ACK"],
  sequence: 0,
  acknowledgment: 0,
  payload: EMPTY,
};

/** A flight whose steps are done at their second; returns what it did, and at which second. */
function fly(
  tries: number,
  steps: readonly (readonly [at: number, "send" | "ack", end: number])[],
) {
  const { world } = pair();
  const log: string[] = [];
  const at = () => world.now / seconds(1);
  const flight = new Flight(world, {
    tries,
    repeat: ({ end }) => void log.push(`${at()}: repeat ${end}`),
    giveUp: () => {
      log.push(`${at()}: give up`);
      flight.clear();
    },
  });
  for (const [second, verb, end] of steps) {
    world.at(seconds(second), () => {
      if (verb === "send") flight.add({ segment: SEGMENT, event: undefined, end });
      else flight.acknowledge(end);
    });
  }
  world.run();
  return log;
}

Deno.test("only the oldest segment is repeated, and none once all are acknowledged", () => {
  assertEquals(fly(9, [[0, "send", 10], [0, "send", 20], [1.5, "ack", 10], [2.6, "ack", 20]]), [
    "1: repeat 10",
    "2.5: repeat 20",
  ]);
});

Deno.test("an acknowledgement starts the wait anew, and one of nothing new does not", () => {
  const sends = [[0, "send", 10], [0, "send", 20]] as const;
  assertEquals(fly(9, [...sends, [0.5, "ack", 10], [1, "ack", 10], [3, "ack", 20]]), [
    "2: repeat 20", // 0.5 s, and a timeout of 0.5 + 4 · 0.25 s
  ]);
});

Deno.test("a repeated segment is not measured (Karn's rule, RFC 6298 §3)", () => {
  assertEquals(fly(9, [[0, "send", 10], [2.9, "ack", 10], [10, "send", 20], [11.5, "ack", 20]]), [
    "1: repeat 10",
    "11: repeat 20",
  ]);
});

Deno.test("progress ends the doubling, and the count of vain tries", () => {
  const log = fly(3, [[0, "send", 10], [0, "send", 20], [4, "ack", 10]]);
  assertEquals(log, [
    "1: repeat 10",
    "3: repeat 10",
    "5: repeat 20",
    "7: repeat 20",
    "11: give up",
  ]);
});
