import { assert, assertEquals, assertThrows } from "@std/assert";
import { concat, fromUtf8, utf8 } from "../bytes/mod.ts";
import { CipherSuite, NamedGroup, PskKeyExchangeMode } from "../wire/mod.ts";
import type { TlsEvent } from "./event.ts";
import { generateTicketKey } from "./resumption/mod.ts";
import { again, EXTERNAL, sessionsFrom, TICKET_KEY, TICKETS } from "./testing/resume.ts";
import { NOW, Pair, type PairOptions, testRoot } from "./testing.ts";
import { seededRandom } from "../crypto/mod.ts";

const { TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256 } =
  CipherSuite;
const { psk_ke, psk_dhe_ke } = PskKeyExchangeMode;

function messages(events: readonly TlsEvent[]): readonly string[] {
  return events.flatMap((event) => event.kind === "message" ? [event.message] : []);
}

function agreement(events: readonly TlsEvent[]) {
  const found = events.find((event) => event.kind === "connected");
  return found?.kind === "connected" ? found.agreement : undefined;
}

function connected(options: PairOptions): Pair {
  const pair = new Pair(options).drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  pair.client.send(utf8("ping"));
  pair.server.send(utf8("pong"));
  pair.drive();
  assertEquals(fromUtf8(Pair.data(pair.serverEvents)), "ping");
  assertEquals(fromUtf8(Pair.data(pair.clientEvents)), "pong");
  assertEquals(agreement(pair.clientEvents)?.resumed, agreement(pair.serverEvents)?.resumed);
  return pair;
}

function withClient(options: PairOptions, client: PairOptions["client"]): PairOptions {
  return { ...options, client: { ...options.client, ...client } };
}

function withServer(options: PairOptions, server: PairOptions["server"]): PairOptions {
  return { ...options, server: { ...options.server, ...server } };
}

Deno.test("a server hands out as many tickets as its policy says, each with a key of its own", () => {
  const sessions = sessionsFrom({ server: { tickets: { ...TICKETS, count: 3 } } });
  assertEquals(sessions.length, 3);
  const secrets = new Set(sessions.map(({ state }) => state.secret.join()));
  const tickets = new Set(sessions.map(({ ticket }) => ticket!.join()));
  const ages = new Set(sessions.map(({ state }) => state.ageAdd));
  assertEquals([secrets.size, tickets.size, ages.size], [3, 3, 3]);
  const [{ state }] = sessions as [typeof sessions[0]];
  assertEquals([state.lifetime, state.serverName, state.maxEarlyData], [
    3600,
    "bank.example",
    1000,
  ]);
  assertEquals(state.peerChain?.length, 2);
});

Deno.test("a server without a policy hands out nothing, nor to a client that knows no way", () => {
  assertEquals(sessionsFrom({ server: { tickets: { ...TICKETS, count: 0 } } }), []);
  assertEquals(sessionsFrom({ client: { pskModes: [psk_ke] } }), []);
  const { clientEvents } = new Pair().drive();
  assert(!messages(clientEvents).includes("new_session_ticket"));
});

Deno.test("a session is resumed without certificates, and both say so", () => {
  const pair = connected(again());
  assertEquals(messages(pair.clientEvents), [
    "client_hello",
    "server_hello",
    "encrypted_extensions",
    "finished",
    "finished",
    "new_session_ticket",
  ]);
  for (const events of [pair.clientEvents, pair.serverEvents]) {
    const { resumed, psk, group, serverName } = agreement(events)!;
    assertEquals([resumed, psk, group, serverName], [true, "resumption", "x25519", "bank.example"]);
    const checks = events.flatMap((event) =>
      event.kind === "check" && event.subject === "pre-shared key" ? event.checks : []
    );
    assertEquals(checks.map(({ ok }) => ok), [true]);
  }
});

Deno.test("a resumed session can be resumed, and still knows the first one's certificates", () => {
  const second = connected(again());
  const found = second.clientEvents.find((event) => event.kind === "session");
  assert(found?.kind === "session");
  const third = connected(withClient(again(), { session: found.session }));
  assertEquals(agreement(third.clientEvents)?.resumed, true);
  assertEquals(found.session.state.peerChain?.length, 2);
});

Deno.test("without Diffie-Hellman a session is resumed if both want that", () => {
  const options = withServer(again({ client: { pskModes: [psk_ke, psk_dhe_ke] } }), {
    pskModes: [psk_ke],
  });
  const pair = connected(options);
  assertEquals(agreement(pair.clientEvents)?.group, "none");
  assertEquals(agreement(pair.serverEvents)?.resumed, true);
});

Deno.test("a session goes on through a HelloRetryRequest", () => {
  const pair = connected(withServer(again(), { groups: [NamedGroup.secp384r1] }));
  assertEquals(messages(pair.clientEvents).filter((name) => name === "client_hello").length, 2);
  assertEquals(agreement(pair.serverEvents)?.resumed, true);
});

Deno.test("a session of SHA-384 goes on, also through a HelloRetryRequest that names it", () => {
  const cipherSuites = [TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256];
  const options = again({ server: { cipherSuites } });
  assertEquals(agreement(connected(options).serverEvents)?.cipherSuite, "TLS_AES_256_GCM_SHA384");
  const retried = connected(withServer(options, { groups: [NamedGroup.secp256r1] }));
  assertEquals(agreement(retried.serverEvents)?.resumed, true);
});

