import { assert, assertEquals } from "@std/assert";
import { decodeTrusted } from "../../bytes/mod.ts";
import { rsaFixture, seededRandom } from "../../crypto/mod.ts";
import { NewSessionTicket12, PskKeyExchangeMode } from "../../wire/mod.ts";
import { generateTicketKey } from "../resumption/mod.ts";
import { again, againWithEarlyData, EARLY_WORDS, EXTERNAL, TICKET_KEY } from "../testing/resume.ts";
import { again12, RESUMPTIONS, TICKETS_12 } from "../testing/resume12.ts";
import { noble, type PairOptions } from "../testing.ts";
import type { KeySource } from "./keys.ts";
import {
  keyLogKeys,
  ladderKeys,
  mainSecretKeys,
  NO_KEYS,
  premasterKeys,
  privateKeyKeys,
  ticketKeys,
} from "./mod.ts";
import {
  closedRecords,
  older,
  PING,
  PONG,
  PSK_ALONE,
  read,
  RSA_KEY,
  tapeOf,
  wordsIn,
} from "./testing.ts";

const opens = { open: true } as const;
const KEYS: readonly (readonly [string, PairOptions, () => KeySource, object])[] = [
  [
    "the RSA key that a premaster secret was encrypted to",
    older("TLS_RSA_WITH_AES_128_CBC_SHA"),
    () => privateKeyKeys(RSA_KEY, noble),
    opens,
  ],
  [
    "that RSA key, without extended main secret",
    older("TLS_RSA_WITH_AES_128_GCM_SHA256", { extendedMainSecret: false }),
    () => privateKeyKeys(RSA_KEY, noble),
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
    () => privateKeyKeys(RSA_KEY, noble),
    { closed: "ECDHE: the private key only signed" },
  ],
  ["a premaster secret and TLS 1.3", {}, () => premasterKeys(new Uint8Array(48)), {
    closed: "TLS 1.3 has no premaster secret",
  }],
  ["a private key and TLS 1.3", {}, () => privateKeyKeys(RSA_KEY, noble), {
    closed: "TLS 1.3: the private key only signed",
  }],
  ["a main secret and TLS 1.3", {}, () => mainSecretKeys(new Uint8Array(48)), {
    closed: "a main secret of TLS 1.2 says nothing about TLS 1.3",
  }],
  [
    "a pre-shared key without Diffie-Hellman",
    PSK_ALONE,
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
    const words = wordsIn(result);
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
  assertEquals(wordsIn(mixed), [EARLY_WORDS, ""]);
  assertEquals(mixed.closed, "psk_dhe_ke: a fresh key exchange went with the pre-shared key");
  const alone = [PskKeyExchangeMode.psk_ke];
  const second = again();
  const tape = tapeOf({
    ...second,
    client: { ...second.client, pskModes: alone },
    server: { ...second.server, pskModes: alone },
  });
  const whole = read(tape, ticketKeys([TICKET_KEY], noble, []));
  assertEquals(wordsIn(whole), [PING, PONG]);
});

for (const [what, options] of Object.entries(RESUMPTIONS)) {
  Deno.test(`a connection of TLS 1.2 that goes on by ${what} opens with the first one's main secret`, () => {
    const first = options();
    const tape = tapeOf(first);
    const mainSecret = read(tape, keyLogKeys(tape.keyLog)).secrets.get("CLIENT_RANDOM")!;
    const second = tapeOf(again12(first));
    const result = read(second, mainSecretKeys(mainSecret));
    assert(!result.messages.some(({ name }) => name === "client_key_exchange"));
    assertEquals(wordsIn(result), [PING, PONG]);
    assertEquals(result.checks.map(({ judgement }) => judgement), ["valid", "valid"]);
    const alone = read(second, privateKeyKeys(RSA_KEY, noble));
    assertEquals(alone.closed, "an earlier session goes on, and its keys were agreed on elsewhere");
  });
}

Deno.test("a ticket key opens the connection of TLS 1.2 that the ticket is handed out on, and the next", () => {
  const options = RESUMPTIONS["a ticket"]!();
  const first = tapeOf(options);
  const handedOut = read(first, NO_KEYS).messages.flatMap(({ name, raw }) =>
    name === "new_session_ticket" ? [decodeTrusted(NewSessionTicket12, raw.subarray(4)).ticket] : []
  );
  assertEquals(handedOut.length, 1);
  const keys = ticketKeys(TICKETS_12.keys, noble, handedOut);
  for (const tape of [first, tapeOf(again12(options))]) {
    const result = read(tape, tape === first ? keys : ticketKeys(TICKETS_12.keys, noble, []));
    assertEquals(wordsIn(result), [PING, PONG]);
    assertEquals(result.closed, undefined);
  }
  const other = generateTicketKey(seededRandom(2, "server"));
  const stays = read(first, ticketKeys([other], noble, handedOut));
  assertEquals(stays.closed, "the ticket is not under this key");
});
