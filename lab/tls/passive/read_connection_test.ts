import { assert, assertEquals } from "@std/assert";
import { type Bytes, concat, fromUtf8, indexOfBytes } from "../../bytes/mod.ts";
import { rsaFixture, seededRandom } from "../../crypto/mod.ts";
import { ContentType, NamedGroup, ProtocolVersion } from "../../wire/mod.ts";
import { again, againWithEarlyData, EARLY_WORDS, EXTERNAL, TICKET_KEY } from "../testing/resume.ts";
import { ambient, noble, type PairOptions, testRoot } from "../testing.ts";
import { PskKeyExchangeMode } from "../../wire/mod.ts";
import { TLS12_SUITES } from "../tls12/suite.ts";
import { keyLogKeys, ladderKeys, mainSecretKeys, privateKeyKeys, ticketKeys } from "./mod.ts";
import { NO_KEYS } from "./mod.ts";
import type { KeySource } from "./keys.ts";
import { type ReadConnection, readConnection } from "./read_connection.ts";
import { PING, PONG, type Tape, tapeOf } from "./testing.ts";
import type { ReadRecord } from "./track.ts";

const rsa = rsaFixture("rsa-2048-a");

function read({ toServer, toClient }: Pick<Tape, "toServer" | "toClient">, keys: KeySource) {
  return readConnection({ toServer, toClient, crypto: noble, keys });
}

function text(records: readonly ReadRecord[]): string {
  const said = ({ type, content }: ReadRecord): Bytes[] =>
    type === ContentType.application_data && content !== undefined ? [content] : [];
  return fromUtf8(concat(...records.flatMap(said)));
}

const closedRecords = ({ toServer, toClient }: ReadConnection) =>
  [...toServer, ...toClient].filter(({ content }) => content === undefined).length;

const V12 = { versions: [ProtocolVersion["TLS 1.2"]] };

/** Both ends with one suite of TLS 1.2, and a certificate that fits it. */
function older(name: string, common: PairOptions["client"] = {}): PairOptions {
  const { value, certificate } = TLS12_SUITES.find((suite) => suite.name === name)!;
  const both = { ...V12, cipherSuites: [value], ...common };
  return {
    client: both,
    server: both,
    ...(certificate === "RSA" && { leaf: { key: rsa } }),
  };
}

const clientIdentity = testRoot().issue({
  names: ["alice.example"],
  extendedKeyUsage: ["clientAuth"],
});
const withClientCertificate: PairOptions = {
  client: { identity: clientIdentity },
  server: { clientCertificate: "require" },
};
const retry: PairOptions = {
  client: { groups: [NamedGroup.x25519, NamedGroup.secp256r1] },
  server: { groups: [NamedGroup.secp256r1] },
};
const pskKe: PairOptions = {
  client: { ...EXTERNAL.client, pskModes: [PskKeyExchangeMode.psk_ke] },
  server: { ...EXTERNAL.server, pskModes: [PskKeyExchangeMode.psk_ke] },
};

const CONNECTIONS: readonly (readonly [what: string, PairOptions, early?: string])[] = [
  ["TLS 1.3", {}],
  ["TLS 1.3 with a HelloRetryRequest", retry],
  ["TLS 1.3 with a client certificate", withClientCertificate],
  ["TLS 1.3 with new keys after each record", {
    client: { recordsPerKey: 1 },
    server: { recordsPerKey: 1 },
  }],
  ["TLS 1.3 with a ticket", again()],
  ["TLS 1.3 with early data", againWithEarlyData(), EARLY_WORDS],
  ["TLS 1.3 with a pre-shared key alone", pskKe],
  ["TLS 1.2", older("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")],
  ["TLS 1.2 with ChaCha20", older("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")],
  ["TLS 1.2 with CBC", older("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA")],
  [
    "TLS 1.2 with CBC, the MAC inside",
    older("TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", { encryptThenMac: false }),
  ],
  [
    "TLS 1.2 without extended main secret",
    older("TLS_RSA_WITH_AES_256_GCM_SHA384", { extendedMainSecret: false }),
  ],
];

