import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { nobleProvider } from "../../lab/crypto/noble.ts";
import { run } from "../../lab/scenario/mod.ts";
import mitm from "../../scenarios/mitm.ts";
import { httpOf, type RunOutcome } from "./run_outcome.ts";
import { RunService, type RunServiceOptions } from "./run_service.ts";
import { keyOf, tiny, Turns } from "./testing.ts";

const crypto = nobleProvider();

/** A service whose turns pass when the test says so, and the log of who was served. */
function setUp(options: Partial<RunServiceOptions> = {}) {
  const turns = new Turns();
  const ran: number[] = [];
  const counting = tiny("counting", (world) => void ran.push(world.seed));
  const service = new RunService({ crypto, schedule: turns.schedule, now: () => 0, ...options });
  return { service, turns, ran, key: (seed: number) => keyOf(counting, seed) };
}

/** What has become of promises so far: an outcome's kind, or that it still waits. */
function watch(...promises: readonly Promise<RunOutcome>[]): string[] {
  const states = promises.map(() => "waits");
  promises.forEach((promise, i) => void promise.then(({ kind }) => states[i] = kind));
  return states;
}

Deno.test("request() gives the run that run() gives", async () => {
  const { service, turns } = setUp();
  const asked = service.request("alice", { scenario: mitm, seed: 7, with: ["pinning"] });
  await turns.passAll();
  const outcome = await asked;
  assert(outcome.kind === "done");
  assertEquals(outcome.cached, false);
  const alone = run(mitm, { seed: 7, with: ["pinning"], crypto });
  assertEquals(outcome.run.trace, alone.trace);
  assertEquals(outcome.run.verdict, alone.verdict);
  assertEquals(httpOf(outcome), { status: 200, headers: {} });
});

Deno.test("the same run is computed once: asked together it is shared, asked later remembered", async () => {
  const { service, turns, ran, key } = setUp();
  const together = [service.request("alice", key(1)), service.request("bob", key(1))];
  await turns.passAll();
  const [first, second] = await Promise.all(together);
  const later = await service.request("carol", key(1));
  assertEquals(ran, [1]);
  assertEquals(turns.due, 0);
  assert(first?.kind === "done" && second?.kind === "done" && later.kind === "done");
  assert(first.run === second.run && first.run === later.run);
  assertEquals([first.cached, second.cached, later.cached], [false, false, true]);
});

Deno.test("one run takes one macrotask, so that everything else has its turn in between", async () => {
  const { service, turns, ran, key } = setUp();
  const states = watch(service.request("alice", key(1)), service.request("alice", key(2)));
  assertEquals([turns.due, ran.length], [1, 0]);
  await turns.pass();
  await turns.pass(0);
  assertEquals([turns.due, ran.length], [1, 1]);
  await turns.passAll();
  assertEquals([turns.due, ran.length], [0, 2]);
  assertEquals(states, ["done", "done"]);
});

Deno.test("sessions take turns, whoever asked for how much before", async () => {
  const { service, turns, ran, key } = setUp();
  for (const seed of [11, 12, 13]) void service.request("alice", key(seed));
  for (const seed of [21, 22]) void service.request("bob", key(seed));
  void service.request("carol", key(31));
  assertEquals(["alice", "bob", "carol", "dave"].map((who) => service.position(who)), [6, 5, 3, 0]);
  await turns.passAll();
  assertEquals(ran, [11, 21, 31, 12, 22, 13]);
});

Deno.test("of one session a few may wait; the newest win, and the oldest are told", async () => {
  const { service, turns, ran, key } = setUp({ waitingPerSession: 2 });
  const asked = [1, 2, 3, 4].map((seed) => service.request("alice", key(seed)));
  const others = service.request("bob", key(5));
  const states = watch(...asked, others);
  await turns.passAll();
  assertEquals(states, ["superseded", "superseded", "done", "done", "done"]);
  assertEquals(ran, [3, 5, 4]);
  const outcome = await asked[0]!;
  assert(outcome.kind === "superseded" && outcome.message.length > 0);
  assertEquals(httpOf(outcome).status, 409);
});

Deno.test("what one session does not want any more, another still gets", async () => {
  const { service, turns, key } = setUp({ waitingPerSession: 1 });
  const states = watch(
    service.request("alice", key(1)),
    service.request("bob", key(1)),
    service.request("alice", key(2)),
  );
  await turns.passAll();
  assertEquals(states, ["superseded", "done", "done"]);
});

