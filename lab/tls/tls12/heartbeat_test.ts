import { assert, assertEquals, assertThrows } from "@std/assert";
import { concat, equalBytes, utf8 } from "../../bytes/mod.ts";
import { heartbeatRequest, heartbeatResponse } from "../heartbeat.ts";
import type { TlsEvent } from "../event.ts";
import { HONEST_SEAMS } from "../seams.ts";
import { tls12 } from "../testing/resume12.ts";
import { Stage } from "../testing/stage.ts";
import { Pair } from "../testing.ts";

const BEATING = tls12({ client: { heartbeat: true }, server: { heartbeat: true } });

const heard = (events: readonly TlsEvent[]) =>
  events.flatMap((event) =>
    event.kind === "heartbeat" && event.direction === "received" ? [event.content] : []
  );

for (const [asker, other] of [["client", "server"], ["server", "client"]] as const) {
  Deno.test(`the ${other} answers a heartbeat of the ${asker} with its payload`, () => {
    const pair = new Pair(BEATING).drive();
    const request = heartbeatRequest(utf8("still there?"));
    pair[asker].sendHeartbeat(request);
    pair.drive();
    const ours = asker === "client" ? pair.clientEvents : pair.serverEvents;
    const theirs = asker === "client" ? pair.serverEvents : pair.clientEvents;
    assertEquals(heard(theirs), [request]);
    assertEquals(heard(ours), [heartbeatResponse(utf8("still there?"))]);
    assert(pair.client.connected && pair.server.connected);
  });
}

const MEMORY = utf8("the bank's own secrets");

Deno.test("an honest end keeps silent when a heartbeat claims more than it holds, and reads no memory", () => {
  let reads = 0;
  const memory = () => (reads++, MEMORY);
  const pair = new Pair({ ...BEATING, server: { ...BEATING.server, memory } }).drive();
  pair.client.sendHeartbeat(heartbeatRequest(utf8("abc"), 500));
  pair.drive();
  assertEquals(heard(pair.clientEvents), []);
  assert(pair.server.connected && reads <= 1);
});

Deno.test("an answer that is longer than a record comes in several", () => {
  const whole = concat(MEMORY, new Uint8Array(30_000));
  const seams = { ...HONEST_SEAMS, answerHeartbeat: () => whole };
  const pair = new Pair({ ...BEATING, server: { ...BEATING.server, seams } }).drive();
  pair.client.sendHeartbeat(heartbeatRequest(utf8("abc"), 0xffff));
  pair.drive();
  const parts = heard(pair.clientEvents);
  assertEquals(parts.length, 2);
  assert(equalBytes(concat(...parts), whole));
});

Deno.test("heartbeats that nobody agreed on are refused, and cannot be sent", () => {
  for (const who of ["client", "server"] as const) {
    const options = { ...BEATING, [who]: { ...BEATING[who], heartbeat: false } };
    const stage = new Stage("server", options).start().reach("CONNECTED");
    stage.say(24, heartbeatRequest(utf8("abc")));
    assertEquals([stage.error?.reason, stage.alertSent()], ["badRecordType", "unexpected_message"]);
    const pair = new Pair(options).drive();
    assertThrows(() => pair.client.sendHeartbeat(utf8("abc")), TypeError, "CONNECTED");
  }
});

Deno.test("a heartbeat during the handshake is passed over", () => {
  const stage = new Stage("client", BEATING).start().reach("WAIT_CERTIFICATE");
  stage.say(24, heartbeatRequest(utf8("abc")));
  assertEquals(stage.victim.state, "WAIT_CERTIFICATE");
  assertEquals(
    stage.events.some((event) => event.kind === "heartbeat" && event.direction === "sent"),
    false,
  );
});
