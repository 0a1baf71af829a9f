import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { seededRandom } from "../crypto/mod.ts";
import { millis, seconds } from "./time.ts";
import { type Budget, BudgetExceeded, RunStopped, World } from "./world.ts";

function world(budget: Partial<Budget> = {}): World {
  return new World({ seed: 1, random: seededRandom, budget });
}

Deno.test("what is due at one time is done in the order asked for", () => {
  const w = world();
  const done: string[] = [];
  w.after(millis(2), () => done.push(`${w.now} c`));
  w.after(millis(1), () => {
    done.push(`${w.now} a`);
    w.after(0, () => done.push(`${w.now} a'`));
  });
  w.at(1000, () => done.push(`${w.now} b`));
  assertEquals(w.run(), 4);
  assertEquals(done, ["1000 a", "1000 b", "1000 a'", "2000 c"]);
});

Deno.test("any crowd of appointments is kept in order of time and sequence", () => {
  const plan = fc.array(fc.record({ delay: fc.nat(50), cancelled: fc.boolean() }), {
    maxLength: 400,
  });
  fc.assert(fc.property(plan, (plan) => {
    const w = world();
    const done: number[] = [];
    const made = plan.map(({ delay }, i) => w.after(delay, () => done.push(i)));
    made.forEach((appointment, i) => plan[i]!.cancelled && appointment.cancel());
    w.run();
    const expected = plan
      .map(({ delay, cancelled }, i) => ({ delay, cancelled, i }))
      .filter(({ cancelled }) => !cancelled)
      .sort((a, b) => a.delay - b.delay || a.i - b.i);
    assertEquals(done, expected.map(({ i }) => i));
  }));
});

Deno.test("an appointment called off neither happens nor moves the clock", () => {
  const w = world();
  const late = w.after(seconds(10), () => assert(false, "it was called off"));
  w.after(5, () => late.cancel());
  assertEquals(w.run(), 1);
  assertEquals(w.now, 5);
  late.cancel();
});

Deno.test("runUntil() stops the clock at its time, and run() goes on from there", () => {
  const w = world();
  const done: number[] = [];
  for (const at of [10, 20, 30]) w.at(at, () => done.push(at));
  assertEquals(w.runUntil(20), 2);
  assertEquals(w.now, 20);
  w.runUntil(25);
  assertEquals(w.now, 25);
  assertThrows(() => w.at(24, () => {}), RangeError, "it is 25 µs already");
  w.run();
  assertEquals(done, [10, 20, 30]);
  w.runUntil(20);
  assertEquals(w.now, 30); // time does not go back
});

Deno.test("time is whole microseconds", () => {
  const w = world();
  assertThrows(() => w.after(0.5, () => {}), RangeError, "a whole number of microseconds");
  assertThrows(() => w.after(-1, () => {}), RangeError, "already");
  assertThrows(() => w.after(NaN, () => {}), RangeError, "NaN");
  assertThrows(() => w.runUntil(-1), RangeError, "a whole number of microseconds");
  assertEquals([millis(0.25), seconds(2)], [250, 2_000_000]);
});

Deno.test("a run without an end exceeds its budget, and the world can go on after it", () => {
  const w = world({ events: 10, micros: seconds(1) });
  let steps = 0;
  const step = () => void (steps++, w.after(1, step));
  step();
  const error = assertThrows(() => w.run(), BudgetExceeded, "10 events are used up");
  assertEquals([error.resource, error.limit, error.due], ["events", 10, 11]);
  assertEquals(steps, 11);
  assertThrows(() => w.run(), BudgetExceeded);
  assertEquals(w.now, 20);
});

Deno.test("a run exceeds its budget of virtual time, but a caller may name a later one", () => {
  const w = world({ micros: seconds(1) });
  w.after(seconds(2), () => {});
  const error = assertThrows(() => w.run(), BudgetExceeded, "1000000 µs of virtual time");
  assertEquals([error.resource, w.now], ["micros", 0]);
  w.runUntil(seconds(5));
  assertEquals(w.now, seconds(5));
});

Deno.test("stop() is asked every 64 appointments, however they are spread over runs", () => {
  const asked: number[] = [];
  const w = new World({
    seed: 1,
    random: seededRandom,
    stop: (world) => void asked.push(world.now),
  });
  for (let i = 1; i <= 200; i++) {
    w.after(1, () => {});
    w.run();
  }
  assertEquals(asked, [63, 127, 191]);
});

Deno.test("a reason of stop() ends a run that has no end of its own", () => {
  let left = 3;
  const w = new World({
    seed: 1,
    random: seededRandom,
    stop: () => --left === 0 ? "somebody has seen enough" : undefined,
  });
  const step = () => void w.after(1, step);
  step();
  const error = assertThrows(() => w.run(), RunStopped, "Cannot finish the run: somebody has");
  assertEquals([error.reason, w.now], ["somebody has seen enough", 3 * 64 - 1]);
});

Deno.test("the world cannot be run from inside, and stays usable when an action throws", () => {
  const w = world();
  w.after(1, () => w.run());
  assertThrows(() => w.run(), Error, "Cannot run the world: it is running");
  w.after(1, () => {});
  assertEquals(w.run(), 1);
});

Deno.test("calendar() counts whole seconds since 1970 from the epoch on", () => {
  assertEquals(world().calendar(), 1_785_542_400); // 2026-08-01T00:00:00Z
  const w = new World({ seed: 1, random: seededRandom, epochMillis: 1_500 });
  assertEquals(w.calendar(), 1);
  w.runUntil(millis(499));
  assertEquals(w.calendar(), 1);
  w.runUntil(millis(500));
  assertEquals(w.calendar(), 2);
});

Deno.test("randomAgain() gives what random() of that name gave, and moves nothing", () => {
  const w = world();
  const drawn = w.random("alice").bytes("key", 8);
  assertEquals(w.randomAgain("alice").bytes("key", 8), drawn);
  assertNotEquals(w.random("alice").bytes("key", 8), drawn);
});

Deno.test("random() makes one stream a name, from the seed", () => {
  const [a, b] = [world(), world()];
  const first = a.random("alice").bytes("key", 8);
  const second = a.random("alice").bytes("key", 8);
  b.random("bob").bytes("key", 3);
  assertEquals(b.random("alice").bytes("key", 8), first);
  assertEquals(b.random("alice").bytes("key", 8), second);
  assertThrows(() => new World({ seed: 0.5, random: seededRandom }), RangeError, "an integer");
});