for (const [what, options, early = ""] of CONNECTIONS) {
  Deno.test(`readConnection() reads all of ${what} with a key log`, () => {
    const tape = tapeOf(options);
    assertEquals([tape.pair.client.error, tape.pair.server.error], [undefined, undefined]);
    const result = read(tape, keyLogKeys(tape.keyLog));
    assertEquals([result.closed, result.unsupported, result.trouble], [
      undefined,
      undefined,
      undefined,
    ]);
    assertEquals([text(result.toServer), text(result.toClient)], [early + PING, PONG]);
    assertEquals(closedRecords(result), 0);
    assert(result.checks.length >= 2);
    assertEquals(result.checks.filter(({ judgement }) => judgement !== "valid"), []);
    assertEquals(result.version, tape.pair.client.version);
  });
}

Deno.test("readConnection() says where each record stands, and under which key", () => {
  const tape = tapeOf(againWithEarlyData());
  const { toServer } = read(tape, keyLogKeys(tape.keyLog));
  let at = 0;
  for (const [index, record] of toServer.entries()) {
    assertEquals([record.index, record.at], [index, at]);
    at += record.length;
  }
  assertEquals(at, tape.toServer.length);
  const under = toServer.flatMap(({ under }) => under === undefined ? [] : [under.key]);
  assertEquals([...new Set(under)], ["early", "handshake", "application"]);
});

