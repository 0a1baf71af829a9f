import { assert, assertEquals, assertThrows } from "@std/assert";
import { fromUtf8, utf8 } from "../bytes/mod.ts";
import { diary, tlsPair } from "./testing.ts";

Deno.test("a conversation is told in the order in which it happened, at both ends", () => {
  const { world, connect, ends, heard } = tlsPair();
  connect();
  world.run();
  ends.alice!.send(utf8("ping"));
  world.run();
  ends.bank!.send(utf8("pong"));
  world.run();
  ends.alice!.close();
  world.run();
  assertEquals(diary(world.trace.events, "alice"), [
    "sent client_hello",
    "received server_hello",
    "received encrypted_extensions",
    "received certificate",
    "approves certificate chain",
    "received certificate_verify",
    "approves signature",
    "received finished",
    "approves finished",
    "sent finished",
    "connected",
    'sent "ping"',
    'received "pong"',
    "sent alert close_notify",
    "closed by close_notify",
  ]);
  assertEquals(diary(world.trace.events, "bank"), [
    "received client_hello",
    "sent server_hello",
    "sent encrypted_extensions",
    "sent certificate",
    "sent certificate_verify",
    "sent finished",
    "received finished",
    "approves finished",
    "connected",
    'received "ping"',
    'sent "pong"',
    "received alert close_notify",
    "closed by close_notify",
    "sent alert close_notify",
    "closed by close_notify",
  ]);
  assertEquals(heard, { alice: ["open", '"pong"', "close"], bank: ["open", '"ping"', "close"] });
});

Deno.test("what an end does because of a packet names the packet as its cause", () => {
  const { world, connect, ends } = tlsPair();
  connect();
  world.run();
  ends.alice!.send(utf8("ping"), 0);
  world.run();
  const { events } = world.trace;
  for (const event of events) {
    if (!event.kind.startsWith("tls.") && event.kind !== "app.data") continue;
    if (event.kind === "app.data" && event.direction === "sent") continue;
    const cause = events[event.cause ?? -1];
    assert(cause?.kind === "wire.sent", `#${event.id} ${event.kind} has no packet for a cause`);
    assertEquals(cause.to, event.node, `#${event.id} ${event.kind} is caused by another's packet`);
    assertEquals(cause.arrives, event.at);
  }
  const said = events.find((event) => event.kind === "app.data")!;
  assertEquals(said.cause, 0);
});

Deno.test("data is kept until the channel is open, and comes in order", () => {
  const { world, connect, heard } = tlsPair();
  connect((channel) => {
    channel.send(utf8("one"));
    channel.send(utf8("two"));
  });
  world.run();
  assertEquals(heard.bank, ["open", '"one"', '"two"']);
});

Deno.test("an alert closes both ends, and the trace says why once", () => {
  const { world, connect, ends, heard } = tlsPair({ client: { anchors: [] } });
  connect();
  world.run();
  assertEquals([ends.alice!.alive, ends.bank!.alive], [false, false]);
  assertEquals(diary(world.trace.events, "alice").slice(-3), [
    "refuses certificate chain",
    "sent alert unknown_ca",
    "closed by alert",
  ]);
  assertEquals(diary(world.trace.events, "bank").slice(-2), [
    "received alert unknown_ca",
    "closed by alert",
  ]);
  const reasons = world.trace.events.flatMap((event) =>
    event.kind === "tls.alert" && event.reason !== undefined ? [event.reason] : []
  );
  assertEquals(reasons, ["certificateRejected"]);
  assertEquals(heard, { alice: ["close"], bank: ["close"] });
});

Deno.test("a transport that breaks is told as such, and never as a goodbye", () => {
  const { world, connect, ends, heard } = tlsPair();
  const stream = connect();
  world.run();
  stream.abort();
  world.run();
  assertEquals(diary(world.trace.events, "bank").at(-1), "closed by transport");
  assertEquals(heard.bank, ["open", "close"]);
  assertEquals(ends.bank!.alive, false);
});

