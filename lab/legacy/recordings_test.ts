/** What went past in an old version is read later, with the parts of this room handed in. */
import { assert, assertEquals } from "@std/assert";
import { type Bytes, concat, fromUtf8, hex, utf8 } from "../bytes/mod.ts";
import { generateRsaKey, rsaFixture, seededRandom } from "../crypto/mod.ts";
import {
  applicationData,
  type Dialect,
  keyLogKeys,
  type KeySource,
  mainSecretKeys,
  privateKeyKeys,
  type ReadConnection,
  readConnection,
  type Suite12,
} from "../tls/mod.ts";
import { noble, type Pair } from "../tls/testing.ts";
import { legacyParts, legacySuite, rsaExportWith, SSL30, TLS10, tls10, TLS11 } from "./mod.ts";
import { legacyPair } from "./testing.ts";

const WORDS = ["the first record of a direction", "a", "the third"];

interface Tape {
  readonly toServer: Bytes;
  readonly toClient: Bytes;
  readonly pair: Pair;
}

function tapeOf(pair: Pair): Tape {
  const kept = { client: [] as Bytes[], server: [] as Bytes[] };
  let from: "client" | "server" = "server";
  const drive = () =>
    pair.drive((bytes) => {
      from = from === "client" ? "server" : "client";
      kept[from].push(bytes.slice());
      return [bytes];
    });
  drive();
  for (const word of WORDS) {
    pair.client.send(utf8(word));
    pair.server.send(utf8(word));
    drive();
  }
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  return { toServer: concat(...kept.client), toClient: concat(...kept.server), pair };
}

function read(tape: Tape, dialect: Dialect, suite: Suite12, keys: KeySource): ReadConnection {
  const legacy = legacyParts({ dialects: [dialect], suites: [suite] });
  return readConnection({ ...tape, crypto: noble, keys, legacy });
}

function said({ toServer, toClient }: ReadConnection): string[] {
  return [toServer, toClient].map((records) => fromUtf8(applicationData(records)));
}

function mainSecretOf({ pair }: Tape): Bytes {
  for (const event of pair.clientEvents) if (event.kind === "secret") return event.secret;
  throw new Error("Cannot find a main secret among the events");
}

const CASES: readonly (readonly [Dialect, Suite12])[] = [
  [TLS11, legacySuite("TLS_RSA_WITH_AES_128_CBC_SHA")],
  [TLS11, legacySuite("TLS_RSA_WITH_3DES_EDE_CBC_SHA")],
  [TLS10, legacySuite("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA")],
  [TLS10, legacySuite("TLS_RSA_WITH_RC4_128_SHA")],
  [tls10({ splitRecords: true }), legacySuite("TLS_RSA_WITH_DES_CBC_SHA")],
  [TLS10, legacySuite("TLS_RSA_WITH_NULL_SHA")],
  [TLS10, legacySuite("TLS_RSA_EXPORT_WITH_RC4_40_MD5")],
  [SSL30, legacySuite("TLS_RSA_WITH_AES_128_CBC_SHA")],
  [SSL30, legacySuite("TLS_RSA_WITH_RC4_128_MD5")],
  [SSL30, legacySuite("TLS_RSA_EXPORT_WITH_DES40_CBC_SHA")],
];

for (const [dialect, suite] of CASES) {
  Deno.test(`a recording of ${dialect.name} with ${suite.name} opens with its main secret`, () => {
    const tape = tapeOf(legacyPair(dialect, suite));
    const secret = mainSecretOf(tape);
    const result = read(tape, dialect, suite, mainSecretKeys(secret));
    assertEquals(said(result), [WORDS.join(""), WORDS.join("")]);
    assertEquals(result.closed, undefined);
    assertEquals([result.version, result.suite], [dialect.name, suite.name]);
    assert(result.checks.length >= 2);
    assertEquals(result.checks.filter(({ judgement }) => judgement !== "valid"), []);
    const line = `CLIENT_RANDOM ${hex(result.messages[0]!.raw.subarray(6, 38))} ${hex(secret)}`;
    assertEquals(said(read(tape, dialect, suite, keyLogKeys(line))), said(result));
  });
}

for (const dialect of [TLS11, TLS10, SSL30]) {
  Deno.test(`the server's key opens a recording of ${dialect.name} with RSA key transport`, () => {
    const suite = legacySuite("TLS_RSA_WITH_AES_128_CBC_SHA");
    const key = rsaFixture("rsa-2048-a");
    const result = read(
      tapeOf(legacyPair(dialect, suite)),
      dialect,
      suite,
      privateKeyKeys(key, noble),
    );
    assertEquals(said(result), [WORDS.join(""), WORDS.join("")]);
  });
}

Deno.test("an export suite opens with the short key that the server made, not with its own", () => {
  const short = generateRsaKey(512, seededRandom(1, "server"), "short key");
  const suite = legacySuite("TLS_RSA_EXPORT_WITH_RC4_40_MD5", rsaExportWith(() => short));
  const tape = tapeOf(legacyPair(TLS10, suite));
  const opened = read(tape, TLS10, suite, privateKeyKeys(short, noble));
  assertEquals(said(opened), [WORDS.join(""), WORDS.join("")]);
  const own = read(tape, TLS10, suite, privateKeyKeys(rsaFixture("rsa-2048-a"), noble));
  assertEquals(own.closed, "the private key is not the one that the server made for it");
});

Deno.test("without the legacy parts a recording is not supported, and still told apart", () => {
  const suite = legacySuite("TLS_RSA_WITH_RC4_128_SHA");
  const { toServer, toClient } = tapeOf(legacyPair(TLS10, suite));
  const keys = mainSecretKeys(new Uint8Array(48));
  const result = readConnection({ toServer, toClient, crypto: noble, keys });
  assertEquals(result.unsupported, "TLS 1.0 with TLS_RSA_WITH_RC4_128_SHA is not supported");
  assertEquals(result.trouble, undefined);
  assertEquals(result.messages.at(-1)?.name, "client_key_exchange");
});
