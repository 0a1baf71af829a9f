import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Bytes, concat } from "../bytes/mod.ts";
import { withHybrid } from "./hybrid.ts";
import { type AgreementName, ScriptedRandom, seededRandom } from "./mod.ts";
import { nativeProvider } from "./native.ts";
import { nobleProvider } from "./noble.ts";

const PROVIDERS = [withHybrid(nobleProvider()), withHybrid(nativeProvider())] as const;

/** Lengths of the client's share, the server's and the secret, in bytes. */
const LENGTHS: Readonly<Record<AgreementName, readonly [number, number, number]>> = {
  "X25519": [32, 32, 32],
  "P-256": [65, 65, 32],
  "P-384": [97, 97, 48],
  "P-521": [133, 133, 66],
  "ffdhe2048": [256, 256, 256],
  "ffdhe3072": [384, 384, 384],
  "X25519MLKEM768": [1216, 1120, 64],
};

for (const [name, lengths] of Object.entries(LENGTHS) as [AgreementName, readonly number[]][]) {
  Deno.test(`${name}: client and server get the same secret, whoever provides it`, () => {
    const runs = PROVIDERS.map((provider, i) => {
      const client = provider.agreement(name);
      const server = PROVIDERS[1 - i]!.agreement(name);
      assertEquals(client.name, name);
      const random = seededRandom(5, name);
      const { share, state } = client.clientShare(random, "client");
      const answer = server.respond(share, random, "server")!;
      assertEquals(client.finish(state, answer.share), answer.secret);
      assertEquals([share.length, answer.share.length, answer.secret.length], lengths);
      assertEquals([client.clientLength, client.serverLength], lengths.slice(0, 2));
      return { share, answer };
    });
    assertEquals(runs[0], runs[1]);
  });

  Deno.test(`${name}: shares that are none give undefined, and nothing throws`, () => {
    for (const provider of PROVIDERS) {
      const agreement = provider.agreement(name);
      const random = seededRandom(6, name);
      const { share, state } = agreement.clientShare(random, "client");
      const answer = agreement.respond(share, random, "server")!.share;
      const cases = (good: Bytes): Bytes[] => [
        new Uint8Array(0),
        new Uint8Array(good.length),
        new Uint8Array(good.length).fill(0xff),
        good.subarray(1),
        concat(Uint8Array.of(0), good),
        concat(good, Uint8Array.of(0)),
      ];
      // All ones are no point, no number below p and no ML-KEM key, but well an X25519 key.
      const ones = (good: Bytes) =>
        name === "X25519" && good.length === 32 && good.every((octet) => octet === 0xff);
      for (const wrong of cases(share)) {
        assertEquals(agreement.respond(wrong, random, "server") === undefined, !ones(wrong));
      }
      for (const wrong of cases(answer)) {
        if (name === "X25519MLKEM768" && wrong[0] === 0xff) continue; // an implicit rejection
        assertEquals(agreement.finish(state, wrong) === undefined, !ones(wrong));
      }
    }
  });
}

Deno.test("agreement() refuses the hybrid where nobody added it", () => {
  for (const provider of [nobleProvider(), nativeProvider()]) {
    assertThrows(() => provider.agreement("X25519MLKEM768"), RangeError, "without it");
  }
});

const HYBRID = PROVIDERS[0].agreement("X25519MLKEM768");

Deno.test("X25519MLKEM768 has ML-KEM first in shares and secret, and X25519 as it is alone", () => {
  const random = seededRandom(7, "hybrid");
  const { share, state } = HYBRID.clientShare(random, "client");
  const answer = HYBRID.respond(share, random, "server")!;
  const x25519 = PROVIDERS[0].group("X25519");
  assertEquals(x25519.keyPair(state.slice(2400)).publicKey, share.slice(1184));
  assertEquals(
    x25519.agree(state.slice(2400), answer.share.slice(1088)),
    answer.secret.slice(32),
  );
});

Deno.test("X25519MLKEM768: a changed ciphertext gives another secret, in its first half only", () => {
  const random = seededRandom(8, "hybrid");
  const { share, state } = HYBRID.clientShare(random, "client");
  const answer = HYBRID.respond(share, random, "server")!;
  fc.assert(
    fc.property(fc.nat(1087), fc.nat(7), (at, bit) => {
      const changed = answer.share.slice();
      changed[at]! ^= 1 << bit;
      const secret = HYBRID.finish(state, changed)!;
      assertEquals(secret.slice(32), answer.secret.slice(32));
      assert(secret.slice(0, 32).some((octet, i) => octet !== answer.secret[i]));
    }),
    { numRuns: 20 },
  );
});

Deno.test("X25519MLKEM768 refuses zero for the X25519 half, and a key with unreduced numbers", () => {
  const random = seededRandom(9, "hybrid");
  const { share, state } = HYBRID.clientShare(random, "client");
  const answer = HYBRID.respond(share, random, "server")!;
  assertEquals(
    HYBRID.respond(concat(share.slice(0, 1184), new Uint8Array(32)), random, "s"),
    undefined,
  );
  assertEquals(
    HYBRID.finish(state, concat(answer.share.slice(0, 1088), new Uint8Array(32))),
    undefined,
  );
  // Twelve bits a coefficient: 0xfff is above 3328.
  const unreduced = share.slice();
  unreduced.set([0xff, 0xff], 300);
  assertEquals(HYBRID.respond(unreduced, random, "s"), undefined);
  assertThrows(() => HYBRID.finish(state.slice(1), answer.share), RangeError);
});

Deno.test("X25519MLKEM768 draws for its halves separately, and all that it draws", () => {
  const client = new ScriptedRandom({
    "share, ML-KEM": [new Uint8Array(64).fill(1)],
    "share, X25519": [new Uint8Array(32).fill(2)],
  });
  const server = new ScriptedRandom({
    "share, ML-KEM": [new Uint8Array(32).fill(3)],
    "share, X25519": [new Uint8Array(32).fill(4)],
  });
  const { share } = HYBRID.clientShare(client, "share");
  assert(HYBRID.respond(share, server, "share") !== undefined);
  assertEquals([...client.unused(), ...server.unused()], []);
});
