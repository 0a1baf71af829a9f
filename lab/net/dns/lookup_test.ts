import { assertEquals } from "@std/assert";
import { decodeTrusted, encode, fromHex, utf8 } from "../../bytes/mod.ts";
import type { Segment } from "../../trace/mod.ts";
import { dialogue, pair } from "../testing.ts";
import { seconds } from "../time.ts";
import { lookup, type LookupResult } from "./lookup.ts";
import { answerTo, DnsMessage, queryFor, ResponseCode, responseCode } from "./message.ts";
import { DNS_PORT, Resolver } from "./resolver.ts";

/** Alice, a resolver that knows the bank, and Mallory on the path between them. */
function stage(options: Parameters<typeof pair>[0] = {}) {
  const { world, network, alice, bank: server, cafe } = pair(options);
  const resolver = new Resolver(server, { "bank.example": "203.0.113.9" });
  const mallory = network.node("mallory");
  network.insert(mallory, cafe);
  const results: LookupResult[] = [];
  const ask = (name: string) => {
    lookup(alice, server.address, name, (result) => void results.push(result));
    world.run();
    return results;
  };
  return { world, alice, server, mallory, resolver, results, ask };
}

/** A datagram that answers `query` in the name of whom it was addressed to. */
function reply(query: Segment, message: DnsMessage): Segment {
  return { ...query, from: query.to, to: query.from, payload: encode(DnsMessage, message) };
}

function queryIn({ payload }: Segment): DnsMessage {
  return decodeTrusted(DnsMessage, payload);
}

Deno.test("lookup() finds the address of a name, in one question and one answer", () => {
  const { world, ask } = stage();
  assertEquals(ask("Bank.EXAMPLE"), [{ ok: true, address: "203.0.113.9", packet: 3 }]);
  assertEquals(dialogue(world).length, 4);
  assertEquals(world.now, 20_000);
  assertEquals(world.trace.events.map(({ cause }) => cause), [undefined, 0, 1, 2]);
});

Deno.test("lookup() says that a name does not exist", () => {
  assertEquals(stage().ask("bonk.example"), [{ ok: false, reason: "NXDomain", packet: 3 }]);
});

Deno.test("lookup() asks three times, two seconds apart, and gives up", () => {
  const { world, mallory, ask } = stage();
  mallory.intercept({ name: "silence", onSegment: () => "drop" });
  assertEquals(ask("bank.example"), [{ ok: false, reason: "timed out" }]);
  assertEquals(world.now, seconds(6));
  assertEquals(
    world.trace.events.filter(({ kind }) => kind === "wire.sent").map(({ at }) => at),
    [0, seconds(2), seconds(4)],
  );
});

Deno.test("lookup() goes on asking where the first question is lost", () => {
  const { mallory, ask } = stage();
  let seen = 0;
  mallory.intercept({ name: "once", onSegment: () => seen++ === 0 ? "drop" : "pass" });
  assertEquals(ask("bank.example").map(({ ok }) => ok), [true]);
});

Deno.test("lookup() knows when there is no way to the resolver", () => {
  const { world, alice } = pair();
  const results: LookupResult[] = [];
  lookup(alice, "203.0.113.1", "bank.example", (result) => void results.push(result));
  assertEquals(results, []);
  world.run();
  assertEquals(results, [{ ok: false, reason: "unreachable" }]);
});

Deno.test("an on-path attacker who answers first is believed, and the truth comes too late", () => {
  const { world, mallory, ask } = stage();
  mallory.intercept({
    name: "liar",
    onSegment(segment, wire) {
      if (segment.to.port === DNS_PORT) {
        wire.inject(reply(segment, answerTo(queryIn(segment), { address: mallory.address })));
      }
      return "pass";
    },
  });
  assertEquals(ask("bank.example"), [{ ok: true, address: mallory.address, packet: 1 }]);
  assertEquals(dialogue(world).map((line) => line.replace(/ \d+ bytes/, "")), [
    "0..5000 alice → mallory",
    "5000..10000 mallory → alice forged",
    "5000..10000 mallory → bank",
    "10000..15000 bank → mallory",
    "15000..20000 mallory → alice",
  ]);
});

