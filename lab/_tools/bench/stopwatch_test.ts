import { assertEquals, assertThrows } from "@std/assert";
import { median, race, type Runner } from "./stopwatch.ts";

/** A runner whose times are known beforehand; the last one stays. */
function scripted(name: string, times: readonly number[], log: string[] = []): Runner {
  let next = 0;
  return {
    name,
    time() {
      log.push(name);
      return Promise.resolve(times[Math.min(next++, times.length - 1)]!);
    },
  };
}

const EFFORT = { rounds: 3, batch: 1, warmUp: 0 };

Deno.test("median() is the middle value, or the mean of the two in the middle", () => {
  assertEquals(median([9, 1, 5]), 5);
  assertEquals(median([4, 1, 2, 9]), 3);
  assertThrows(() => median([]), RangeError, "nothing");
});

Deno.test("race() lets runners take turns, there and back, after each has warmed up", async () => {
  const log: string[] = [];
  await race([scripted("a", [10], log), scripted("b", [10], log)], EFFORT);
  assertEquals(log.join(""), "ab" + "ab" + "ba" + "ab");
});

Deno.test("race() does not count what was measured while warming up", async () => {
  const runner = scripted("a", [1000, 10, 12, 11]);
  assertEquals((await race([runner], EFFORT)).median(runner), 11);
});

Deno.test("race() warms up until it has taken long enough", async () => {
  const log: string[] = [];
  const runner = scripted("a", [1000], log); // one takes a millisecond, and so does a batch
  await race([runner], { rounds: 1, batch: 1, warmUp: 4 });
  assertEquals(log.length, 4 + 1);
});

Deno.test("ratio() compares round with round, so that a disturbance of both changes nothing", async () => {
  const slow = scripted("slow", [20, 20, 200, 20]);
  const quick = scripted("quick", [10, 10, 100, 10]);
  const timings = await race([slow, quick], EFFORT);
  assertEquals(timings.ratio(slow, quick), 2);
});