Deno.test("readConnection() without keys reads what is in the clear, and says what is missing", () => {
  const newer = read(tapeOf(), NO_KEYS);
  assertEquals(newer.messages.map(({ name }) => name), ["client_hello", "server_hello"]);
  assertEquals(newer.closed, "no key");
  const tape = tapeOf(older("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
  const { messages, checks } = read(tape, NO_KEYS);
  assertEquals(messages.map(({ name }) => name), [
    "client_hello",
    "server_hello",
    "certificate",
    "server_key_exchange",
    "server_hello_done",
    "client_key_exchange",
  ]);
  assertEquals(checks.map(({ judgement }) => judgement), ["valid"]);
});

Deno.test("readConnection() opens nothing with the key log of another connection", () => {
  const result = read(tapeOf(), keyLogKeys(tapeOf({ seed: 2 }).keyLog));
  assertEquals([text(result.toServer), text(result.toClient)], ["", ""]);
  assertEquals(
    result.closed,
    "no CLIENT_HANDSHAKE_TRAFFIC_SECRET of the connection in the key log",
  );
});

Deno.test("readConnection() finds a Finished or a signature that was changed on its way", () => {
  const tape = tapeOf(older("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
  const { messages } = read(tape, keyLogKeys(tape.keyLog));
  const params = messages.find(({ name }) => name === "server_key_exchange")!;
  const spoilt = { ...tape, toClient: tape.toClient.slice() };
  spoilt.toClient[indexOfBytes(tape.toClient, params.raw) + 20]! ^= 1;
  const { checks } = read(spoilt, keyLogKeys(tape.keyLog));
  assertEquals(checks.map(({ message, judgement }) => [message, judgement]), [
    ["server_key_exchange", "not valid"],
    ["finished", "not valid"],
    ["finished", "not valid"],
  ]);
});

const opens = { open: true } as const;
const KEYS: readonly (readonly [string, PairOptions, () => KeySource, object])[] = [
  [
    "the RSA key that a premaster secret was encrypted to",
    older("TLS_RSA_WITH_AES_128_CBC_SHA"),
    () => privateKeyKeys(rsa, noble),
    opens,
  ],
  [
    "that RSA key, without extended main secret",
    older("TLS_RSA_WITH_AES_128_GCM_SHA256", { extendedMainSecret: false }),
    () => privateKeyKeys(rsa, noble),
    opens,
  ],
  [
    "an RSA key of somebody else",
    older("TLS_RSA_WITH_AES_128_CBC_SHA"),
    () => privateKeyKeys(rsaFixture("rsa-2048-b"), noble),
    { closed: "the private key is not that of the server's certificate" },
  ],
  [
    "an RSA key that only signed",
    older("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    () => privateKeyKeys(rsa, noble),
    { closed: "ECDHE: the private key only signed" },
  ],
  ["a private key and TLS 1.3", {}, () => privateKeyKeys(rsa, noble), {
    closed: "TLS 1.3: the private key only signed",
  }],
  ["a main secret and TLS 1.3", {}, () => mainSecretKeys(new Uint8Array(48)), {
    closed: "a main secret of TLS 1.2 says nothing about TLS 1.3",
  }],
  [
    "a pre-shared key without Diffie-Hellman",
    pskKe,
    () => ladderKeys({ preSharedKey: new Uint8Array(32).fill(7) }),
    opens,
  ],
  [
    "a pre-shared key with Diffie-Hellman",
    EXTERNAL,
    () => ladderKeys({ preSharedKey: new Uint8Array(32).fill(7) }),
    {
      closed: "psk_dhe_ke: a fresh key exchange went with the pre-shared key",
    },
  ],
  [
    "a pre-shared key that was not used",
    {},
    () => ladderKeys({ preSharedKey: new Uint8Array(32).fill(7) }),
    {
      closed: "the server did not take the pre-shared key",
    },
  ],
  ["a ticket key, where no ticket was shown", {}, () => ticketKeys([TICKET_KEY], noble, []), {
    closed: "no ticket was shown in the clear",
  }],
];

for (const [what, options, keys, expected] of KEYS) {
  Deno.test(`readConnection() with ${what}: ${JSON.stringify(expected)}`, () => {
    const result = read(tapeOf(options), keys());
    const words = [text(result.toServer), text(result.toClient)];
    if (expected === opens) {
      assertEquals(words, [PING, PONG]);
      assertEquals(closedRecords(result), 0);
    } else {
      assertEquals(words, ["", ""]);
      assertEquals({ closed: result.closed }, expected);
    }
  });
}

Deno.test("a ticket key opens early data, and all else only without Diffie-Hellman", () => {
  const mixed = read(tapeOf(againWithEarlyData()), ticketKeys([TICKET_KEY], noble, []));
  assertEquals([text(mixed.toServer), text(mixed.toClient)], [EARLY_WORDS, ""]);
  assertEquals(mixed.closed, "psk_dhe_ke: a fresh key exchange went with the pre-shared key");
  const alone = [PskKeyExchangeMode.psk_ke];
  const second = again();
  const tape = tapeOf({
    ...second,
    client: { ...second.client, pskModes: alone },
    server: { ...second.server, pskModes: alone },
  });
  const whole = read(tape, ticketKeys([TICKET_KEY], noble, []));
  assertEquals([text(whole.toServer), text(whole.toClient)], [PING, PONG]);
});

Deno.test("readConnection() takes whatever the streams hold, and does not throw", () => {
  const random = ambient("noise").random;
  for (const options of [{}, older("TLS_RSA_WITH_AES_128_GCM_SHA256"), againWithEarlyData()]) {
    const tape = tapeOf(options);
    const keys = keyLogKeys(tape.keyLog);
    for (let round = 0; round < 60; round++) {
      const spoil = (stream: Bytes) => {
        const copy = stream.slice();
        const [a, b, c, d, e] = random.bytes("spoil", 5);
        copy[((a! << 8) | b!) % Math.min(copy.length, 1500)] = c!;
        return d! < 64 ? copy.subarray(0, e! * 8) : copy;
      };
      read({ toServer: spoil(tape.toServer), toClient: spoil(tape.toClient) }, keys);
    }
  }
  const noise = seededRandom(1, "noise").bytes("stream", 4000);
  read({ toServer: noise, toClient: noise }, NO_KEYS);
});
