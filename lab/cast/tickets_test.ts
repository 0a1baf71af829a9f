import { assert, assertEquals } from "@std/assert";
import type { EventOf } from "../trace/mod.ts";
import type { CallOptions } from "./client.ts";
import {
  lines,
  resumingBy,
  SessionDrawer,
  singleUseTickets,
  speaking,
  speakingTls12,
  TicketOffice,
  wholeText,
} from "./mod.ts";
import { emptyStage, street, type StreetOptions, traceOf } from "./testing.ts";

/** Alice calls her bank twice; something happens between. */
function twice(
  { client = {}, server = {} }: Pick<StreetOptions, "client" | "server">,
  again: CallOptions = {},
  between: (office: TicketOffice) => void = () => {},
) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const office = new TicketOffice(world, ["bank"], { host: "bank.example", maxEarlyData: 1000 });
  const bank = world.server("bank", {
    identity: root.issue("bank.example"),
    app: lines((request, { early }) => early === true ? `early: ${request}` : request),
    ...server,
    config: { tickets: office.policy, antiReplay: singleUseTickets(), ...server.config },
  });
  const alice = world.client("alice", { trust: [root], ...client });
  world.link("street", alice, bank);
  const first = alice.connect(bank);
  first.close();
  between(office);
  const second = alice.connect(bank, { resume: first.tickets[0], ...again });
  const agreed = traceOf(world).events.filter((event): event is EventOf<"tls.connected"> =>
    event.kind === "tls.connected" && event.node === "alice"
  );
  return { world, office, first, second, agreed };
}

const tls12 = speakingTls12("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
const older = { client: { config: tls12 }, server: { config: tls12 } };
const bare = {
  client: { config: resumingBy("psk_ke") },
  server: { config: resumingBy("psk_ke") },
};

const WAYS: readonly [what: string, options: StreetOptions, agreesAnew: boolean][] = [
  ["a ticket of TLS 1.2", older, false],
  ["a ticket of TLS 1.3 and a fresh key agreement", {}, true],
  ["a ticket of TLS 1.3 alone", bare, false],
];

for (const [what, options, agreesAnew] of WAYS) {
  Deno.test(`a connection goes on with ${what}`, () => {
    const { world, agreed, first } = twice(options);
    assertEquals(agreed.map(({ resumed }) => resumed), [false, true]);
    assertEquals(first.tickets.length, 1);
    const messages = traceOf(world).events.filter((event) =>
      event.kind === "tls.message" && event.message === "certificate"
    );
    assertEquals(messages.length, 2, "sent and received, on the first connection alone");
    if (options !== older) assertEquals(agreed[1]!.group !== "none", agreesAnew);
  });
}

Deno.test("a connection of TLS 1.2 goes on by the id of a session in the drawer", () => {
  const drawer = new SessionDrawer();
  const { agreed, first } = twice({
    client: { config: { ...tls12, sessionTickets: false } },
    server: { config: { ...tls12, sessionCache: drawer } },
  });
  assertEquals(agreed.map(({ resumed }) => resumed), [false, true]);
  const { sessionId } = first.tickets[0]!;
  assertEquals([sessionId?.length, drawer.size], [32, 1]);
  assertEquals(drawer.find(sessionId!)?.secret, first.tickets[0]!.state.secret);
});

Deno.test("a ticket under a key that was thrown away opens nothing, and the key has another name", () => {
  const titles: string[] = [];
  const { agreed, world, office } = twice({}, {}, (office) => {
    titles.push(office.title);
    office.rotate();
    titles.push(office.title);
  });
  assertEquals(agreed.map(({ resumed }) => resumed), [false, false]);
  assertEquals(titles, ["ticket key of bank.example", "ticket key 2 of bank.example"]);
  for (const id of titles) assertEquals(world.world.trace.ledger.knows("bank", id)?.node, "bank");
  assertEquals(world.world.trace.ledger.secret(titles[1]!)?.bytes, office.key.key);
});

Deno.test("an early line is heard at once, and the application is told that it was early", () => {
  const { second } = twice({}, { early: "rates?" });
  assertEquals(second.receive(), "early: rates?\n");
});

const SAID_AGAIN: readonly [what: string, options: StreetOptions, again: CallOptions][] = [
  ["where there is no session", {}, { resume: undefined }],
  ["where the session is one of TLS 1.2", older, {}],
  ["where the server does not take it", { server: { config: { groups: [23] } } }, {}],
];

for (const [what, options, again] of SAID_AGAIN) {
  Deno.test(`an early line is said after the handshake, once, ${what}`, () => {
    const { second } = twice(options, { early: "rates?", ...again });
    assertEquals(second.receive(), "rates?\n");
  });
}

Deno.test("speaking() with a version does not stop tickets from being handed out", () => {
  const config = speaking(["TLS 1.3"]);
  assert(twice({ client: { config }, server: { config } }).agreed[1]!.resumed);
});

/** What an application of one whole text hears, and whether it was complete. */
function heard(tls: boolean, end: "goodbye" | "silence"): unknown {
  const texts: unknown[] = [];
  const { alice, bank, world, street: link } = street({
    server: { tls, app: wholeText((text, complete) => void texts.push([text, complete])) },
  });
  let cut = false;
  const mallory = world.attacker("mallory", { on: link });
  mallory.node.intercept({ name: "cut", onSegment: () => cut ? "drop" : "pass" });
  const session = alice.connect(bank);
  session.send("one");
  session.send("two");
  assertEquals(texts, []);
  if (end === "silence") {
    // What alice's machine says when it goes down: the transport ends, and TLS says nothing.
    cut = true;
    const from = { address: alice.node.address, port: 49152 };
    const to = { address: bank.node.address, port: tls ? 443 : 80 };
    const packets = traceOf(world).events.filter((event) =>
      event.kind === "wire.sent" && event.node === "alice"
    );
    const last = packets.at(-1)!;
    if (last.kind !== "wire.sent") throw new Error("no packet");
    const { sequence, payload, acknowledgment } = last.segment;
    mallory.node.inject({
      ...last.segment,
      from,
      to,
      flags: ["FIN", "ACK"],
      sequence: sequence + payload.length,
      acknowledgment,
      payload: new Uint8Array(0),
    });
    world.settle();
  } else session.close();
  return texts;
}

Deno.test("wholeText() takes the end of the connection for the end of the text, and says which it was", () => {
  assertEquals(heard(true, "goodbye"), [["one\ntwo\n", true]]);
  assertEquals(heard(true, "silence"), [["one\ntwo\n", false]]);
  assertEquals(heard(false, "goodbye"), [["one\ntwo\n", false]]);
});
