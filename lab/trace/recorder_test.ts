import { assertEquals, assertThrows } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { Recorder } from "./recorder.ts";
import { eventOf, type Trace } from "./trace.ts";

Deno.test("record() numbers events from 0 and notes the time, the act and the cause", () => {
  let now = 0;
  const recorder = new Recorder(() => now);
  const note = recorder.record("trent", { kind: "note", text: "before the curtain" });
  now = 5000;
  const act = recorder.record("", { kind: "act", title: "First", happens: true });
  now = 7000;
  recorder.record("alice", { kind: "note", text: "hello" }, note);
  assertEquals([note, act], [0, 1]);
  assertEquals(
    recorder.events.map(({ id, at, act, node, cause }) => [id, at, act, node, cause]),
    [
      [0, 0, 0, "trent", undefined],
      [1, 5000, 1, "", undefined],
      [2, 7000, 1, "alice", 0],
    ],
  );
  assertEquals(Object.hasOwn(recorder.events[0]!, "cause"), false, "no cause, no field");
});

Deno.test("cancelAct() says that an act does not happen, and is for acts only", () => {
  const recorder = new Recorder(() => 0);
  const act = recorder.record("", { kind: "act", title: "Never", happens: true });
  const note = recorder.record("alice", { kind: "note", text: "hm" });
  recorder.cancelAct(act);
  assertEquals(recorder.events[act], {
    kind: "act",
    title: "Never",
    happens: false,
    id: 0,
    at: 0,
    act: 1,
    node: "",
  });
  assertThrows(() => recorder.cancelAct(note), Error, "Cannot cancel event #1: it is no act");
  assertThrows(() => recorder.cancelAct(99), Error, "Cannot cancel event #99");
});

Deno.test("create() makes known what is created, once", () => {
  const recorder = new Recorder(() => 0);
  const pin = { id: "PIN", title: "PIN", kind: "text", bytes: utf8("4711") } as const;
  recorder.create("alice", pin, { by: "typed" });
  recorder.create("alice", pin, { by: "typed" });
  assertEquals(recorder.events.filter(({ kind }) => kind === "secret").length, 1);
  recorder.create("bank", { ...pin, id: "PIN as the bank calls it" }, { by: "configured" });
  assertEquals(recorder.ledger.secrets.length, 1);
  assertEquals(recorder.ledger.knowledge.map(({ node }) => node), ["alice", "bank"]);
});

Deno.test("eventOf() finds events by id, and refuses ids that no event has", () => {
  const recorder = new Recorder(() => 0);
  recorder.record("alice", { kind: "note", text: "hello" });
  const trace = { events: recorder.events } as unknown as Trace;
  assertEquals(eventOf(trace, 0).kind, "note");
  for (const id of [-1, 1, 0.5, NaN]) {
    assertThrows(() => eventOf(trace, id), RangeError, `Cannot find event #${id}`);
  }
});
