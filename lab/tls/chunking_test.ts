/** TCP keeps no boundaries: however the octets are cut, the engines do and say the same. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Bytes, concat, utf8 } from "../bytes/mod.ts";
import { CipherSuite, NamedGroup } from "../wire/mod.ts";
import type { TlsEvent } from "./event.ts";
import { RecordFramer } from "./record/framer.ts";
import { again, againWithEarlyData, EXTERNAL } from "./testing/resume.ts";
import { again12, RESUMPTIONS, TICKETS_12, tls12 } from "./testing/resume12.ts";
import { Pair, type PairOptions, testRoot } from "./testing.ts";

type Cut = (bytes: Bytes) => readonly Bytes[];

const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });
const CONVERSATIONS: Readonly<Record<string, PairOptions>> = {
  "a plain handshake": {},
  "a handshake with HelloRetryRequest": { server: { groups: [NamedGroup.secp256r1] } },
  "a handshake with a client certificate": {
    client: { identity: alice },
    server: { clientCertificate: "require" },
  },
  "a resumed handshake": again(),
  "a handshake with early data": againWithEarlyData(),
  "a handshake whose early data are turned down": {
    ...again(),
    client: { ...again().client, earlyData: utf8("early") },
  },
  "a resumed handshake with HelloRetryRequest": {
    ...againWithEarlyData(),
    server: { ...againWithEarlyData().server, groups: [NamedGroup.secp256r1] },
  },
  "a handshake with an external key": EXTERNAL,
  "a handshake with everything": {
    client: { identity: alice, alpn: ["h2"], recordSizeLimit: 100, padding: (_, room) => room },
    server: {
      clientCertificate: "require",
      groups: [NamedGroup.secp256r1],
      cookie: utf8("chocolate"),
      alpn: ["h2"],
      recordSizeLimit: 200,
    },
  },
};

/** Those of TLS 1.2, each with a second handshake on the same connection. */
const both = (options: PairOptions): PairOptions => ({
  ...options,
  client: { ...options.client, renegotiation: true },
  server: { ...options.server, renegotiation: true },
});
const OLDER: Readonly<Record<string, PairOptions>> = {
  "a handshake of TLS 1.2": both(tls12()),
  "a handshake of TLS 1.2 with CBC": both(tls12({
    client: { cipherSuites: [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256] },
    server: { cipherSuites: [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256] },
  })),
  "a handshake of TLS 1.2 with everything": both(tls12({
    client: { identity: alice, alpn: ["h2"], recordSizeLimit: 100 },
    server: {
      clientCertificate: "require",
      tickets: TICKETS_12,
      alpn: ["h2"],
      recordSizeLimit: 200,
    },
  })),
  ...Object.fromEntries(
    Object.entries(RESUMPTIONS).map(([how, setUp]) => [
      `a handshake of TLS 1.2 that goes on from ${how}`,
      both(again12(setUp())),
    ]),
  ),
};

interface Told {
  readonly client: readonly TlsEvent[];
  readonly server: readonly TlsEvent[];
  readonly fromClient: Bytes;
  readonly fromServer: Bytes;
}

/** Plays a whole connection, with data, a key update and a goodbye. */
function play(options: PairOptions, cut: Cut): Told {
  const { client, server } = new Pair(options);
  const told = { client: client.start(), server: [] as TlsEvent[] };
  const sent = { client: [] as Bytes[], server: [] as Bytes[] };
  const carry = () => {
    const fromClient = [client.outgoing()];
    const fromServer = [server.outgoing()];
    while (fromClient.concat(fromServer).some(({ length }) => length > 0)) {
      for (const bytes of fromClient.splice(0)) {
        sent.client.push(bytes);
        for (const piece of cut(bytes)) {
          told.server.push(...server.receive(piece));
          fromServer.push(server.outgoing());
        }
      }
      for (const bytes of fromServer.splice(0)) {
        sent.server.push(bytes);
        for (const piece of cut(bytes)) {
          told.client.push(...client.receive(piece));
          fromClient.push(client.outgoing());
        }
      }
    }
  };
  carry();
  const older = client.version === "TLS 1.2";
  told.client.push(...client.send(utf8("a".repeat(500))));
  told.client.push(...(older ? client.renegotiate() : client.updateKeys(true)));
  carry();
  told.server.push(...server.send(utf8("b".repeat(500))), ...server.close());
  carry();
  // There, a goodbye ends both directions at once (RFC 5246 §7.2.1).
  if (!older) told.client.push(...client.send(utf8("c".repeat(500))), ...client.close());
  carry();
  return {
    ...told,
    fromClient: concat(...sent.client),
    fromServer: concat(...sent.server),
  };
}

const whole: Cut = (bytes) => [bytes];
const singly: Cut = (bytes) => [...bytes].map((octet) => Uint8Array.of(octet));
const byRecord: Cut = (bytes) => {
  const framer = new RecordFramer();
  framer.push(bytes);
  const records: Bytes[] = [];
  for (let next = framer.next(); next && "bytes" in next; next = framer.next()) {
    records.push(next.bytes);
  }
  return records;
};

/** Cuts off pieces of these lengths, over and over. */
const inPieces = (lengths: readonly number[]): Cut => {
  let turn = 0;
  return (bytes) => {
    const pieces: Bytes[] = [];
    for (let start = 0; start < bytes.length;) {
      const end = start + lengths[turn++ % lengths.length]!;
      pieces.push(bytes.subarray(start, end));
      start = end;
    }
    return pieces;
  };
};

for (const [name, options] of Object.entries({ ...CONVERSATIONS, ...OLDER })) {
  const handshakes = name in OLDER ? 2 : 1;
  const expected = play(options, whole);

  Deno.test(`${name} comes to a good end in the first place`, () => {
    for (const events of [expected.client, expected.server]) {
      assertEquals(events.filter(({ kind }) => kind === "connected").length, handshakes);
      assertEquals(events.at(-1), { kind: "closed", how: "close_notify" });
    }
  });

  Deno.test(`${name} is the same byte by byte`, () => {
    assertEquals(play(options, singly), expected);
  });

  Deno.test(`${name} is the same record by record`, () => {
    assertEquals(play(options, byRecord), expected);
  });

  Deno.test(`${name} is the same however it is cut`, () => {
    const lengths = fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({
          min: 1,
          max: 2000,
        }),
      ),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(lengths, (given) => {
        assertEquals(play(options, inPieces(given)), expected);
      }),
      { numRuns: 25, seed: 8446 },
    );
  });
}
