import { assertEquals, assertThrows } from "@std/assert";
import { type Bytes, fromUtf8, utf8 } from "../bytes/mod.ts";
import { CipherSuite, type ClientHello, NamedGroup } from "../wire/mod.ts";
import type { TlsEvent } from "./event.ts";
import {
  allOf,
  type AntiReplay,
  clientHelloRecording,
  freshnessWindow,
  noAntiReplay,
  singleUseTickets,
} from "./resumption/mod.ts";
import { HONEST_SEAMS } from "./seams.ts";
import { minus } from "./testing/edit.ts";
import { again, againWithEarlyData, EARLY_WORDS, TICKETS } from "./testing/resume.ts";
import { NOW, Pair, type PairOptions } from "./testing.ts";

const { TLS_AES_128_GCM_SHA256, TLS_CHACHA20_POLY1305_SHA256 } = CipherSuite;

/** What the server has read, early data in angle brackets. */
function heard(events: readonly TlsEvent[]): string {
  return events.flatMap((event) => {
    if (event.kind !== "applicationData") return [];
    const text = fromUtf8(event.data);
    return [event.early ? `<${text}>` : text];
  }).join("");
}

function answers(events: readonly TlsEvent[]) {
  return events.flatMap((event) =>
    event.kind === "earlyData" ? [[event.accepted, fromUtf8(event.data)]] : []
  );
}

/** Plays a connection that must succeed, and says a word afterwards. */
function play(options: PairOptions, during: (pair: Pair) => void = () => {}): Pair {
  const pair = new Pair(options);
  pair.clientEvents.push(...pair.client.start());
  during(pair);
  pair.drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  pair.client.send(utf8("later"));
  pair.drive();
  return pair;
}

Deno.test("early data are read before the handshake is done, and marked as such", () => {
  const pair = play(againWithEarlyData());
  assertEquals(heard(pair.serverEvents), `<${EARLY_WORDS}>later`);
  assertEquals(answers(pair.clientEvents), [[true, EARLY_WORDS]]);
  const at = (events: readonly TlsEvent[], kind: string) =>
    events.findIndex((event) => event.kind === kind);
  const { serverEvents } = pair;
  assertEquals(at(serverEvents, "applicationData") < at(serverEvents, "connected"), true);
});

Deno.test("early data arrive with the very first flight, in one flight's time", () => {
  const { client, server } = new Pair(againWithEarlyData());
  client.start();
  assertEquals(heard(server.receive(client.outgoing())), `<${EARLY_WORDS}>`);
});

Deno.test("a server may answer early data before it has heard the client's Finished", () => {
  const { client, server } = new Pair(againWithEarlyData());
  client.start();
  server.receive(client.outgoing());
  assertEquals(server.state, "WAIT_EOED");
  server.send(utf8("at once"));
  assertEquals(heard(client.receive(server.outgoing())), "at once");
  assertEquals(server.receive(client.outgoing()).some(({ kind }) => kind === "connected"), true);
  assertEquals([client.error, server.error], [undefined, undefined]);
});

Deno.test("sendEarly() says more until the handshake is done, or the ticket's measure is full", () => {
  const options = againWithEarlyData();
  const pair = play(options, ({ client, server }) => {
    client.sendEarly(utf8(" and more"));
    const { length } = EARLY_WORDS + " and more";
    assertThrows(() => client.sendEarly(new Uint8Array(1001 - length)), RangeError, "allows");
    server.receive(client.outgoing());
    client.sendEarly(new Uint8Array(1000 - length).fill(0x2e));
  });
  assertEquals(answers(pair.clientEvents)[0]?.[0], true);
  assertThrows(() => pair.client.sendEarly(utf8("x")), TypeError, "CONNECTED");
});

Deno.test("both report the secrets of early data, and the same ones", () => {
  const { clientEvents, serverEvents } = play(againWithEarlyData());
  const early = (events: readonly TlsEvent[]) =>
    events.flatMap((event) =>
      event.kind === "secret" && event.label.includes("EARLY") ? [[event.label, event.secret]] : []
    );
  assertEquals(early(clientEvents).map(([label]) => label), [
    "CLIENT_EARLY_TRAFFIC_SECRET",
    "EARLY_EXPORTER_SECRET",
  ]);
  assertEquals(early(clientEvents), early(serverEvents));
});

function server(options: PairOptions, server: PairOptions["server"]): PairOptions {
  return { ...options, server: { ...options.server, ...server } };
}

const withoutProtection = (() => {
  const { antiReplay: _, ...rest } = againWithEarlyData().server!;
  return { ...againWithEarlyData(), server: rest };
})();

