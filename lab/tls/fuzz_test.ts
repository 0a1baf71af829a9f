/** Engines fed with what is wrong: they never throw, never hang, and never agree on two stories. */
import { assert, assertEquals } from "@std/assert";
import { type Bytes, concat, equalBytes, hex, utf8 } from "../bytes/mod.ts";
import { NamedGroup } from "../wire/mod.ts";
import { type Dice, dice, mutate } from "../wire/testing/mutate.ts";
import type { TlsEvent } from "./event.ts";
import { Fault } from "./fault.ts";
import { RecordFramer } from "./record/framer.ts";
import { decodeMessage, HandshakeJoiner } from "./record/joiner.ts";
import { HONEST_SEAMS } from "./seams.ts";
import { Pair, type PairOptions, testRoot } from "./testing.ts";
import { againWithEarlyData } from "./testing/resume.ts";
import { type Role, Stage } from "./testing/stage.ts";

const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });
/** Judging chains has tests of its own; here it would only take time. */
const seams = { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) };
const EARLY = againWithEarlyData();
const WAYS: readonly PairOptions[] = [
  { client: { seams }, server: { seams } },
  { client: { seams }, server: { seams, groups: [NamedGroup.secp256r1] } },
  {
    client: { seams, identity: alice, alpn: ["h2"], recordSizeLimit: 1000 },
    server: { seams, clientCertificate: "require", alpn: ["h2"], recordSizeLimit: 2000 },
  },
  { ...EARLY, client: { ...EARLY.client, seams }, server: { ...EARLY.server, seams } },
];

function exporter(events: readonly TlsEvent[]): string | undefined {
  const found = events.find((event) =>
    event.kind === "secret" && event.label === "EXPORTER_SECRET"
  );
  return found?.kind === "secret" ? hex(found.secret) : undefined;
}

/** Two ends that are both connected have seen one handshake, or the MACs were for nothing. */
function checkAgreement(pair: Pair): void {
  if (!pair.client.connected || !pair.server.connected) return;
  assertEquals(exporter(pair.clientEvents), exporter(pair.serverEvents));
}

/** Every failed engine has a reason or was told an alert, and has said so. */
function checkEnd(events: readonly TlsEvent[], failed: boolean): void {
  if (!failed) return;
  assertEquals(events.at(-1)?.kind, "closed");
  assert(events.some(({ kind }) => kind === "alert"));
}

function recordsOf(bytes: Bytes): Bytes[] {
  const framer = new RecordFramer();
  framer.push(bytes);
  const records: Bytes[] = [];
  for (let next = framer.next(); next && "bytes" in next; next = framer.next()) {
    records.push(next.bytes);
  }
  return records;
}

/** Runs a handshake in which one flight, the `turn`th, is tampered with on its way. */
function tampered(
  options: PairOptions,
  turn: number,
  tamper: (bytes: Bytes) => Bytes,
): { pair: Pair; changed: boolean } {
  const pair = new Pair(options);
  let changed = false;
  let flights = 0;
  pair.drive((bytes) => {
    if (bytes.length === 0 || flights++ !== turn) return [bytes];
    const altered = tamper(bytes);
    changed = !equalBytes(altered, bytes);
    return [altered];
  });
  return { pair, changed };
}

Deno.test("800 handshakes with octets wrong on the wire: no exception, no two stories", () => {
  const roll = dice(5246);
  const ends = { connected: 0, failed: 0 };
  for (let i = 0; i < 800; i++) {
    const way = WAYS[i % WAYS.length]!;
    const { pair } = tampered(way, roll(4), (bytes) => mutate(bytes, roll));
    checkAgreement(pair);
    checkEnd(pair.clientEvents, pair.client.state === "FAILED");
    checkEnd(pair.serverEvents, pair.server.state === "FAILED");
    if (pair.client.connected && pair.server.connected) ends.connected++;
    else ends.failed++;
  }
  // Some mutations hit what means nothing, such as a record's version.
  assert(ends.failed > 600 && ends.connected > 0, JSON.stringify(ends));
});

