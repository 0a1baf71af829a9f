import { assert, assertEquals } from "@std/assert";
import { type Bytes, indexOfBytes } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import { NamedGroup } from "../../wire/mod.ts";
import { again, againWithEarlyData, EARLY_WORDS } from "../testing/resume.ts";
import { ambient, type PairOptions, testRoot } from "../testing.ts";
import { keyLogKeys, NO_KEYS } from "./mod.ts";
import { closedRecords, older, PING, PONG, PSK_ALONE, read, tapeOf, wordsIn } from "./testing.ts";

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
const CONNECTIONS: readonly (readonly [what: string, PairOptions, early?: string])[] = [
  ["TLS 1.3", {}],
  ["TLS 1.3 with a HelloRetryRequest", retry],
  ["TLS 1.3 with a client certificate", withClientCertificate],
  ["TLS 1.3 with packed certificates", {
    client: { ...withClientCertificate.client, certificateCompression: true },
    server: { ...withClientCertificate.server, certificateCompression: true },
  }],
  ["TLS 1.3 with new keys after each record", {
    client: { recordsPerKey: 1 },
    server: { recordsPerKey: 1 },
  }],
  ["TLS 1.3 with a ticket", again()],
  ["TLS 1.3 with early data", againWithEarlyData(), EARLY_WORDS],
  ["TLS 1.3 with a pre-shared key alone", PSK_ALONE],
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
    assertEquals(wordsIn(result), [early + PING, PONG]);
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

Deno.test("readConnection() judges who proves after the handshake who it is", () => {
  const { client } = withClientCertificate;
  const tape = tapeOf(
    { client: { ...client, postHandshakeAuth: true } },
    (pair) => void pair.server.requestCertificate(),
  );
  const { checks } = read(tape, keyLogKeys(tape.keyLog));
  assertEquals(checks.map(({ from, message, judgement }) => [from, message, judgement]), [
    ["server", "certificate_verify", "valid"],
    ["server", "finished", "valid"],
    ["client", "finished", "valid"],
    ["client", "certificate_verify", "valid"],
    ["client", "finished", "valid"],
  ]);
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
  assertEquals(wordsIn(result), ["", ""]);
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
