/** What the views find in the packets is what the engines put there, and nothing else. */
import { assert, assertEquals } from "@std/assert";
import { concat, equalBytes, fromUtf8 } from "../bytes/mod.ts";
import { noble, street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { recordsWithoutIntegrity, recordsWithoutOrder } from "../flaws/mod.ts";
import { matrix } from "../scenario/mod.ts";
import { crypto } from "../scenario/testing.ts";
import type { EventOf, Trace, TraceEvent } from "../trace/mod.ts";
import { ContentType, NamedGroup } from "../wire/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { dissect, type DissectedRecord } from "./dissect.ts";

/** What one party's engines say they sent: messages with their lengths, and words. */
function toldBy(trace: Trace, node: string): string[] {
  // Conversations in the clear have no engine, and what waits for one that never opens stays.
  const engines = new Set(
    trace.events.flatMap((event) =>
      event.node === node && (event.kind === "tls.connected" || isEarly(event))
        ? [event.connection]
        : []
    ),
  );
  return trace.events.filter((event) => event.node === node).flatMap((event) => {
    if (event.kind === "tls.message" && event.direction === "sent") {
      const { message, length } = event;
      return [`${structureOf(message)} ${length}`];
    }
    if (event.kind === "app.data" && event.direction === "sent") {
      return engines.has(event.connection) ? [fromUtf8(event.data)] : [];
    }
    if (event.kind === "tls.alert" && event.direction === "sent") return ["alert"];
    return [];
  });
}

/** Whether early data were taken: they are answered before the handshake is done, if it ever is. */
function isEarly(event: TraceEvent): event is EventOf<"app.data"> {
  return event.kind === "app.data" && event.direction === "received" && event.early === true;
}

/** `client_key_exchange` is the message, `ClientKeyExchange` what it holds. */
function structureOf(message: string): string {
  return message.replaceAll(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

/** What is in the records that left one party, in whichever packets. */
function foundFrom(trace: Trace, node: string): string[] {
  const found: string[] = [];
  for (const [event, records] of dissect(trace, crypto)) {
    const sent = trace.events[event]!;
    // What is passed on, somebody else has written.
    if (sent.node !== node || (sent.kind === "wire.sent" && sent.forwards !== undefined)) continue;
    for (const record of records) found.push(...contentOf(record));
  }
  return found;
}

function contentOf({ content, messages }: DissectedRecord): string[] {
  assert(content !== undefined, "a record that no key of the run opens");
  switch (content.type) {
    case ContentType.handshake:
      // To the engine a retry request is a ServerHello, and so it is on the wire.
      return messages.map(({ name, raw }) =>
        `${name === "HelloRetryRequest" ? "ServerHello" : name} ${raw.length}`
      );
    case ContentType.application_data:
      return [fromUtf8(content.bytes)];
    case ContentType.alert:
      return ["alert"];
    default:
      return [];
  }
}

/** Everybody with an engine is compared with what left them. */
function compare(trace: Trace): void {
  // Some attackers have an engine and write records by hand as well.
  const byHand = trace.scenario === "renegotiation" ? ["mallory"] : [];
  const speakers = new Set(
    trace.events.filter(({ kind, node }) => kind === "tls.state" && !byHand.includes(node))
      .map((e) => e.node),
  );
  for (const node of speakers) {
    assertEquals(foundFrom(trace, node).toSorted(), toldBy(trace, node).toSorted(), node);
  }
}

for (const scenario of SCENARIOS) {
  Deno.test(`${scenario.id}: what dissect() finds is what the engines sent`, () => {
    for (const { trace } of matrix(scenario, { seed: 3, crypto })) compare(trace);
  });
}

const trent = street().world.authority("Trent");
const identity = trent.issue("alice.example", { extendedKeyUsage: ["clientAuth"] });

const streets: readonly [what: string, options: StreetOptions][] = [
  ["a plain conversation", {}],
  ["packets that get lost", { link: { loss: 0.3 }, seed: 3 }],
  ["packets of 300 bytes", { link: { mtu: 300 } }],
  ["packets of 300 bytes that get lost", { link: { mtu: 300, loss: 0.2 }, seed: 4 }],
  ["a retry request", { server: { config: { groups: [NamedGroup.secp384r1] } } }],
  ["a client certificate", {
    client: { identity },
    server: { trust: [trent], config: { clientCertificate: "require" } },
  }],
  ["a client certificate that is missing", {
    server: { config: { clientCertificate: "require" } },
  }],
  ["no middlebox compatibility", { client: { config: { middleboxCompatibility: false } } }],
  ["padded records", { client: { config: { padding: (_length, room) => Math.min(room, 99) } } }],
  ["small records", { server: { config: { recordSizeLimit: 64 } } }],
  ["keys that change by themselves", { client: { config: { recordsPerKey: 2 } } }],
  ["records without integrity", {
    client: { flaws: [recordsWithoutIntegrity] },
    server: { flaws: [recordsWithoutIntegrity] },
  }],
  ["records without order", {
    client: { flaws: [recordsWithoutOrder] },
    server: { flaws: [recordsWithoutOrder] },
  }],
];

for (const [what, options] of streets) {
  Deno.test(`${what}: dissect() opens every record`, () => {
    const { world, alice, bank } = street(options);
    for (const words of [["one", "two", "three"], ["x".repeat(50)]]) {
      const session = alice.connect(bank);
      for (const word of words) if (session.alive) session.send(word);
      if (session.alive) session.updateKeys(true);
      if (session.alive) session.send("after");
      if (session.alive) session.close();
    }
    const trace = traceOf(world);
    if (what === "small records") {
      // Words are cut into several records, so only their letters can be compared.
      const letters = (texts: string[]) => texts.join("").length;
      const words = (texts: string[]) => texts.filter((text) => !/^[A-Z]\w+ \d+$/.test(text));
      assertEquals(
        letters(words(foundFrom(trace, "alice"))),
        letters(words(toldBy(trace, "alice"))),
      );
    } else compare(trace);
  });
}

Deno.test("padding is told apart from content", () => {
  const { world, alice, bank } = street({ client: { config: { padding: () => 7 } } });
  alice.connect(bank).send("ping");
  const records = [...dissect(traceOf(world), noble).values()].flat();
  const word = records.find(({ content }) => content && fromUtf8(content.bytes) === "ping\n");
  assertEquals(word?.content?.padding, 7);
});

Deno.test("without its secrets a trace gives nothing away", () => {
  const { world, alice, bank } = street();
  alice.connect(bank).send("ping");
  const trace = { ...traceOf(world), secrets: [] };
  const records = [...dissect(trace, crypto).values()].flat();
  const sealed = records.filter(({ protection }) => protection !== "none");
  assert(sealed.length > 3);
  for (const record of sealed) {
    assertEquals([record.content, record.secret, record.messages], [undefined, undefined, []]);
  }
});

Deno.test("records begin in the packet they are filed under", () => {
  const { world, alice, bank } = street({ link: { mtu: 300 } });
  alice.connect(bank).send("x".repeat(1000));
  const trace = traceOf(world);
  for (const [event, records] of dissect(trace, crypto)) {
    const packet = trace.events[event];
    assert(packet?.kind === "wire.sent");
    const [first] = records;
    const { payload } = packet.segment;
    const found = payload.findIndex((_, at) =>
      equalBytes(payload.subarray(at), first!.bytes.subarray(0, payload.length - at)) ||
      equalBytes(payload.subarray(at, at + first!.bytes.length), first!.bytes)
    );
    assert(found >= 0, `record not in #${event}`);
  }
  const all = concat(...[...dissect(trace, crypto).values()].flat().map(({ bytes }) => bytes));
  assert(all.length > 2000);
});
