/** Whatever is changed on the way: nobody throws, and nobody hears what was not said. */
import { assert, assertEquals } from "@std/assert";
import { type Bytes, fromUtf8, utf8 } from "../bytes/mod.ts";
import { type RandomSource, seededRandom } from "../crypto/mod.ts";
import type { Dialect } from "../tls/mod.ts";
import { Pair } from "../tls/testing.ts";
import { SSL30 } from "./dialects/ssl30.ts";
import { TLS10 } from "./dialects/tls10.ts";
import { TLS11 } from "./dialects/tls11.ts";
import { legacySuite } from "./suites/suites.ts";
import { legacyPair } from "./testing.ts";

const ROUNDS = 60;

/** A number below a limit. */
function below(limit: number, random: RandomSource): number {
  const [a, b, c] = random.bytes("number", 3);
  return ((a! << 16) | (b! << 8) | c!) % limit;
}

/** One change to some bytes: a bit, a byte, a piece that is missing or comes twice. */
function mutate(bytes: Bytes, random: RandomSource): Bytes {
  if (bytes.length === 0) return bytes;
  const at = below(bytes.length, random);
  const changed = bytes.slice();
  switch (below(4, random)) {
    case 0:
      changed[at]! ^= 1 << below(8, random);
      return changed;
    case 1:
      changed[at] = below(256, random);
      return changed;
    case 2:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]);
    default:
      return Uint8Array.from([...bytes.subarray(0, at + 1), ...bytes.subarray(at)]);
  }
}

/** A conversation in which one transmission, the first or a later one, is changed on the way. */
function disturbed(pair: Pair, which: number, random: RandomSource): void {
  pair.client.start();
  pair.client.send(utf8("from the client"));
  pair.server.send(utf8("from the server"));
  let count = 0;
  const carry = (bytes: Bytes) => count++ === which ? mutate(bytes, random) : bytes;
  for (let round = 0; round < 12; round++) {
    const [up, down] = [pair.client.outgoing(), pair.server.outgoing()];
    if (up.length > 0) pair.serverEvents.push(...pair.server.receive(carry(up)));
    if (down.length > 0) pair.clientEvents.push(...pair.client.receive(carry(down)));
  }
}

const CONVERSATIONS: readonly (readonly [Dialect, Parameters<typeof legacySuite>[0]])[] = [
  [TLS11, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"],
  [TLS10, "TLS_RSA_WITH_AES_128_CBC_SHA"],
  [TLS10, "TLS_RSA_EXPORT_WITH_RC4_40_MD5"],
  [TLS10, "TLS_ECDHE_PSK_WITH_3DES_EDE_CBC_SHA"],
  [SSL30, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"],
  [SSL30, "TLS_DH_anon_WITH_RC4_128_MD5"],
];

for (const [dialect, name] of CONVERSATIONS) {
  Deno.test(`${dialect.name} with ${name}, ${ROUNDS} times disturbed`, () => {
    const random = seededRandom(7, `${dialect.name} ${name}`);
    let failures = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const pair = legacyPair(dialect, legacySuite(name));
      disturbed(pair, round % 6, random);
      const heard = [pair.serverEvents, pair.clientEvents].map((events) =>
        fromUtf8(Pair.data(events))
      );
      assert(["", "from the client"].includes(heard[0]!), heard[0]);
      assert(["", "from the server"].includes(heard[1]!), heard[1]);
      if (pair.client.error !== undefined || pair.server.error !== undefined) failures++;
    }
    assert(failures > ROUNDS / 3, "what is changed is mostly noticed");
  });
}

Deno.test("an undisturbed conversation arrives, so that the test above can fail", () => {
  const pair = legacyPair(TLS10, legacySuite("TLS_RSA_WITH_AES_128_CBC_SHA"));
  disturbed(pair, Infinity, seededRandom(1, "nothing"));
  assertEquals(fromUtf8(Pair.data(pair.serverEvents)), "from the client");
  assertEquals(fromUtf8(Pair.data(pair.clientEvents)), "from the server");
});
