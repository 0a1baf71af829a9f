import { assert, assertEquals } from "@std/assert";
import { equalBytes, fromUtf8, utf8 } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import { ProtocolVersion } from "../../wire/mod.ts";
import type { TlsEvent } from "../event.ts";
import { generateTicketKey } from "../resumption/mod.ts";
import {
  again12,
  RESUMPTIONS,
  sessionCache,
  sessionsIn,
  TICKETS_12,
  tls12,
} from "../testing/resume12.ts";
import { NOW, Pair, type PairOptions, testRoot } from "../testing.ts";

const BOTH = { versions: [ProtocolVersion["TLS 1.3"], ProtocolVersion["TLS 1.2"]] };
const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });

function messages(events: readonly TlsEvent[]): string[] {
  return events.flatMap((event) => event.kind === "message" ? [event.message] : []);
}

function agreement(events: readonly TlsEvent[]) {
  const found = events.findLast((event) => event.kind === "connected");
  return found?.kind === "connected" ? found.agreement : undefined;
}

function secrets(events: readonly TlsEvent[]) {
  return events.flatMap((event) => event.kind === "secret" ? [event.secret] : []);
}

/** Whether both ends are connected and of one mind on whether this is a resumption. */
function resumed(pair: Pair): boolean {
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  pair.client.send(utf8("ping"));
  pair.drive();
  assertEquals(fromUtf8(Pair.data(pair.serverEvents)), "ping");
  const [client, server] = [pair.clientEvents, pair.serverEvents].map(agreement);
  assertEquals(client, server);
  return client!.resumed;
}

for (const [what, setUp] of Object.entries(RESUMPTIONS)) {
  Deno.test(`a session goes on by ${what}: no certificate, no key exchange, the server first`, () => {
    const pair = new Pair(again12(setUp())).drive();
    assert(resumed(pair));
    assertEquals(messages(pair.clientEvents), [
      "client_hello",
      "server_hello",
      "finished",
      "finished",
    ]);
  });

  Deno.test(`a session that goes on by ${what} keeps its main secret and changes its randoms`, () => {
    const options = setUp();
    const first = new Pair(options).drive();
    const [session] = sessionsIn(first.clientEvents);
    const second = new Pair({
      ...options,
      seed: 2,
      client: { ...options.client, session: session! },
    })
      .drive();
    assert(resumed(second));
    const [before, after, server] = [first.clientEvents, second.clientEvents, second.serverEvents]
      .map(secrets);
    assertEquals(before, after);
    assertEquals(after, server);
    const randoms = [first, second].map(({ clientEvents }) =>
      clientEvents.flatMap((event) => event.kind === "secret" ? [event.clientRandom] : [])[0]!
    );
    assert(!equalBytes(randoms[0]!, randoms[1]!));
  });

  Deno.test(`a client that also offers TLS 1.3 goes on by ${what}`, () => {
    const options = setUp();
    const client = { ...options.client, ...BOTH };
    assert(resumed(new Pair(again12({ ...options, client })).drive()));
  });
}

/** Why a session is not gone on from, and what is different the second time. */
const FULL: Readonly<Record<string, (first: PairOptions) => PairOptions>> = {
  "it is too old": (first) => ({ ...first, now: NOW + 90_000 }),
  "it is for another name": (first) => {
    const session = first.client!.session!;
    const state = { ...session.state, serverName: "shop.example" };
    return { ...first, client: { ...first.client, session: { ...session, state } } };
  },
  "its suite is not offered any more": (first) => ({
    ...first,
    client: { ...first.client, cipherSuites: [0xc02c] },
  }),
  "the server speaks another suite now": (first) => ({
    ...first,
    server: { ...first.server, cipherSuites: [0xc02c] },
  }),
  "the server has forgotten it": (first) => ({
    ...first,
    server: {
      ...first.server,
      sessionCache: sessionCache(),
      ...(first.server!.tickets && {
        tickets: { ...TICKETS_12, keys: [generateTicketKey(seededRandom(2, "server"))] },
      }),
    },
  }),
  "the client does without an extended main secret now": (first) => ({
    ...first,
    client: { ...first.client, extendedMainSecret: false },
  }),
  "the server does without an extended main secret now": (first) => ({
    ...first,
    server: { ...first.server, extendedMainSecret: false },
  }),
  "the server now wants to see who the client is": (first) => ({
    ...first,
    client: { ...first.client, identity: alice },
    server: { ...first.server, clientCertificate: "require" },
  }),
};

for (const [what, setUp] of Object.entries(RESUMPTIONS)) {
  for (const [why, change] of Object.entries(FULL)) {
    Deno.test(`a session offered by ${what} is not gone on from: ${why}`, () => {
      assertEquals(resumed(new Pair(change(again12(setUp()))).drive()), false);
    });
  }
}

Deno.test("a session without an extended main secret goes on where nobody has one", () => {
  const options = tls12({ server: { tickets: TICKETS_12, extendedMainSecret: false } });
  const client = { ...options.client, extendedMainSecret: false };
  assert(resumed(new Pair(again12({ ...options, client })).drive()));
});

Deno.test("a client that showed its certificate once need not show it again", () => {
  for (const setUp of Object.values(RESUMPTIONS)) {
    const options = setUp();
    const pair = new Pair(again12({
      client: { ...options.client, identity: alice },
      server: { ...options.server, clientCertificate: "require" },
    })).drive();
    assert(resumed(pair));
    assert(!messages(pair.clientEvents).includes("certificate"));
  }
});

Deno.test("a ticket under an older key is taken and replaced; one under the newest is kept", () => {
  const options = again12(tls12({ server: { tickets: TICKETS_12 } }));
  const same = new Pair(options).drive();
  assert(resumed(same));
  assertEquals(sessionsIn(same.clientEvents), []);
  const keys = [generateTicketKey(seededRandom(2, "server")), ...TICKETS_12.keys];
  const server = { ...options.server, tickets: { ...TICKETS_12, keys } };
  const rotated = new Pair({ ...options, server }).drive();
  assert(resumed(rotated));
  const [session] = sessionsIn(rotated.clientEvents);
  assertEquals(session?.ticket?.subarray(0, 16), keys[0]!.name);
  const third = new Pair({
    ...options,
    seed: 3,
    server,
    client: { ...options.client, session: session! },
  });
  assert(resumed(third.drive()));
});

Deno.test("tickets are neither asked for nor shown by a client that wants none", () => {
  const server = { tickets: TICKETS_12, sessionCache: sessionCache() };
  const pair = new Pair(tls12({ client: { sessionTickets: false }, server })).drive();
  const [session] = sessionsIn(pair.clientEvents);
  assertEquals([session?.ticket, session?.sessionId?.length], [undefined, 32]);
});

Deno.test("what the client keeps of a session says whose certificates it has seen", () => {
  const pair = new Pair(tls12({ server: { tickets: TICKETS_12 } })).drive();
  const [session] = sessionsIn(pair.clientEvents);
  assertEquals(session?.state.peerChain, pair.identity.chain);
  assertEquals([session?.state.lifetime, session?.state.createdAt], [3600, NOW]);
});