const DECLINED: Readonly<Record<string, PairOptions>> = {
  "that would not notice a copy": withoutProtection,
  "that asks for another key share": server(againWithEarlyData(), {
    groups: [NamedGroup.secp256r1],
  }),
  "that asks for a cookie": server(againWithEarlyData(), { cookie: utf8("chocolate") }),
  "that takes another cipher suite": server(againWithEarlyData(), {
    cipherSuites: [TLS_CHACHA20_POLY1305_SHA256],
  }),
  "that speaks another application protocol by now": (() => {
    const before = againWithEarlyData({
      client: { alpn: ["h2", "http/1.1"] },
      server: { alpn: ["h2"] },
    });
    return server(before, { alpn: ["http/1.1"] });
  })(),
  "that has forgotten the ticket's key": server(againWithEarlyData(), {
    tickets: { ...TICKETS, keys: [] },
  }),
  "whose ticket has just expired by its own clock": (() => {
    const options = againWithEarlyData();
    const session = options.client!.session!;
    const state = { ...session.state, lifetime: 10_000 };
    return {
      ...options,
      now: NOW + 5000,
      client: { ...options.client, session: { ...session, state } },
    };
  })(),
};

for (const [who, options] of Object.entries(DECLINED)) {
  Deno.test(`a server ${who} declines early data and goes on`, () => {
    const pair = play(options);
    assertEquals(answers(pair.clientEvents), [[false, EARLY_WORDS]]);
    assertEquals(heard(pair.serverEvents), "later");
    assertEquals(pair.client.takesEarlyData, false);
  });
}

Deno.test("a server says why it declines", () => {
  const { serverEvents } = play(withoutProtection);
  const check = serverEvents.find((event) =>
    event.kind === "check" && event.subject === "early data"
  );
  const details = check?.kind === "check" ? check.checks.map(({ detail }) => detail) : [];
  assertEquals(details, ["Nothing here would notice a copy"]);
});

Deno.test("early data are only offered with a ticket that allows them", () => {
  const none = againWithEarlyData({ server: { tickets: { ...TICKETS, maxEarlyData: 0 } } });
  const refused = [[false, EARLY_WORDS]];
  assertEquals(answers(play(none).clientEvents), refused);
  const little = againWithEarlyData({ server: { tickets: { ...TICKETS, maxEarlyData: 5 } } });
  assertEquals(answers(play(little).clientEvents), refused);
  const otherSuite = again({ client: { earlyData: utf8("early") } });
  const options = {
    ...otherSuite,
    client: { ...otherSuite.client, cipherSuites: [TLS_CHACHA20_POLY1305_SHA256] },
  };
  assertEquals(answers(play(options).clientEvents), [[false, "early"]]);
  const same = {
    ...options,
    client: { ...options.client, cipherSuites: [TLS_AES_128_GCM_SHA256] },
  };
  assertEquals(answers(play(same).clientEvents).length, 1);
  const stranger = { client: { earlyData: utf8("early") } };
  const { clientEvents } = play(stranger);
  assertEquals(answers(clientEvents), [[false, "early"]]);
  const sent = clientEvents.filter((event) => event.kind === "earlyData" && event.sent);
  assertEquals(sent, [], "nothing left early, for no session allowed it");
});

Deno.test("a hello from which the early data were struck promises none", () => {
  const options = againWithEarlyData();
  const seams = {
    ...HONEST_SEAMS,
    writeClientHello: (draft: ClientHello) => minus("early_data")(draft),
  };
  const pair = play({ ...options, client: { ...options.client, seams } });
  assertEquals(answers(pair.clientEvents), [[false, EARLY_WORDS]]);
  assertEquals(heard(pair.serverEvents), "later");
});

/** Plays the same first flight to servers one after the other, each at its own time. */
function replay(antiReplay: AntiReplay, at: readonly number[]): readonly string[] {
  const options = server(againWithEarlyData(), { antiReplay });
  const { client } = new Pair(options);
  client.start();
  const flight: Bytes = client.outgoing();
  return at.map((seconds) => {
    const victim = new Pair({ ...options, now: NOW + 60 + seconds }).server;
    return heard(victim.receive(flight));
  });
}

const taken = `<${EARLY_WORDS}>`;
const REPLAYS: readonly [name: string, make: () => AntiReplay, expected: readonly string[]][] = [
  ["no protection takes every copy", noAntiReplay, [taken, taken, taken]],
  ["single-use tickets take the first copy", singleUseTickets, [taken, "", ""]],
  ["ClientHello recording takes the first copy", clientHelloRecording, [taken, "", ""]],
  ["a freshness window takes what comes soon", freshnessWindow, [taken, taken, ""]],
];
for (const [name, make, expected] of REPLAYS) {
  Deno.test(`replay: ${name}`, () => assertEquals(replay(make(), [0, 1, 60]), expected));
}

Deno.test("replay: of several protections the first that objects decides", () => {
  assertEquals(replay(allOf(), [0, 1]), [taken, taken]);
  const both = allOf(freshnessWindow(10), singleUseTickets());
  assertEquals(both.name, "freshness window, single-use tickets");
  // What is too late has not used up the ticket.
  assertEquals(replay(both, [60, 0, 1]), ["", taken, ""]);
});

Deno.test("replay: what a recording has forgotten is too old to be taken", () => {
  assertEquals(replay(clientHelloRecording(10), [-10, 10, 10.5]), [taken, "", ""]);
  assertEquals(replay(clientHelloRecording(10), [-11, 11]), ["", ""]);
});

Deno.test("replay: a copy is news to a server with a memory of its own", () => {
  assertEquals([singleUseTickets(), singleUseTickets()].map((own) => replay(own, [0])), [
    [taken],
    [taken],
  ]);
});
