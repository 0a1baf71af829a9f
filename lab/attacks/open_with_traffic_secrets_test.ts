import { assertEquals } from "@std/assert";
import { type Bytes, fromHex, fromUtf8 } from "../bytes/mod.ts";
import { PING, PONG, type Tape, tapeOf } from "../tls/passive/testing.ts";
import { noble, type PairOptions } from "../tls/testing.ts";
import { ProtocolVersion } from "../wire/mod.ts";
import { openWithTrafficSecrets, plaintextOf, type RecordedConnection } from "./mod.ts";

const tools = { crypto: noble };
const TLS12 = { versions: [ProtocolVersion["TLS 1.2"]] };

function recorded({ toServer, toClient }: Tape): RecordedConnection {
  return {
    client: { address: "192.0.2.1", port: 50000 },
    server: { address: "192.0.2.2", port: 443 },
    toServer: [{ bytes: toServer, event: 0 }],
    toClient: [{ bytes: toClient, event: 1 }],
  };
}

/** A connection on which both change keys between the words of the one and those of the other. */
function updatedTape(options: PairOptions = {}): Tape {
  return tapeOf(options, (pair) => void pair.clientEvents.push(...pair.client.updateKeys(true)));
}

function secretIn({ keyLog }: Tape, label: string): Bytes {
  const found = new RegExp(`^${label} \\w+ (\\w+)$`, "m").exec(keyLog);
  return fromHex(found![1]!);
}

function secretsOf(tape: Tape, generation: number) {
  return {
    client: secretIn(tape, `CLIENT_TRAFFIC_SECRET_${generation}`),
    server: secretIn(tape, `SERVER_TRAFFIC_SECRET_${generation}`),
  };
}

function wordsIn(opened: ReturnType<typeof openWithTrafficSecrets>): [string, string] {
  return [fromUtf8(plaintextOf(opened.toServer)), fromUtf8(plaintextOf(opened.toClient))];
}

Deno.test("openWithTrafficSecrets() follows the changes of keys from the first secrets on", () => {
  const tape = updatedTape();
  const opened = openWithTrafficSecrets(recorded(tape), secretsOf(tape, 0), tools);
  assertEquals(wordsIn(opened), [PING, PONG]);
  const next = secretsOf(tape, 1);
  assertEquals(opened.computed.map(({ secret, from }) => [secret, from]), [
    [next.client, [0]],
    [next.server, [1]],
  ]);
  assertEquals(
    opened.toClient.map(({ key, sequence }) => `${key} ${sequence}`),
    [
      "as stolen 0",
      "update 1 0",
      "update 1 1",
    ].slice(0, opened.toClient.length),
  );
  assertEquals(opened.closed, "2 are under other keys"); // those of the handshake
});

Deno.test("openWithTrafficSecrets() opens nothing of what was said before its secrets were made", () => {
  const tape = updatedTape();
  const opened = openWithTrafficSecrets(recorded(tape), secretsOf(tape, 1), tools);
  assertEquals(wordsIn(opened), ["", PONG]);
  assertEquals(opened.computed, []);
});

Deno.test("openWithTrafficSecrets() opens nothing with secrets of another connection, or of TLS 1.2", () => {
  const other = updatedTape({ seed: 2 });
  const tapes = [updatedTape(), tapeOf({ client: TLS12, server: TLS12 })];
  for (const tape of tapes) {
    const opened = openWithTrafficSecrets(recorded(tape), secretsOf(other, 0), tools);
    assertEquals(wordsIn(opened), ["", ""]);
    assertEquals(opened.computed, []);
  }
});
