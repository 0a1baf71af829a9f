import { assert, assertEquals } from "@std/assert";
import { type Bytes, fromUtf8 } from "../bytes/mod.ts";
import { rsaFixture, seededRandom } from "../crypto/mod.ts";
import { PING, PONG, type Tape, tapeOf } from "../tls/passive/testing.ts";
import { againWithEarlyData, EARLY_WORDS, TICKET_KEY } from "../tls/testing/resume.ts";
import { RESUMPTIONS, TICKETS_12 } from "../tls/testing/resume12.ts";
import { noble, type PairOptions } from "../tls/testing.ts";
import { CipherSuite, ProtocolVersion } from "../wire/mod.ts";
import {
  type OpenedRecording,
  openWithKeyLog,
  openWithMainSecret,
  openWithoutKey,
  openWithPremaster,
  openWithPrivateKey,
  openWithSharedKeys,
  openWithTicketKey,
  plaintextOf,
  type RecordedConnection,
} from "./mod.ts";

const key = rsaFixture("rsa-2048-a");
const tools = { crypto: noble };
const PACKET = 100;

/** As a recorder keeps it: in packets of 100 bytes, those to the server with even numbers. */
function recorded({ toServer, toClient }: Tape): RecordedConnection {
  const packets = (stream: Bytes, first: number) =>
    Array.from({ length: Math.ceil(stream.length / PACKET) }, (_, i) => ({
      bytes: stream.subarray(i * PACKET, (i + 1) * PACKET),
      event: first + 2 * i,
    }));
  return {
    client: { address: "192.0.2.1", port: 50000 },
    server: { address: "192.0.2.2", port: 443 },
    toServer: packets(toServer, 0),
    toClient: packets(toClient, 1),
  };
}

function older(suite: number): PairOptions {
  const both = { versions: [ProtocolVersion["TLS 1.2"]], cipherSuites: [suite] };
  return { client: both, server: both, leaf: { key } };
}

const words = ({ toServer, toClient }: OpenedRecording) =>
  [toServer, toClient].map((records) => fromUtf8(plaintextOf(records)));

Deno.test("openWithoutKey() opens nothing, and knows how much there is to open", () => {
  for (const options of [{}, older(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256)]) {
    const opened = openWithoutKey(recorded(tapeOf(options)), tools);
    assertEquals([words(opened), opened.closed], [["", ""], "no key"]);
    assert(opened.sealed >= 4);
  }
});

const rsa = older(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256);
const ecdhe = older(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);

Deno.test("openWithPrivateKey() opens years later what was sent with RSA key transport", () => {
  const opened = openWithPrivateKey(recorded(tapeOf(rsa)), key, tools);
  assertEquals(words(opened), [PING, PONG]);
  assertEquals(opened.closed, undefined);
  assertEquals([opened.version, opened.suite], ["TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA256"]);
  assertEquals(opened.sealed, opened.toServer.length + opened.toClient.length);
});

Deno.test("openWithPrivateKey() opens nothing where the key only signed, and says so", () => {
  const cases = [[ecdhe, "ECDHE: the private key only signed"], [
    {},
    "TLS 1.3: the private key only signed",
  ]] as const;
  for (const [options, closed] of cases) {
    const opened = openWithPrivateKey(recorded(tapeOf(options)), key, tools);
    assertEquals([opened.toServer, opened.toClient, opened.closed], [[], [], closed]);
    assert(opened.sealed > 0);
  }
});

Deno.test("each opened record names the packets it came in", () => {
  const connection = recorded(tapeOf(rsa));
  const { toServer, toClient } = openWithPrivateKey(connection, key, tools);
  for (const [records, odd] of [[toServer, 0], [toClient, 1]] as const) {
    for (const { at, packets } of records) {
      assertEquals(packets[0], 2 * Math.floor(at / PACKET) + odd);
    }
  }
  const said = toServer.find(({ type }) => type === "application_data")!;
  assertEquals([said.key, said.sequence], ["main secret", 1]);
});

Deno.test("openWithMainSecret() opens with the secret that another way led to, and with no other", () => {
  const connection = recorded(tapeOf(ecdhe));
  const { keyLog } = tapeOf(ecdhe);
  const mainSecret = openWithKeyLog(connection, keyLog, tools).secrets.get("CLIENT_RANDOM")!;
  assertEquals(words(openWithMainSecret(connection, mainSecret, tools)), [PING, PONG]);
  const wrong = openWithMainSecret(connection, mainSecret.map((octet) => octet ^ 1), tools);
  assertEquals(words(wrong), ["", ""]);
  assertEquals(
    wrong.closed,
    `${wrong.sealed} of ${wrong.sealed} sealed records do not open with it`,
  );
});

Deno.test("openWithTicketKey() opens a connection of TLS 1.2 on which a ticket was handed out", () => {
  const options = RESUMPTIONS["a ticket"]!();
  const opened = openWithTicketKey(recorded(tapeOf(options)), TICKETS_12.keys[0]!, tools);
  assertEquals([words(opened), opened.closed], [[PING, PONG], undefined]);
});

Deno.test("openWithPremaster() opens with what was drawn for the key exchange", () => {
  const options = { ...rsa, client: { ...rsa.client, extendedMainSecret: false } };
  const tape = tapeOf(options);
  // The client of a `Pair` draws it under this name, after the two bytes of its version.
  const drawn = seededRandom(1, "client").bytes("premaster secret", 46);
  const opened = openWithPremaster(recorded(tape), Uint8Array.of(3, 3, ...drawn), tools);
  assertEquals([words(opened), opened.closed], [[PING, PONG], undefined]);
});

Deno.test("openWithTicketKey() opens early data; what follows had a key exchange of its own", () => {
  const opened = openWithTicketKey(recorded(tapeOf(againWithEarlyData())), TICKET_KEY, tools);
  assertEquals(words(opened), [EARLY_WORDS, ""]);
  assertEquals(opened.closed, "psk_dhe_ke: a fresh key exchange went with the pre-shared key");
});

Deno.test("openWithSharedKeys() says when there was no pre-shared key to know", () => {
  const preSharedKey = new Uint8Array(32);
  const opened = openWithSharedKeys(recorded(tapeOf()), { preSharedKey }, tools);
  assertEquals(opened.closed, "the server did not take the pre-shared key");
});
