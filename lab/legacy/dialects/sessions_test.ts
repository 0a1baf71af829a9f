/** What a connection of an old version may do besides its first handshake. */
import { assert, assertEquals } from "@std/assert";
import { decode, hex } from "../../bytes/mod.ts";
import { rsaFixture, seededRandom } from "../../crypto/mod.ts";
import {
  type Dialect,
  generateTicketKey,
  type SessionCache,
  type SessionState,
  type TlsEvent,
} from "../../tls/mod.ts";
import { Pair } from "../../tls/testing.ts";
import { HANDSHAKE_HEADER_LENGTH, renegotiationInfo, ServerHello } from "../../wire/mod.ts";
import { legacyParts } from "../parts.ts";
import { legacySuite } from "../suites/suites.ts";
import { legacyPair, talk } from "../testing.ts";
import { SSL30 } from "./ssl30.ts";
import { TLS10 } from "./tls10.ts";
import { TLS11 } from "./tls11.ts";

const SUITE = legacySuite("TLS_RSA_WITH_AES_128_CBC_SHA");

const TICKETS = {
  keys: [generateTicketKey(seededRandom(1, "server"))],
  lifetime: 3600,
  count: 1,
  maxEarlyData: 0,
};

function cache(): SessionCache {
  const known = new Map<string, SessionState>();
  return {
    put: (id, state) => void known.set(hex(id), state),
    find: (id) => known.get(hex(id)),
  };
}

function agreements(events: readonly TlsEvent[]) {
  return events.flatMap((event) => event.kind === "connected" ? [event.agreement] : []);
}

for (const dialect of [TLS11, TLS10, SSL30]) {
  for (const way of ["a ticket", "an id"] as const) {
    const goesOn = dialect !== SSL30 || way === "an id";
    Deno.test(`${dialect.name}: a session ${goesOn ? "goes" : "does not go"} on by ${way}`, () => {
      const server = way === "an id" ? { sessionCache: cache() } : { tickets: TICKETS };
      const first = legacyPair(dialect, SUITE, { server });
      talk(first, dialect);
      const [session] = first.clientEvents.flatMap((event) =>
        event.kind === "session" ? [event.session] : []
      );
      assertEquals(session !== undefined, goesOn);
      if (session === undefined) return;
      const second = legacyPair(dialect, SUITE, { seed: 2, server, client: { session } });
      talk(second, dialect);
      assertEquals(agreements(second.clientEvents).map(({ resumed }) => resumed), [true]);
    });
  }

  for (const secureRenegotiation of [true, false]) {
    const bound = secureRenegotiation ? "bound" : "unbound";
    Deno.test(`${dialect.name}: a ${bound} renegotiation`, () => {
      const pair = legacyPair(dialect, SUITE, {
        client: { renegotiation: true, secureRenegotiation },
        server: { renegotiation: true },
      }).drive();
      assertEquals(pair.client.error, undefined);
      pair.client.renegotiate();
      if (secureRenegotiation) {
        talk(pair, dialect);
        assertEquals(agreements(pair.serverEvents).length, 2);
      } else {
        assertEquals(pair.drive().server.error?.reason, "unboundRenegotiation");
      }
    });
  }
}

/** The extensions that a server answered with; `undefined` where there were none at all. */
function answered(events: readonly TlsEvent[]): readonly number[] | undefined {
  const hello = events.find((event) =>
    event.kind === "message" && event.message === "server_hello"
  );
  assert(hello?.kind === "message");
  const read = decode(ServerHello, hello.raw.subarray(HANDSHAKE_HEADER_LENGTH));
  assert(read.ok);
  return read.value.extensions?.map(({ type }) => type);
}

Deno.test("a server of SSL 3.0 answers no extension but that of the binding", () => {
  const everything = {
    alpn: ["http/1.1"],
    heartbeat: true,
    recordSizeLimit: 1000,
  };
  const versions = [SSL30, TLS10].map(({ version }) => version);
  const client = (dialects: readonly Dialect[], secureRenegotiation: boolean) =>
    new Pair({
      leaf: { key: rsaFixture("rsa-2048-a") },
      client: {
        ...everything,
        secureRenegotiation,
        versions: dialects.map(({ version }) => version),
        cipherSuites: [SUITE.value],
        legacy: legacyParts({ dialects }),
      },
      server: {
        ...everything,
        versions: versions.slice(0, 1),
        tickets: TICKETS,
        cipherSuites: [SUITE.value],
        legacy: legacyParts({ dialects: [SSL30] }),
      },
    }).drive();
  for (const dialects of [[SSL30], [TLS10, SSL30]]) {
    for (
      const [secure, expected] of [[true, [renegotiationInfo.type]], [false, undefined]] as const
    ) {
      const pair = client(dialects, secure);
      assertEquals(pair.client.error, undefined);
      assertEquals(pair.client.version, "SSL 3.0");
      assertEquals(answered(pair.clientEvents), expected);
    }
  }
});