Deno.test("a server may name its sessions instead of sealing them", () => {
  const held = new Map<string, Parameters<typeof sessionCache.put>[1]>();
  const sessionCache = {
    put: (id: Uint8Array, state: import("./resumption/mod.ts").SessionState) =>
      void held.set(id.join(), state),
    find: (id: Uint8Array) => held.get(id.join()),
  };
  const options = again({ server: { tickets: { ...TICKETS, keys: [] }, sessionCache } });
  assertEquals(options.client?.session?.ticket?.length, 32);
  assertEquals(agreement(connected(options).serverEvents)?.resumed, true);
  held.clear();
  assertEquals(agreement(connected(options).serverEvents)?.resumed, false);
});

const newKey = generateTicketKey(seededRandom(2, "server"));

Deno.test("a new ticket key does not end what the old one sealed, as long as it is kept", () => {
  const keys = [newKey, TICKET_KEY];
  const pair = connected(withServer(again(), { tickets: { ...TICKETS, keys } }));
  assertEquals(agreement(pair.serverEvents)?.resumed, true);
});

const FALLBACKS: Readonly<Record<string, PairOptions>> = {
  "a ticket under a key the server has thrown away": withServer(again(), {
    tickets: { ...TICKETS, keys: [newKey] },
  }),
  "a ticket that has expired": { ...again(), now: NOW + 3601 },
  "a ticket to a server that takes none": (() => {
    const { tickets: _, ...server } = again().server!;
    return { ...again(), server };
  })(),
  "a ticket of a suite with another hash": withServer(again(), {
    cipherSuites: [TLS_AES_256_GCM_SHA384],
  }),
  "a ticket that the server would take without Diffie-Hellman only": withServer(again(), {
    pskModes: [psk_ke],
  }),
  "a ticket for another name": withClient(again({ leaf: { names: ["*.example"] } }), {
    serverName: "other.example",
  }),
  "a ticket of somebody unknown, where certificates are required": withServer(
    again({
      client: {
        identity: testRoot().issue({ names: ["a.example"], extendedKeyUsage: ["clientAuth"] }),
      },
    }),
    { clientCertificate: "require" },
  ),
  "an external key the server does not have": { client: EXTERNAL.client! },
};

for (const [what, options] of Object.entries(FALLBACKS)) {
  Deno.test(`${what} leads to a full handshake`, () => {
    const pair = connected(options);
    assertEquals(agreement(pair.clientEvents)?.resumed, false);
    assert(messages(pair.clientEvents).includes("certificate_verify"));
  });
}

Deno.test("a server that knows another name behind a ticket falls back too", () => {
  const options = again({ leaf: { names: ["*.example"] } });
  const session = options.client!.session!;
  const serverName = "other.example";
  const forged = { ...session, state: { ...session.state, serverName } };
  const pair = connected(withClient(options, { serverName, session: forged }));
  assertEquals(agreement(pair.serverEvents)?.resumed, false);
});

Deno.test("a client who was known by certificate is still known when it resumes", () => {
  const identity = testRoot().issue({ names: ["a.example"], extendedKeyUsage: ["clientAuth"] });
  const pair = connected(
    again({ client: { identity }, server: { clientCertificate: "require" } }),
  );
  assertEquals(agreement(pair.serverEvents)?.resumed, true);
});

Deno.test("another suite of the same hash may go on from a session", () => {
  const pair = connected(withServer(again(), { cipherSuites: [TLS_CHACHA20_POLY1305_SHA256] }));
  const { resumed, cipherSuite } = agreement(pair.clientEvents)!;
  assertEquals([resumed, cipherSuite], [true, "TLS_CHACHA20_POLY1305_SHA256"]);
});

Deno.test("an external key takes the place of certificates", () => {
  const pair = connected({ ...EXTERNAL, server: { ...EXTERNAL.server, tickets: TICKETS } });
  const { resumed, psk } = agreement(pair.clientEvents)!;
  assertEquals([resumed, psk], [false, "external"]);
  assert(!messages(pair.clientEvents).includes("certificate"));
});

Deno.test("of a ticket and an external key the server takes the first it knows", () => {
  const both = withServer(withClient(again(), EXTERNAL.client), EXTERNAL.server);
  assertEquals(agreement(connected(both).serverEvents)?.psk, "resumption");
  const forgotten = withServer(both, { tickets: { ...TICKETS, keys: [newKey] } });
  assertEquals(agreement(connected(forgotten).clientEvents)?.psk, "external");
});

Deno.test("a wrong external secret ends the handshake: the binder does not fit", () => {
  const [psk] = EXTERNAL.client!.externalPsks!;
  const wrong = [{ ...psk!, secret: new Uint8Array(32) }];
  const pair = new Pair({ ...EXTERNAL, client: { externalPsks: wrong } }).drive();
  assertEquals([pair.server.error?.reason, pair.server.error?.alert], [
    "badBinder",
    "decrypt_error",
  ]);
});

Deno.test("an onlooker cannot tell the age of a ticket: it is covered by what the server added", () => {
  const { clientEvents } = new Pair(again()).drive();
  const [hello] = clientEvents.flatMap((event) => event.kind === "message" ? [event.raw] : []);
  const { ticket, state } = again().client!.session!;
  const at = concat(hello!).findIndex((_, i) =>
    ticket!.every((octet, k) => hello![i + k] === octet)
  );
  const age = new DataView(hello!.slice(at + ticket!.length).buffer).getUint32(0);
  assertEquals(age, (60_000 + state.ageAdd) % 2 ** 32);
});

Deno.test("early data cannot be sent where no session allows them", () => {
  const { client } = new Pair(again());
  assertThrows(() => client.sendEarly(utf8("x")), TypeError, "START");
  client.start();
  assertThrows(() => client.sendEarly(utf8("x")), TypeError, "WAIT_SH");
});
