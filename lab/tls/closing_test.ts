/** Each direction ends on its own (RFC 9846 §6.1); `closed` is told once, when both have. */
import { assertEquals, assertThrows } from "@std/assert";
import { fromUtf8, utf8 } from "../bytes/mod.ts";
import { AlertDescription, ContentType, HandshakeType } from "../wire/mod.ts";
import type { TlsEvent } from "./event.ts";
import { Pair } from "./testing.ts";
import { message, type Role, Stage } from "./testing/stage.ts";

const ends = (events: readonly TlsEvent[]) =>
  events.flatMap((event) => {
    if (event.kind === "closed") return [`closed by ${event.how}`];
    if (event.kind === "unsent") return [`unsent ${fromUtf8(event.data)}`];
    return event.kind === "peerClosed" ? ["peerClosed"] : [];
  });
const sides: readonly Role[] = ["client", "server"];
const bye = Uint8Array.of(1, AlertDescription.close_notify);

for (const role of sides) {
  const other = role === "client" ? "server" : "client";

  Deno.test(`a ${role} that has closed its side still hears all that is said`, () => {
    const pair = new Pair().drive();
    const [here, there] = [pair[role], pair[other]];
    const heard = role === "client" ? pair.clientEvents : pair.serverEvents;
    const told = role === "client" ? pair.serverEvents : pair.clientEvents;
    heard.push(...here.send(utf8("a question")), ...here.close());
    assertEquals([here.state, here.writable, here.readable], ["CONNECTED", false, true]);
    pair.drive();
    assertEquals([there.state, there.writable, there.readable], ["CONNECTED", true, false]);
    assertEquals(ends(told), ["peerClosed"]);
    told.push(...there.send(utf8("a long ")), ...there.updateKeys(true));
    told.push(...there.send(utf8("answer")));
    pair.drive();
    assertEquals(fromUtf8(Pair.data(heard)), "a long answer");
    assertEquals(ends(heard), []);
    told.push(...there.close());
    pair.drive();
    assertEquals([ends(heard), ends(told)], [
      ["peerClosed", "closed by close_notify"],
      ["peerClosed", "closed by close_notify"],
    ]);
    assertEquals([here.state, there.state], ["CLOSED", "CLOSED"]);
    assertEquals([here.error, there.error], [undefined, undefined]);
  });

  Deno.test(`a ${role} that has closed its side can say nothing more, not even why it fails`, () => {
    const stage = new Stage(role).start().reach("CONNECTED");
    stage.victim.close();
    stage.victim.outgoing();
    assertThrows(() => stage.victim.send(utf8("x")), TypeError, "Cannot send: this side is closed");
    assertThrows(() => stage.victim.updateKeys(), TypeError, "Cannot update keys");
    assertEquals(stage.victim.close(), []);
    stage.tell(message(HandshakeType.key_update, Uint8Array.of(1)));
    assertEquals(stage.victim.outgoing().length, 0);
    stage.tell(message(99));
    assertEquals(stage.error?.reason, "unexpectedMessage");
    assertEquals([stage.victim.outgoing().length, ends(stage.events)], [0, ["closed by alert"]]);
  });

  Deno.test(`a ${role} that never began closes without a word`, () => {
    const engine = new Pair()[role];
    engine.send(utf8("hello"));
    assertEquals(ends(engine.close()), ["unsent hello", "closed by close_notify"]);
    assertEquals([engine.state, engine.outgoing().length], ["CLOSED", 0]);
    assertThrows(() => engine.send(utf8("x")), TypeError, "Cannot send: the connection is CLOSED");
    if ("start" in engine) assertThrows(() => engine.start(), TypeError, "Cannot start");
  });

  Deno.test(`a ${role} whose handshake is cut short tells what was not sent`, () => {
    const state = role === "client" ? "WAIT_EE" : "WAIT_FINISHED";
    const cuts: Readonly<Record<string, (stage: Stage) => readonly TlsEvent[]>> = {
      "closed by close_notify": ({ victim }) => victim.close(),
      "closed by transport": ({ victim }) => victim.endOfInput(),
      "closed by alert": (stage) => stage.tell(message(99)).events,
    };
    for (const [how, cut] of Object.entries(cuts)) {
      const stage = new Stage(role).start().reach(state);
      stage.victim.send(utf8("one"));
      stage.victim.send(utf8("two"));
      assertEquals(ends(cut(stage)), ["unsent one", "unsent two", how]);
    }
  });
}

Deno.test("an end of the transport is told apart from a goodbye, and is none behind one", () => {
  const cut = new Pair().drive().server;
  assertEquals(ends(cut.endOfInput()), ["closed by transport"]);
  const truncated = new Pair().drive().server;
  truncated.close();
  assertEquals(ends(truncated.endOfInput()), ["closed by transport"]);
  const stage = new Stage("server").reach("CONNECTED").say(ContentType.alert, bye);
  assertEquals(stage.victim.endOfInput(), []);
  stage.victim.send(utf8("the last word"));
  assertEquals(ends(stage.victim.transportClosed()), ["closed by close_notify"]);
  assertEquals(stage.victim.transportClosed(), []);
});

Deno.test("leave() ends both directions at once, and what comes behind it is not heard", () => {
  const stage = new Stage("client").start().reach("CONNECTED");
  assertEquals(ends(stage.victim.leave()), ["closed by close_notify"]);
  assertEquals(stage.alertSent(), "close_notify");
  const before = stage.events.length;
  stage.hear(utf8("not even a record"));
  assertEquals([stage.events.length, stage.victim.leave()], [before, []]);
});