Deno.test("when too many wait, the next is told how many and when to come again", async () => {
  const { service, turns, key } = setUp({ waiting: 3 });
  const waiting = ["a", "b", "c"].map((who, seed) => service.request(who, key(seed)));
  const refused = await service.request("d", key(9));
  assertEquals(refused, {
    kind: "busy",
    waiting: 3,
    retryAfter: 1,
    message: "3 requests are waiting, which is as many as may; try again in 1 second",
  });
  assertEquals(httpOf(refused), { status: 503, headers: { "Retry-After": "1" } });
  await turns.passAll();
  assertEquals((await Promise.all(waiting)).map(({ kind }) => kind), ["done", "done", "done"]);
});

Deno.test("Retry-After grows with what the runs so far took", async () => {
  let time = 0;
  const { service, turns } = setUp({ waiting: 2, now: () => time });
  const slow = tiny("slow", () => void (time += 4_000));
  const first = service.request("a", keyOf(slow, 1));
  await turns.passAll();
  await first;
  void service.request("a", keyOf(slow, 2));
  void service.request("b", keyOf(slow, 3));
  const refused = await service.request("c", keyOf(slow, 4));
  assert(refused.kind === "busy");
  assertEquals(refused.retryAfter, 8);
  await turns.passAll();
});

Deno.test("several runs for one page wait as one, and take turns with those of others", async () => {
  const { service, turns, ran, key } = setUp({ waitingPerSession: 1 });
  const page = service.requestEach("alice", [1, 2, 1, 3].map(key), (outcome) => {
    assert(outcome.kind === "done");
    return outcome.run.trace.seed;
  });
  void service.request("bob", key(9));
  await turns.passAll();
  assertEquals(await page, [1, 2, 1, 3]);
  assertEquals(ran, [1, 9, 2, 3]);
  assertEquals(await service.requestEach("alice", [], (outcome) => outcome), []);
});

Deno.test("a page that is not wanted any more gets what it had, and is told for the rest", async () => {
  const { service, turns, key } = setUp({ waitingPerSession: 1 });
  const page = service.requestEach("alice", [1, 2, 3].map(key), ({ kind }) => kind);
  await turns.pass();
  void service.request("alice", key(4));
  assertEquals(await page, ["done", "superseded", "superseded"]);
  await turns.passAll();
});

Deno.test("a mistake of the page is the page's, and nobody else notices", async () => {
  const { service, turns, key } = setUp();
  const page = service.requestEach("alice", [key(1), key(2)], () => {
    throw new Error("this page is broken");
  });
  const others = service.request("bob", key(1));
  const broken = assertRejects(() => page, Error, "this page is broken");
  await turns.passAll();
  await broken;
  assertEquals((await others).kind, "done");
  assertEquals(service.metrics.waiting, 0);
  assertThrows(
    () => service.requestEach("alice", Array.from({ length: 1001 }, (_, i) => key(i)), () => 0),
    RangeError,
  );
});

Deno.test("metrics count everything that happened, and what is there now", async () => {
  const { service, turns, key } = setUp({ waiting: 2, waitingPerSession: 1 });
  void service.request("alice", key(1));
  void service.request("alice", key(2));
  void service.request("bob", key(3));
  void service.request("carol", key(4));
  await turns.passAll();
  await service.request("carol", key(3));
  const { cacheBytes, ...rest } = service.metrics;
  assertEquals(rest, {
    requested: 5,
    computed: 2,
    cached: 1,
    overBudget: 0,
    failed: 0,
    superseded: 1,
    refused: 1,
    millis: 0,
    waiting: 0,
    cacheRuns: 2,
  });
  assert(cacheBytes > 0);
});

Deno.test("what is remembered stays within its bytes, and what was forgotten is computed again", async () => {
  const { service, turns } = setUp({ cacheBytes: 150_000 });
  for (let seed = 1; seed <= 6; seed++) {
    void service.request("alice", keyOf(mitm, seed));
    await turns.passAll();
  }
  const { cacheRuns, cacheBytes } = service.metrics;
  assert(cacheRuns >= 1 && cacheRuns < 6, `${cacheRuns} runs are remembered`);
  assert(cacheBytes <= 150_000);
  void service.request("alice", keyOf(mitm, 1));
  await turns.passAll();
  assertEquals(service.metrics.computed, 7);
});