Deno.test("an on-path attacker may rewrite the honest answer", () => {
  const { mallory, ask } = stage();
  mallory.intercept({
    name: "forger",
    onSegment(segment) {
      if (segment.from.port !== DNS_PORT) return "pass";
      const forged = answerTo(queryIn(segment), { address: "192.0.2.66", ttl: 1 });
      return { replace: encode(DnsMessage, forged) };
    },
  });
  assertEquals(ask("bank.example").map((result) => result.ok && result.address), ["192.0.2.66"]);
});

const WRONG: readonly (readonly [promise: string, wrong: (query: Segment) => Segment])[] = [
  ["another id", (query) => {
    const asked = queryIn(query);
    return reply(query, answerTo({ ...asked, id: asked.id ^ 1 }, { address: "192.0.2.66" }));
  }],
  ["another question", (query) => {
    const { id } = queryIn(query);
    return reply(query, answerTo(queryFor("evil.example", id), { address: "192.0.2.66" }));
  }],
  ["no question", (query) => reply(query, answerTo({ ...queryIn(query), questions: [] }))],
  ["another sender", (query) => ({
    ...reply(query, answerTo(queryIn(query), { address: "192.0.2.66" })),
    from: { address: "192.0.2.66", port: DNS_PORT },
  })],
  ["another port", (query) => ({
    ...reply(query, answerTo(queryIn(query), { address: "192.0.2.66" })),
    from: { address: query.to.address, port: 54 },
  })],
  ["a query", (query) => reply(query, queryIn(query))],
  ["rubbish", (query) => ({ ...reply(query, queryIn(query)), payload: utf8("rubbish") })],
];
for (const [promise, wrong] of WRONG) {
  Deno.test(`lookup() passes over an answer with ${promise}`, () => {
    const { mallory, ask } = stage();
    mallory.intercept({
      name: "clumsy",
      onSegment(segment, wire) {
        if (segment.to.port === DNS_PORT) wire.inject(wrong(segment));
        return "pass";
      },
    });
    assertEquals(ask("bank.example").map((result) => result.ok && result.address), ["203.0.113.9"]);
  });
}

Deno.test("lookup() finds no address in an answer about something else", () => {
  const { mallory, ask } = stage();
  mallory.intercept({
    name: "empty",
    onSegment(segment) {
      if (segment.from.port !== DNS_PORT) return "pass";
      return { replace: encode(DnsMessage, answerTo(queryIn(segment))) };
    },
  });
  assertEquals(ask("bank.example").map((r) => !r.ok && r.reason), ["no address"]);
});

const ANSWERS: readonly (readonly [promise: string, query: string, code: number | undefined])[] = [
  ["an empty datagram", "", undefined],
  ["a cut header", "1234 01", ResponseCode.FormErr],
  ["a cut response", "1234 81", undefined],
  ["a response", "1234 8100 0000 0000 0000 0000", undefined],
  ["no question", "1234 0100 0000 0000 0000 0000", ResponseCode.FormErr],
  ["another opcode", "1234 2800 0000 0000 0000 0000", ResponseCode.NotImp],
  ["the root", "1234 0100 0001 0000 0000 0000 00 0001 0001", ResponseCode.NXDomain],
  [
    "the AAAA record of a name with an A record only",
    "1234 0100 0001 0000 0000 0000 0462616e6b 076578616d706c65 00 001c 0001",
    ResponseCode.NoError,
  ],
];
for (const [promise, query, code] of ANSWERS) {
  Deno.test(`Resolver: ${promise} is answered with ${code ?? "silence"}`, () => {
    const answer = stage().resolver.answer(fromHex(query));
    const message = answer && decodeTrusted(DnsMessage, answer);
    assertEquals(message && responseCode(message), code);
    if (message) assertEquals([message.id, message.answers], [0x1234, []]);
  });
}

Deno.test("Resolver: a name may move, and close() ends the service", () => {
  const { resolver, ask } = stage();
  resolver.set("bank.example", "203.0.113.10");
  ask("bank.example");
  resolver.close();
  assertEquals(ask("bank.example"), [
    { ok: true, address: "203.0.113.10", packet: 3 },
    { ok: false, reason: "timed out" },
  ]);
});
