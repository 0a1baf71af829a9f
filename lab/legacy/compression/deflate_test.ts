import { assert, assertEquals } from "@std/assert";
import { type Bytes, concat, utf8 } from "../../bytes/mod.ts";
import { Pair, type PairOptions } from "../../tls/testing.ts";
import { sessionCache, TICKETS_12, tls12 } from "../../tls/testing/resume12.ts";
import { DEFLATE } from "./deflate.ts";

const legacy = { dialects: [], suites: [], compression: DEFLATE };
const BOTH = tls12({ client: { legacy }, server: { legacy } });

function talk(options: PairOptions, text: Bytes): { readonly pair: Pair; readonly length: number } {
  const pair = new Pair(options).drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  pair.client.send(text);
  const bytes = pair.client.outgoing();
  pair.serverEvents.push(...pair.server.receive(bytes));
  assertEquals([pair.server.error, Pair.data(pair.serverEvents)], [undefined, text]);
  return { pair, length: bytes.length };
}

Deno.test("what repeats itself gets shorter where both ends compress, and only there", () => {
  const text = utf8("Cookie: secret=7; ".repeat(40));
  const { length } = talk(BOTH, text);
  assert(length < 150, `${length}`);
  for (const who of ["client", "server"] as const) {
    const one = tls12({ [who]: { legacy } });
    assert(talk(one, text).length > text.length);
  }
});

Deno.test("a secret that is guessed right makes the record shorter", () => {
  const lengthOf = (guess: string) =>
    talk(BOTH, utf8(`GET /?${guess} HTTP/1.1\r\nCookie: secret=4711\r\n\r\n`)).length;
  assert(lengthOf("secret=4711") < lengthOf("secret=5820"));
});

Deno.test("what does not suit compression still fits into records", () => {
  let state = 1;
  const noise = Uint8Array.from(
    { length: 60_000 },
    () => (state = (state * 48271) % 2147483647) & 255,
  );
  talk(BOTH, noise);
});

Deno.test("the stream goes on from record to record, both ways", () => {
  const pair = new Pair(BOTH).drive();
  for (const part of ["one two three", "one two three", "", "one two three four"]) {
    pair.client.send(utf8(part));
    pair.server.send(utf8(part));
    pair.drive();
  }
  const all = utf8("one two threeone two threeone two three four");
  assertEquals([Pair.data(pair.serverEvents), Pair.data(pair.clientEvents)], [all, all]);
});

Deno.test("a stream that is broken, or too long, is refused", () => {
  const { make } = DEFLATE;
  const honest = make().compress(new Uint8Array(20_000));
  assertEquals(make().expand(honest, 16_384), undefined);
  assertEquals(make().expand(honest, 20_000)?.length, 20_000);
  for (const wrong of [[], [0x78], [0x79, 1, 3, 0], [0x78, 2, 3, 0], [0x78, 1, 7]]) {
    assertEquals(make().expand(Uint8Array.from(wrong), 16_384), undefined);
  }
  assert(make().expand(concat(honest), 20_000));
});

Deno.test("a compressed session is not gone on from", () => {
  const server = { legacy, tickets: TICKETS_12, sessionCache: sessionCache() };
  const first = new Pair(tls12({ client: { legacy }, server })).drive();
  const session = first.clientEvents.flatMap((event) =>
    event.kind === "session" ? [event.session] : []
  )[0]!;
  const second = new Pair(tls12({ seed: 2, client: { legacy, session }, server })).drive();
  const agreed = second.clientEvents.find((event) => event.kind === "connected");
  assertEquals(agreed?.kind === "connected" && agreed.agreement.resumed, false);
});
