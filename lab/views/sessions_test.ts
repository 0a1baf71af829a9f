/** Connections that go on from earlier ones, and handshakes inside connections. */
import { assert, assertEquals } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { emptyStage, noble, traceOf } from "../cast/testing.ts";
import { type CallOptions, lines, type Session } from "../cast/mod.ts";
import { seededRandom } from "../crypto/mod.ts";
import {
  type ClientConfig,
  type ClientSession,
  generateTicketKey,
  noAntiReplay,
  type ServerConfig,
} from "../tls/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { ProtocolVersion } from "../wire/mod.ts";
import { dissect } from "./dissect.ts";
import { keySchedule } from "./key_schedule.ts";
import { sequence } from "./sequence.ts";

const TLS12 = { versions: [ProtocolVersion["TLS 1.2"]] };
const tickets = {
  keys: [generateTicketKey(seededRandom(1, "server"))],
  lifetime: 3600,
  count: 1,
  maxEarlyData: 1000,
};

interface Wishes {
  readonly client?: Partial<ClientConfig>;
  readonly server?: Partial<ServerConfig>;
}

/** Alice calls her bank twice; the second call may use what the first one brought. */
function twice(
  wishes: Wishes,
  second: (session: ClientSession) => CallOptions["config"],
): Trace {
  const { trace, call } = street(wishes);
  const first = call();
  const [event] = first.reported.filter(({ kind }) => kind === "session");
  assert(event?.kind === "session", "no session was handed out");
  first.close();
  call(second(event.session)!).close();
  return trace();
}

function street({ client, server }: Wishes) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const bank = world.server("bank", {
    identity: root.issue("bank.example"),
    app: lines((request) => request.toUpperCase()),
    ...(server !== undefined && { config: server }),
  });
  const alice = world.client("alice", {
    trust: [root],
    ...(client !== undefined && { config: client }),
  });
  world.link("street", alice, bank);
  const call = (config: NonNullable<CallOptions["config"]> = {}): Session => {
    const session = alice.connect(bank, { config });
    session.send("ping");
    return session;
  };
  return { call, trace: () => traceOf(world) };
}

function labelsOf(trace: Trace): string[] {
  return sequence(trace, noble).rows.flatMap((row) => row.kind === "arrow" ? [row.label] : []);
}

/** What a diagram writes on the arrows of the second connection. */
function labelsOfSecond(trace: Trace): string[] {
  const labels = labelsOf(trace);
  return labels.slice(labels.lastIndexOf("ClientHello"));
}

function opensAll(trace: Trace): void {
  for (const record of [...dissect(trace, noble).values()].flat()) {
    assert(record.content !== undefined, `record in #${record.event} stays sealed`);
  }
}

const GOODBYE = ["[close_notify]", "[close_notify]"];
const TALK = ["[ping]", "[PING]", ...GOODBYE];
const early = (session: ClientSession) => ({ session, earlyData: utf8("at once\n") });

const CASES: readonly {
  readonly what: string;
  readonly wishes: Wishes;
  readonly second: Parameters<typeof twice>[1];
  readonly labels: readonly string[];
}[] = [
  {
    what: "TLS 1.2 goes on from a ticket",
    wishes: { client: TLS12, server: { ...TLS12, tickets } },
    second: (session) => ({ session }),
    labels: ["ClientHello", "ServerHello", "CCS {Fin}", "CCS {Fin}", ...TALK],
  },
  {
    what: "TLS 1.3 goes on from a ticket",
    wishes: { server: { tickets } },
    second: (session) => ({ session }),
    labels: ["ClientHello", "ServerHello", "{EE Fin}", "{Fin}", "[Ticket]", ...TALK],
  },
  {
    what: "early data are taken",
    wishes: { server: { tickets, antiReplay: noAntiReplay() } },
    second: early,
    labels: [
      "ClientHello",
      "(at once)",
      "ServerHello",
      "{EE Fin}",
      "[AT ONCE]", // before the client's Finished
      "(EOED) {Fin}",
      "[Ticket]",
      ...TALK,
    ],
  },
  {
    what: "early data are not taken",
    wishes: { server: { tickets } },
    second: early,
    labels: [
      ...["ClientHello", "(at once)", "ServerHello", "{EE Fin}", "{Fin}", "[Ticket]"],
      ...["[at once]", "[AT ONCE]"], // nobody has read it, so it is said again
      ...TALK,
    ],
  },
];

for (const { what, wishes, second, labels } of CASES) {
  Deno.test(`${what}: the diagram says so, and every record is opened`, () => {
    const trace = twice(wishes, second);
    opensAll(trace);
    assertEquals(labelsOfSecond(trace).toSorted(), [...labels].toSorted());
  });
}

Deno.test("a renegotiation of TLS 1.2 is sealed from its first message on, and is read", () => {
  const { call, trace } = street({
    client: TLS12,
    server: { ...TLS12, renegotiation: true },
  });
  const session = call();
  session.renegotiate();
  session.send("pong");
  const done = trace();
  opensAll(done);
  assertEquals(labelsOf(done).slice(-8), [
    "[PING]",
    "{ClientHello}",
    "{ServerHello Cert SKE Done}",
    "{CKE}",
    "{CCS Fin}",
    "{CCS Fin}",
    "[pong]",
    "[PONG]",
  ]);
  const secrets = new Set([...dissect(done, noble).values()].flat().map(({ secret }) => secret));
  assertEquals(secrets.size, 3); // none, and one for each handshake
});

Deno.test("TLS 1.2 has a premaster secret, a main secret and a key block in place of the ladder", () => {
  const [first, second] = keySchedule(
    twice({ client: TLS12, server: { ...TLS12, tickets } }, (session) => ({ session })),
  );
  assertEquals(first!.rungs.map(({ name }) => name), [
    "Premaster Secret",
    "Main Secret",
    "Key Block",
  ]);
  assertEquals([first!.ladder, first!.version, first!.agreed], ["older", "TLS 1.2", true]);
  assertEquals(first!.rungs[0]!.input, "what the key exchange gave (x25519)");
  assertEquals(second!.rungs[0]!.unknown, "there is none");
  const [main] = first!.rungs[1]!.taken;
  assertEquals([main!.logLabel, main!.values[0]!.hex.length], ["CLIENT_RANDOM", 96]);
  assertEquals(main!.values[0]!.hex, second!.rungs[1]!.taken[0]!.values[0]!.hex);
  assertEquals(first!.rungs[2]!.taken.map(({ label }) => label), [
    "client_write_key",
    "server_write_key",
    "client_write_IV",
    "server_write_IV",
  ]);
});

Deno.test("a resumed TLS 1.3 connection with early data has a secret on the first rung", () => {
  const [, second] = keySchedule(twice({ server: { tickets, antiReplay: noAntiReplay() } }, early));
  const known = second!.rungs[0]!.taken.filter(({ values }) => values.length > 0);
  assertEquals(known.map(({ label }) => label), ["c e traffic", "e exp master"]);
});