const SHUFFLES: Readonly<Record<string, (records: Bytes[], roll: Dice) => Bytes[]>> = {
  "one twice": (records, roll) => records.toSpliced(roll(records.length), 0, records[0]!),
  "one missing": (records, roll) => records.toSpliced(roll(records.length), 1),
  "two exchanged": (records, roll) => {
    const copy = [...records];
    const at = roll(copy.length);
    [copy[0], copy[at]] = [copy[at]!, copy[0]!];
    return copy;
  },
  "one cut short": (records, roll) => {
    const at = roll(records.length);
    return records.with(at, records[at]!.subarray(0, roll(records[at]!.length)));
  },
  "one from another conversation": (records, roll) => {
    const at = roll(records.length);
    const other = records[at]!.slice();
    other[other.length - 1]! ^= 0x55;
    return records.with(at, other);
  },
};

for (const [what, shuffle] of Object.entries(SHUFFLES)) {
  Deno.test(`120 handshakes whose records arrive with ${what}`, () => {
    const roll = dice(what.length);
    for (let i = 0; i < 120; i++) {
      const way = WAYS[i % WAYS.length]!;
      const { pair } = tampered(
        way,
        roll(4),
        (bytes) => concat(...shuffle(recordsOf(bytes), roll)),
      );
      checkAgreement(pair);
    }
  });
}

/** How many messages each end hears at least, on each of the ways, before it is connected. */
const MESSAGES = { client: [5, 5, 5, 3], server: [2, 2, 4, 3] };

for (const role of ["client", "server"] as const) {
  Deno.test(`600 messages with something wrong, well sealed, never connect a ${role}`, () => {
    const roll = dice(role.length);
    let refused = 0;
    for (let i = 0; i < 600; i++) {
      const way = WAYS[i % WAYS.length]!;
      const stage = new Stage(role, way).start();
      if (speakWrongly(stage, roll(MESSAGES[role][i % WAYS.length]!), roll)) {
        assert(!stage.victim.connected, `${role} took a changed message (run ${i})`);
        checkEnd(stage.events, stage.victim.state === "FAILED");
        refused++;
      }
    }
    assert(refused > 500, `only ${refused} messages were really changed`);
  });
}

/** The partner speaks honestly but for its `turn`th message. @returns whether that was changed */
function speakWrongly(stage: Stage, turn: number, roll: Dice): boolean {
  let changed = false;
  for (let said = stage.next(); said !== undefined; said = stage.next()) {
    const wrong = turn-- === 0 ? mutate(said.raw, roll) : said.raw;
    changed ||= !equalBytes(wrong, said.raw);
    stage.tell(wrong);
    if (stage.victim.state === "FAILED") break;
  }
  return changed;
}

Deno.test("400 mutants at the door of a connected engine bring no data that was not sent", () => {
  const roll = dice(443);
  const sides: readonly Role[] = ["client", "server"];
  for (let i = 0; i < 400; i++) {
    const stage = new Stage(sides[i % 2]!, WAYS[0]).start().reach("CONNECTED");
    const honest = stage.voice.record(23, utf8("pay alice 10"));
    stage.hear(mutate(concat(honest, stage.voice.record(23, utf8("pay bob 20"))), roll));
    const read = new TextDecoder().decode(Pair.data(stage.events));
    assert(["", "pay alice 10", "pay alice 10pay bob 20"].includes(read), read);
  }
});

Deno.test("30,000 mutants of record streams and message streams are cut up or refused", () => {
  const roll = dice(16384);
  const { client, server } = new Pair(WAYS[2]);
  client.start();
  const hello = client.outgoing();
  server.receive(hello);
  const streams = [hello, server.outgoing()];
  for (let i = 0; i < 15_000; i++) {
    const stream = mutate(streams[i % 2]!, roll);
    const framer = new RecordFramer();
    let total = 0;
    framer.push(stream);
    for (let next = framer.next(); next && !(next instanceof Fault); next = framer.next()) {
      total += next.bytes.length;
    }
    assert(total + framer.pending === stream.length);
    const joiner = new HandshakeJoiner();
    joiner.push(mutate(hello.subarray(5), roll));
    for (let raw = joiner.next(); raw && !(raw instanceof Fault); raw = joiner.next()) {
      decodeMessage(raw);
    }
  }
});

Deno.test("a message in pieces of one byte is waited for", () => {
  const stage = new Stage("client").start();
  const long = Uint8Array.of(2, 0, 0xff, 0xff, ...new Uint8Array(0xffff));
  const pieces: Bytes[] = [];
  for (const octet of long.subarray(0, 30_000)) pieces.push(Uint8Array.of(22, 3, 3, 0, 1, octet));
  stage.hear(concat(...pieces));
  assertEquals(stage.victim.state, "WAIT_SH");
});
