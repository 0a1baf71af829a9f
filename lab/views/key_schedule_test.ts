import { assert, assertEquals } from "@std/assert";
import { hex } from "../bytes/mod.ts";
import { noble, street, traceOf } from "../cast/testing.ts";
import { run } from "../scenario/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { keySchedule } from "./key_schedule.ts";

function walk(updates = 0) {
  const { world, alice, bank } = street();
  const session = alice.connect(bank);
  for (let i = 0; i < updates; i++) session.updateKeys(true);
  return traceOf(world);
}

Deno.test("one connection: three rungs, and the secrets in the places of RFC 9846 §7.1", () => {
  const trace = walk();
  const [schedule, ...others] = keySchedule(trace);
  assertEquals(others, []);
  assertEquals(schedule?.rungs.map(({ name }) => name), [
    "Early Secret",
    "Handshake Secret",
    "Main Secret",
  ]);
  const known = schedule!.rungs.map(({ taken }) =>
    taken.filter(({ values }) => values.length > 0).map(({ label }) => label)
  );
  assertEquals(known, [
    [],
    ["c hs traffic", "s hs traffic"],
    ["c ap traffic", "s ap traffic", "exp master"],
  ]);
  assertEquals(schedule?.ends.map(({ node }) => node).toSorted(), ["alice", "bank"]);
  assertEquals([schedule?.hash, schedule?.group, schedule?.agreed], ["SHA-256", "x25519", true]);
  assertEquals(schedule?.updates, []);
});

Deno.test("every value is the ledger's, and its holders are those who know it", () => {
  const trace = walk();
  for (const { rungs } of keySchedule(trace)) {
    for (const { values } of rungs.flatMap(({ taken }) => taken)) {
      for (const { secret, hex: digits, holders, events } of values) {
        assertEquals(digits, hex(trace.secrets.find(({ id }) => id === secret)!.bytes));
        assertEquals(holders.map(({ node }) => node).toSorted(), ["alice", "bank"]);
        assertEquals(events.length, 2);
      }
    }
  }
});

Deno.test("what the trace does not have is said to be unknown, with the reason", () => {
  for (const { rungs } of keySchedule(walk())) {
    for (const { unknown, taken } of rungs) {
      assert(unknown !== "");
      for (const one of taken) assertEquals(one.values.length === 0, one.unknown !== undefined);
    }
  }
});

Deno.test("KeyUpdate: each new secret says which one it follows from", () => {
  const [schedule] = keySchedule(walk(2));
  assertEquals(
    schedule?.updates.map(({ logLabel }) => logLabel).toSorted(),
    ["CLIENT_TRAFFIC_SECRET_1", "CLIENT_TRAFFIC_SECRET_2"].concat([
      "SERVER_TRAFFIC_SECRET_1",
      "SERVER_TRAFFIC_SECRET_2",
    ]),
  );
  const second = schedule!.updates.find(({ logLabel }) => logLabel === "CLIENT_TRAFFIC_SECRET_2")!;
  assertEquals(second.transcript, "none: it follows from CLIENT_TRAFFIC_SECRET_1");
  assertEquals(second.direction, "client to server");
});

Deno.test("mitm: two connections with two ladders, one of them without the bank", () => {
  const mitm = SCENARIOS.find(({ id }) => id === "mitm")!;
  const schedules = keySchedule(run(mitm, { seed: 1, with: [], crypto: noble }).trace);
  assertEquals(
    schedules.map(({ ends }) => ends.map(({ node }) => node).toSorted()).toSorted(),
    [["alice", "mallory"], ["bank", "mallory"]],
  );
  assertEquals(new Set(schedules.map(({ id }) => id)).size, 2);
});

Deno.test("ends that derived different secrets do not agree, and both values are shown", () => {
  const trace = walk();
  const [first] = trace.secrets.filter(({ id }) => id.endsWith("/CLIENT_TRAFFIC_SECRET_0"));
  const other = { ...first!, id: "another", bytes: first!.bytes.map((octet) => octet ^ 1) };
  const events = trace.events.map((event) =>
    event.kind === "tls.secret" && event.node === "bank" && event.secret === first!.id
      ? { ...event, secret: other.id }
      : event
  );
  const [schedule] = keySchedule({ ...trace, events, secrets: [...trace.secrets, other] });
  assertEquals(schedule?.agreed, false);
  const [, , main] = schedule!.rungs;
  assertEquals(main?.taken[0]?.values.length, 2);
});

Deno.test("a world without TLS has no ladder", () => {
  const { world, alice, bank } = street({ server: { tls: false } });
  alice.connect(bank);
  assertEquals(keySchedule(traceOf(world)), []);
});
