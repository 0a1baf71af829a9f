import { assert, assertEquals } from "@std/assert";
import { concat, encode, equalBytes, fromUtf8, hex } from "../bytes/mod.ts";
import { noble, street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { DnsMessage, queryFor } from "../net/mod.ts";
import { run } from "../scenario/mod.ts";
import { crypto } from "../scenario/testing.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { dissect } from "./dissect.ts";
import { flatten, ownersOf } from "./fields.ts";
import { type PacketView, packetView } from "./packet.ts";

/** Every packet of a talk in which Alice says one word. */
function talk(options: StreetOptions = {}): { trace: Trace; views: PacketView[] } {
  const { world, alice, bank } = street(options);
  const session = alice.connect(bank);
  if (session.alive) session.send("hello");
  const trace = traceOf(world);
  return { trace, views: viewsOf(trace) };
}

/** The packets of a trace, or of its beginning, where there are very many. */
function viewsOf(trace: Trace, most = 2_000): PacketView[] {
  return trace.events.slice(0, most).flatMap(({ id }) => packetView(trace, crypto, id) ?? []);
}

function labelled(views: readonly PacketView[], label: string): PacketView {
  const found = views.find((view) => view.label.includes(label));
  assert(found !== undefined, `no packet "${label}" among ${views.map((view) => view.label)}`);
  return found;
}

function scenarioTrace(id: string, on: readonly string[]): Trace {
  const scenario = SCENARIOS.find((one) => one.id === id)!;
  return run(scenario, { seed: 1, with: on, crypto }).trace;
}

Deno.test("a packet view is there for packets and for nothing else", () => {
  const { trace, views } = talk();
  assertEquals(
    views.map(({ event }) => event),
    trace.events.filter(({ kind }) => kind === "wire.sent").map(({ id }) => id),
  );
  assertEquals(packetView(trace, noble, 10_000), undefined);
});

Deno.test("a hello in the clear: its fields stand in the payload, and everybody reads it", () => {
  const hello = labelled(talk().views, "ClientHello");
  assertEquals([hello.format, hello.from, hello.to, hello.lost], ["TLS", "alice", "bank", false]);
  assertEquals(hello.readers.map(({ access }) => access), ["open", "open"]);
  const paths = flatten(hello.payload.tree).map(({ path }) => path);
  assert(
    paths.includes("Payload.TLSRecord[0].fragment.Handshake.ClientHello.random"),
    paths.join("\n"),
  );
  const [record] = hello.records;
  assertEquals([record?.protection, record?.opened, record?.inner], ["none", true, undefined]);
  const [message] = record!.messages;
  assertEquals(message?.name, "ClientHello");
  const random = flatten(message!.tree).find(({ path }) => path.endsWith(".random"))!;
  const inPayload = flatten(hello.payload.tree).find(({ path }) => path.endsWith("Hello.random"))!;
  assertEquals(
    hex(message!.bytes.subarray(random.start, random.end)),
    hex(hello.payload.bytes.subarray(inPayload.start, inPayload.end)),
  );
});

Deno.test("a sealed record: number, key and its holders, and what came out of it", () => {
  const { views } = talk();
  const word = labelled(views, "[hello]");
  const [record] = word.records;
  assertEquals([record?.outside, record?.content], ["application_data", "application_data"]);
  assertEquals([record?.protection, record?.sequence], ["application", 0]);
  assertEquals(record?.key?.secret, "alice → bank/CLIENT_TRAFFIC_SECRET_0");
  assertEquals(record?.key?.holders, ["alice", "bank"]);
  assertEquals(record?.text, "hello\n");
  assertEquals(fromUtf8(record!.inner!.bytes.subarray(0, 6)), "hello\n");
  assertEquals(
    flatten(record!.inner!.tree).map(({ path }) => path),
    ["content", "type", "zeros"].reduce((all, name) => [...all, `TLSInnerPlaintext.${name}`], [
      "TLSInnerPlaintext",
    ]),
  );
  assertEquals(record?.travelled.bytes.length, 5 + record!.inner!.bytes.length + 16);
});

Deno.test("padding is shown as what it is", () => {
  const { views } = talk({ client: { config: { padding: () => 7 } } });
  const [record] = labelled(views, "[hello]").records;
  assertEquals(record?.padding, 7);
  const zeros = flatten(record!.inner!.tree).find(({ name }) => name === "zeros");
  assertEquals(zeros!.end - zeros!.start, 7);
});

Deno.test("the messages of a sealed record stand inside its content", () => {
  const flight = labelled(talk().views, "{EE Cert CV Fin}");
  const inner = flight.records.flatMap(({ inner }) => inner ?? []);
  const names = inner.flatMap(({ tree }) => flatten(tree).map(({ path }) => path));
  for (const name of ["EncryptedExtensions", "Certificate", "CertificateVerify", "Finished"]) {
    assert(names.some((path) => path.endsWith(`.${name}`)), `${name} in ${names}`);
  }
  for (const { bytes, tree } of inner) {
    assert(!ownersOf(flatten(tree), bytes.length).includes(-1));
  }
});

Deno.test("a Certificate message: each DER with its place, its words and the receiver's checks", () => {
  const views = talk().views;
  const messages = labelled(views, "Cert").records.flatMap((record) => record.messages);
  const message = messages.find(({ name }) => name === "Certificate")!;
  const [leaf] = message.certificates;
  const { start, end } = leaf!.place;
  assert(equalBytes(message.bytes.subarray(start, end), leaf!.der));
  assertEquals(leaf?.says?.subject, "CN=bank.example");
  assertEquals(leaf?.says?.names, ["DNS:bank.example"]);
  assertEquals([...new Set(leaf?.checks.map(({ node }) => node))], ["alice"]);
  assert(leaf!.checks.some(({ rule, ok, range }) => rule === "name" && ok && range !== undefined));
  const verify = messages.find(({ name }) => name === "CertificateVerify")!;
  assertEquals(verify.judgements.map(({ subject, node }) => [subject, node]), [
    ["signature", "alice"],
  ]);
});

Deno.test("mitm: the check that fails points at bytes of the certificate on the wire", () => {
  const trace = scenarioTrace("mitm", ["validation"]);
  const views = viewsOf(trace).filter(({ label, to }) => label.includes("Cert") && to === "alice");
  assertEquals(views.length, 1);
  const message = views[0]!.records.flatMap((record) => record.messages)
    .find(({ name }) => name === "Certificate")!;
  assertEquals(message.judgements.map(({ ok }) => ok), [false]);
  const failed = message.certificates.flatMap(({ checks }) => checks).filter(({ ok }) => !ok);
  assert(failed.some(({ rule, range }) => rule === "anchor" && range !== undefined));
});

Deno.test("mitm: a flaw that answered for the check is named", () => {
  const trace = scenarioTrace("mitm", []);
  const judgements = viewsOf(trace).flatMap(({ records }) => records)
    .flatMap(({ messages }) => messages).flatMap((message) => message.judgements);
  const flaw = judgements.find((judgement) => judgement.flaw !== undefined)!;
  assertEquals([flaw.node, flaw.flaw?.id, flaw.ok], ["alice", "accept-any-certificate", true]);
  assert(flaw.checks.some(({ ok }) => !ok));
});

Deno.test("plain HTTP: lines, fields and body, and everybody reads it", () => {
  const views = viewsOf(scenarioTrace("eavesdrop", []));
  const login = labelled(views, "POST /login");
  assertEquals(login.format, "HTTP");
  const fields = flatten(login.payload.tree);
  assert(fields.some(({ path, text }) => path.endsWith(".Host") && text === "Host: mail.example"));
  const body = fields.find(({ path }) => path.endsWith(".body[0]"))!;
  assertEquals(body.text, "user=alice&password=correct horse battery staple");
  assertEquals(login.tappedBy, ["eve"]);
  assert(login.explanation.some((sentence) => sentence.startsWith("Nothing protects it")));
});

Deno.test("a record cut over packets: the first shows all of it, the others say where it began", () => {
  const { views } = talk({ link: { mtu: 300 } });
  const first = labelled(views, "Cert");
  const cut = first.records.at(-1)!;
  assert(cut.goesOn);
  assert(cut.messages.length > 0, "the record is shown whole");
  assertEquals(cut.range.end, first.payload.bytes.length);
  const later = views.filter(({ continues }) => continues === first.event);
  assert(later.length > 0);
  const parts = [first.payload.bytes.subarray(cut.range.start)];
  for (const { payload } of later) {
    const rest = flatten(payload.tree).find(({ name }) => name === "continued")!;
    parts.push(payload.bytes.subarray(rest.start, rest.end));
  }
  assertEquals(hex(concat(...parts)), hex(cut.travelled.bytes));
});

Deno.test("what the link loses is lost, and its repetition says what it repeats", () => {
  const { trace, views } = talk({ link: { loss: 0.3 }, seed: 3 });
  const lost = views.filter((view) => view.lost && view.payload.bytes.length > 0);
  assert(lost.length > 0, "no packet was lost under this seed");
  const again = views.find(({ repeats }) =>
    repeats !== undefined && trace.events[repeats] !== undefined
  )!;
  const first = views.find(({ event }) => event === again.repeats)!;
  assertEquals(again.label, first.label);
  assertEquals(again.records.length, first.records.length);
});

Deno.test("tampering: the forged packet is marked, and no key opens what was changed", () => {
  const views = viewsOf(scenarioTrace("tamper", ["aead"]));
  const forged = views.filter((view) => view.forged && view.format === "TLS");
  assert(forged.some(({ records }) => records.some(({ opened }) => !opened)));
});

for (const scenario of SCENARIOS) {
  Deno.test(`${scenario.id}: every packet is shown as it travelled, byte for byte`, () => {
    const trace = scenarioTrace(scenario.id, []);
    const dissected = dissect(trace, crypto);
    for (const view of viewsOf(trace, scenario.long ? 300 : undefined)) {
      const { records, payload } = view;
      const expected = dissected.get(view.repeats ?? view.event) ?? [];
      assertEquals(records.length, expected.length);
      for (const { travelled, range: { start, end } } of records) {
        assert(
          equalBytes(payload.bytes.subarray(start, end), travelled.bytes.subarray(0, end - start)),
        );
      }
      assertEquals([payload.tree.start, payload.tree.end], [0, payload.bytes.length]);
      assert(!ownersOf(flatten(payload.tree), payload.bytes.length).includes(-1));
      structuredClone(view); // plain data
    }
  });
}

Deno.test("a name query is a tree of its own format", () => {
  const { alice, bank, world } = street();
  const payload = encode(DnsMessage, queryFor("bank.example", 7));
  alice.node.sendDatagram(5353, { address: bank.node.address, port: 53 }, payload);
  world.settle();
  const [query] = viewsOf(traceOf(world));
  assertEquals([query?.format, query?.segment.protocol], ["DNS", "udp"]);
  assert(flatten(query!.payload.tree).some(({ text }) => text === "bank.example A"));
});