Deno.test("nothing is sent into a channel that has ended, and nothing is noted either", () => {
  const { world, connect, ends } = tlsPair();
  connect();
  world.run();
  ends.alice!.close();
  world.run();
  const before = world.trace.events.length;
  for (const end of [ends.alice!, ends.bank!]) {
    assertThrows(() => end.send(utf8("too late")), TypeError, "Cannot send");
    assertThrows(() => end.updateKeys(true), TypeError, "Cannot update keys");
    end.close(); // twice is no fault
  }
  world.run();
  assertEquals(world.trace.events.length, before);
});

Deno.test("both ends derive the same secrets, and the ledger has each of them once", () => {
  const { world, connect, ends } = tlsPair();
  connect();
  world.run();
  ends.alice!.updateKeys(true);
  world.run();
  const { ledger } = world.trace;
  const labels = ledger.secrets.map(({ id }) => id.replace(/^.*\//, ""));
  assertEquals(labels.toSorted(), [
    "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    "CLIENT_TRAFFIC_SECRET_0",
    "CLIENT_TRAFFIC_SECRET_1",
    "EXPORTER_SECRET",
    "SERVER_HANDSHAKE_TRAFFIC_SECRET",
    "SERVER_TRAFFIC_SECRET_0",
    "SERVER_TRAFFIC_SECRET_1",
  ]);
  for (const { id } of ledger.secrets) {
    for (const node of ["alice", "bank"]) assert(ledger.knows(node, id), `${node} lacks ${id}`);
  }
});

Deno.test("readSecret is the secret of the peer's latest key", () => {
  const { world, connect, ends } = tlsPair();
  connect((channel) => assertEquals(channel.readSecret, undefined));
  world.run();
  assertEquals(ends.alice!.readSecret, "alice → bank/SERVER_TRAFFIC_SECRET_0");
  assertEquals(ends.bank!.readSecret, "alice → bank/CLIENT_TRAFFIC_SECRET_0");
  ends.alice!.updateKeys(false);
  world.run();
  assertEquals(ends.alice!.readSecret, "alice → bank/SERVER_TRAFFIC_SECRET_0");
  assertEquals(ends.bank!.readSecret, "alice → bank/CLIENT_TRAFFIC_SECRET_1");
});

for (const loss of [0.1, 0.3]) {
  Deno.test(`with ${loss * 100} % loss the same is said, only later`, () => {
    const { world, connect, ends, heard } = tlsPair({ link: { loss } });
    connect((channel) => channel.send(utf8("ping")));
    world.run();
    ends.bank!.send(utf8("pong"));
    world.run();
    assertEquals(heard, { alice: ["open", '"pong"'], bank: ["open", '"ping"'] });
  });
}

Deno.test("whoever is told of a goodbye may still speak before it is answered", () => {
  const { world, connect, ends } = tlsPair();
  connect();
  world.run();
  const seen: unknown[] = [];
  const bank = ends.bank!;
  bank.handlers = {
    onPeerDone: () => {
      seen.push(bank.alive);
      bank.send(utf8("one more thing"));
    },
    onClose: () => seen.push(bank.alive),
  };
  ends.alice!.close();
  world.run();
  assertEquals(seen, [true, false]);
  assertEquals(diary(world.trace.events, "bank").slice(-5), [
    "received alert close_notify",
    "closed by close_notify",
    'sent "one more thing"',
    "sent alert close_notify",
    "closed by close_notify",
  ]);
});

Deno.test("data that waited for a handshake which never ends well is handed back", () => {
  const { world, connect, ends } = tlsPair({ client: { anchors: [] } });
  const back: string[] = [];
  connect((channel) => {
    channel.handlers = { onUnsent: (data) => void back.push(fromUtf8(data)) };
    channel.send(utf8("one"));
    channel.send(utf8("two"));
  });
  world.run();
  assertEquals([ends.alice!.alive, back], [false, ["one", "two"]]);
});
