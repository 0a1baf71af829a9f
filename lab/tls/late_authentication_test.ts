import { assertEquals, assertThrows } from "@std/assert";
import { fromUtf8, utf8 } from "../bytes/mod.ts";
import type { TlsEvent } from "./event.ts";
import { Pair, type PairOptions, testRoot } from "./testing.ts";
import { again } from "./testing/resume.ts";

const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });
const WILLING: PairOptions = { client: { identity: alice, postHandshakeAuth: true } };

function answers(events: readonly TlsEvent[]): readonly number[] {
  return events.flatMap((event) =>
    event.kind === "authenticated" ? [event.certificates.length] : []
  );
}

function asked(options: PairOptions, before: (pair: Pair) => void = () => {}): Pair {
  const pair = new Pair(options).drive();
  before(pair);
  pair.serverEvents.push(...pair.server.requestCertificate());
  pair.drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  pair.client.send(utf8("ping"));
  pair.server.send(utf8("pong"));
  pair.drive();
  assertEquals(fromUtf8(Pair.data(pair.serverEvents)), "ping");
  assertEquals(fromUtf8(Pair.data(pair.clientEvents)), "pong");
  return pair;
}

Deno.test("a client proves who it is when it is asked after the handshake", () => {
  const { serverEvents } = asked(WILLING);
  assertEquals(answers(serverEvents), [1]);
  const checks = serverEvents.flatMap((event) => event.kind === "check" ? [event.subject] : []);
  assertEquals(checks, ["finished", "certificate chain", "signature", "finished"]);
});

Deno.test("a client without a certificate says so", () => {
  assertEquals(answers(asked({ client: { postHandshakeAuth: true } }).serverEvents), [0]);
});

Deno.test("the proof holds after the keys have changed, and in a resumed session", () => {
  const changed = asked(WILLING, (pair) => {
    pair.client.updateKeys(true);
    pair.drive();
  });
  assertEquals(answers(changed.serverEvents), [1]);
  assertEquals(answers(asked(again(WILLING)).serverEvents), [1]);
});

Deno.test("a packed certificate answers a late request too", () => {
  const options = {
    client: { ...WILLING.client, certificateCompression: true },
    server: { certificateCompression: true },
  };
  assertEquals(answers(asked(options).serverEvents), [1]);
});

Deno.test("two requests at once are told apart", () => {
  const pair = asked(WILLING, ({ server }) => server.requestCertificate());
  assertEquals(answers(pair.serverEvents), [1, 1]);
});

Deno.test("a server only asks whom it may, and when", () => {
  const pair = new Pair(WILLING);
  assertThrows(() => pair.server.requestCertificate(), TypeError, "START");
  assertThrows(() => new Pair().drive().server.requestCertificate(), TypeError, "CONNECTED");
  pair.drive();
  pair.server.close();
  assertThrows(() => pair.server.requestCertificate(), TypeError, "CONNECTED");
});
