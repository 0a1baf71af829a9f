import { assert, assertEquals } from "@std/assert";
import type { Position } from "../attacks/mod.ts";
import { noble, street, traceOf } from "../cast/testing.ts";
import { utf8 } from "../bytes/mod.ts";
import { readTrace, writeTrace } from "../export/mod.ts";
import {
  certificateViews,
  costs,
  drawnIn,
  grantsOf,
  keySchedule,
  packetView,
  sequence,
  talliesOf,
  tallyText,
} from "./mod.ts";

/** Mallory asks the bank so many questions, each over a connection of its own. */
function asked(count: number, endsRounds = true) {
  const { world, bank, street: link } = street({ server: { tls: false } });
  const mallory = world.attacker("mallory", { on: link });
  const to = { address: bank.node.address, port: 80 };
  let port: Position | undefined;
  mallory.play((position) => void (port = position));
  const ask = (i: number) => {
    if (i === count) return void (endsRounds && port!.endRounds("connections"));
    port!.round("connections");
    port!.connect(to, {
      onOpen(line) {
        line.listen({ onData: () => line.end(), onEnd: () => ask(i + 1) });
        line.write(utf8(`question ${i}\n`));
      },
    });
  };
  ask(0);
  world.settle();
  port!.note("all is asked");
  port!.tally({ queries: count });
  return traceOf(world);
}

function rows(count: number): string[] {
  return sequence(asked(count), noble).rows.flatMap((row) =>
    row.kind === "arrow" ? row.from < row.to ? [row.label] : [] : "text" in row ? [row.text] : []
  ).map((text) => text.replace(/counts .*/, "counts"));
}

const END = ["all is asked", "counts"];

Deno.test("a short series is drawn as it is", () => {
  assertEquals(rows(5), [..."01234"].map((i) => `question ${i}`).concat(END));
});

Deno.test("of a long series the first two and the last two are drawn", () => {
  assertEquals(rows(40), [
    "question 0",
    "question 1",
    "… 36 more connections like these",
    "question 38",
    "question 39",
    ...END,
  ]);
});

Deno.test("a series that nobody ended is folded all the same", () => {
  const { rows } = sequence(asked(40, false), noble);
  assert(rows.some((row) => row.kind === "band" && row.text.startsWith("… 36 more")));
});

Deno.test("the tally comes from the record, and from what she counted herself", () => {
  const trace = asked(40);
  const [tally] = talliesOf(trace);
  const bytes = Array.from({ length: 40 }, (_, i) => `question ${i}\n`).join("").length;
  const seconds = Math.round(tally!.micros / 1e5) / 10;
  assertEquals(
    tallyText(tally!),
    `40 queries, 40 connections, ${bytes} bytes, ${seconds} s of virtual time`,
  );
  assertEquals(grantsOf(trace), []);
});

Deno.test("grants, rounds, tallies and years survive writing and reading", () => {
  const { world, alice, bank, street: link } = street();
  const eve = world.eavesdropper("eve", { on: link });
  alice.types("PIN", "4711");
  world.elapse({ years: 1 });
  world.grant(eve, bank.identity.key, "it was sold");
  eve.play((port) => {
    port.tap(() => {});
    port.tally({ queries: 3 });
    port.round("tries");
    port.endRounds("tries");
  });
  alice.connect(bank); // the certificate has expired, but something is on the wire
  const packet = traceOf(world).events.find((event) => event.kind === "wire.tapped")!.packet;
  eve.learn(utf8("4711"), { by: "computed", from: [packet], method: "a test" });
  const trace = traceOf(world);
  const read = readTrace(writeTrace(trace));
  assert(read.ok, read.ok ? "" : read.error);
  assertEquals(read.trace, trace);
  const texts = sequence(trace, noble).rows.flatMap((row) => "text" in row ? [row.text] : []);
  assert(texts.includes("a year later"));
  assert(texts.includes("is granted: private key of bank.example (it was sold)"));
});

Deno.test("lists of connections leave out what is folded, too", () => {
  const { world, alice, bank, street: link } = street();
  let port: Position | undefined;
  world.eavesdropper("eve", { on: link }).play((position) => void (port = position));
  for (let i = 0; i < 12; i++) {
    port!.round("connections");
    alice.connect(bank).close();
  }
  port!.endRounds("connections");
  const trace = traceOf(world);
  assertEquals(costs(trace).length, 4);
  assertEquals(certificateViews(trace).length, 4);
  assertEquals(keySchedule(trace).length, 4);
  const folded = trace.events.findLast((event) =>
    event.kind === "wire.sent" && event.act === 0 && event.segment.payload.length > 0 &&
    !drawnIn(trace)(event.id)
  )!;
  const view = packetView(trace, noble, folded.id);
  assertEquals(view?.records.length, 1, "a packet that is not drawn can still be looked at");
});

Deno.test("2,000 connections are a diagram of a few rows", () => {
  const trace = asked(2_000);
  const { rows } = sequence(trace, noble);
  const packets = trace.events.filter(({ kind }) => kind === "wire.sent").length;
  assert(rows.length < 40 && packets >= 12_000, `${rows.length} rows, ${packets} packets`);
});
