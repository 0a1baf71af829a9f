import { assertEquals } from "@std/assert";
import { type Bytes, concat, fromUtf8, utf8 } from "../bytes/mod.ts";
import { street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { recordsWithoutIntegrity, recordsWithoutOrder } from "../flaws/mod.ts";
import { RecordFramer } from "../tls/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { recordsOf, streamsOf } from "../views/mod.ts";
import { dropRecord, flipText, type Move, relayRecords, repeatRecord, swapRecords } from "./mod.ts";

const letAllPass: Move = ({ bytes }) => [bytes];

/** Alice says some words to her bank; Mallory carries the records and makes her move. */
function carried(move: Move, words: readonly string[], options: StreetOptions = {}) {
  const { world, bank, alice, street: link } = street(options);
  const mallory = world.attacker("mallory", { on: link });
  mallory.play(relayRecords(move));
  const session = alice.connect(bank);
  for (const line of words) if (session.alive) session.send(line);
  if (session.alive) session.close();
  return { trace: traceOf(world), session, bank };
}

/** What passed on one side of Mallory in one direction: on `street`, or beyond her. */
function passed(trace: Trace, side: "near" | "far", towards: "server" | "client"): Bytes {
  const found = streamsOf(trace).filter(({ link, to }) =>
    (link === "street") === (side === "near") && (to.port === 443) === (towards === "server")
  );
  return concat(...found.flatMap(({ chunks }) => chunks.map(({ bytes }) => bytes)));
}

function heardByBank(trace: Trace): string[] {
  return trace.events.flatMap((event) =>
    event.kind === "app.data" && event.direction === "received" && event.node === "bank"
      ? [fromUtf8(event.data).trimEnd()]
      : []
  );
}

for (const mtu of [1500, 300, 100]) {
  for (const loss of [0, 0.2]) {
    Deno.test(`what is let pass is the same byte for byte: MTU ${mtu}, loss ${loss}`, () => {
      const words = ["ping", "x".repeat(2000), "pong"];
      const { trace } = carried(letAllPass, words, { link: { mtu, loss } });
      for (const towards of ["server", "client"] as const) {
        const near = passed(trace, "near", towards);
        assertEquals(near.length > 2000, true);
        assertEquals(passed(trace, "far", towards), near);
      }
      assertEquals(heardByBank(trace).join("").length, 4 + 2000 + 4);
    });
  }
}

Deno.test("a move is shown every protected record once, in order, and no other", () => {
  const shown: Record<string, number[]> = { server: [], client: [] };
  const { trace } = carried((record) => {
    shown[record.towards]!.push(record.index);
    assertEquals(record.bytes[0], 23);
    return [record.bytes];
  }, ["ping", "pong"]);
  for (const towards of ["server", "client"] as const) {
    const framer = new RecordFramer();
    framer.push(passed(trace, "near", towards));
    let count = 0;
    for (let record = framer.next(); record !== undefined; record = framer.next()) {
      if ("fragment" in record && record.type === 23) count++;
    }
    assertEquals(shown[towards], Array.from({ length: count }, (_, i) => i));
  }
});

const order = (index: number) => ({ index });
const PAY = ["pay 100", "pay 200", "pay 300"];

const moves: readonly {
  readonly move: () => Move;
  readonly what: string;
  /** Records towards the server beyond Mallory, by their place on Alice's side. */
  readonly beyond: readonly number[];
  readonly unordered: readonly string[];
  readonly honest: readonly string[];
}[] = [
  {
    what: "dropRecord()",
    move: () => dropRecord(order(2)),
    beyond: [0, 1, 3, 4],
    unordered: ["pay 100", "pay 300"],
    honest: ["pay 100"],
  },
  {
    what: "repeatRecord()",
    move: () => repeatRecord(order(2)),
    beyond: [0, 1, 2, 2, 3, 4],
    unordered: ["pay 100", "pay 200", "pay 200", "pay 300"],
    honest: ["pay 100", "pay 200"],
  },
  {
    what: "swapRecords()",
    move: () => swapRecords(order(2)),
    beyond: [0, 1, 3, 2, 4],
    unordered: ["pay 100", "pay 300", "pay 200"],
    honest: ["pay 100"],
  },
];

for (const { what, move, beyond, unordered, honest } of moves) {
  Deno.test(`${what} does what it says, and nothing to the other direction`, () => {
    const flaws = [recordsWithoutOrder];
    const { trace } = carried(move(), PAY, { client: { flaws }, server: { flaws } });
    const near = protectedRecords(trace, "near");
    assertEquals(protectedRecords(trace, "far"), beyond.map((index) => near[index]));
    assertEquals(passed(trace, "far", "client"), passed(trace, "near", "client"));
    assertEquals(heardByBank(trace), unordered);
  });

  Deno.test(`${what} against ends that count ends the connection`, () => {
    const { trace, session } = carried(move(), PAY);
    assertEquals(heardByBank(trace), honest);
    assertEquals(session.alive, false);
    const alert = trace.events.find((event) => event.kind === "tls.alert" && event.reason);
    assertEquals(alert?.kind === "tls.alert" && [alert.node, alert.alert], [
      "bank",
      "bad_record_mac",
    ]);
  });
}

/** Protected records towards the server on one side of Mallory. */
function protectedRecords(trace: Trace, side: "near" | "far"): Bytes[] {
  return streamsOf(trace)
    .filter(({ link, to }) => to.port === 443 && (link === "street") === (side === "near"))
    .flatMap((stream) => recordsOf(stream).map(({ record }) => record))
    .filter(({ type }) => type === 23).map(({ bytes }) => bytes);
}

Deno.test("flipText() changes one text into the other inside the ciphertext, and only that", () => {
  const flaws = [recordsWithoutIntegrity];
  const move = flipText(order(2), 4, utf8("200"), utf8("999"));
  const { trace } = carried(move, PAY, { client: { flaws }, server: { flaws } });
  assertEquals(heardByBank(trace), ["pay 100", "pay 999", "pay 300"]);
  const [near, far] = [protectedRecords(trace, "near"), protectedRecords(trace, "far")];
  assertEquals(far.length, near.length);
  far.forEach((record, i) => {
    const changed = [...record.keys()].filter((at) => record[at] !== near[i]![at]);
    assertEquals(changed, i === 2 ? [9, 10, 11] : []);
  });
});

Deno.test("flipText() beyond the end of a record changes what is there and nothing else", () => {
  const move = flipText(order(1), 10_000, utf8("a"), utf8("b"));
  const { trace } = carried(move, PAY);
  assertEquals(heardByBank(trace), PAY);
});

Deno.test("a connection to nobody is broken off for the victim too", () => {
  const { world, bank, alice, street: link } = street();
  const mallory = world.attacker("mallory", { on: link });
  mallory.play(relayRecords(letAllPass));
  const elsewhere = { address: bank.node.address, port: 4444 };
  let reset = "";
  alice.node.connect(elsewhere, { onReset: (reason) => void (reset = reason) });
  world.settle();
  assertEquals(reset, "reset");
});

Deno.test("what is no TLS is not carried: she breaks off, and nothing throws", () => {
  const { session, trace } = carried(letAllPass, ["hello"], { server: { tls: false } });
  assertEquals(session.alive, false);
  assertEquals(heardByBank(trace), []);
});
