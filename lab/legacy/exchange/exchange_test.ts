import { assert, assertEquals } from "@std/assert";
import { concat, utf8 } from "../../bytes/mod.ts";
import {
  ffdhe2048,
  generateRsaKey,
  modPow,
  rsaFixture,
  rsaKeyFromPrimes,
  seededRandom,
} from "../../crypto/mod.ts";
import { dheWith, type Dialect, type KeyExchange12, type Suite12, TLS12 } from "../../tls/mod.ts";
import type { PairOptions } from "../../tls/testing.ts";
import { TLS10 } from "../dialects/tls10.ts";
import { legacyPair, SHARED, talk } from "../testing.ts";
import { legacySuite } from "../suites/suites.ts";
import { DHE_EXPORT } from "./dhe_export.ts";
import { dh512, toyDh48, toyDh64 } from "./groups.ts";
import { pskWith } from "./psk.ts";
import { RSA_EXPORT, RSA_TAKING_SHORT_KEYS, rsaExportWith } from "./rsa_export.ts";
import { toyExportKey } from "./toy_export_key.ts";

/** Whether Fermat has nothing against a number: enough to see that a digit was mistyped. */
const looksPrime = (number: bigint) =>
  [2n, 3n, 5n, 7n, 11n].every((base) => modPow(base, number - 1n, number) === 1n);

for (const [group, bits] of [[dh512, 512], [toyDh64, 64], [toyDh48, 48]] as const) {
  Deno.test(`${group.name} has a safe prime of ${bits} bits, and 2 generates the large subgroup`, () => {
    const order = (group.prime - 1n) / 2n;
    assertEquals(group.prime.toString(2).length, bits);
    assert(looksPrime(group.prime) && looksPrime(order));
    assertEquals(modPow(group.generator, order, group.prime), 1n);
  });
}

Deno.test("toyExportKey() has 512 bits, 40 of them in one prime", () => {
  const { publicKey: { modulus }, p, q } = toyExportKey();
  assertEquals(modulus.toString(2).length, 512);
  assertEquals([p, q].map((prime) => prime.toString(2).length), [40, 472]);
  assert(looksPrime(p) && looksPrime(q));
});

/** Two ends that have each its own idea of one suite. */
function unlike(
  dialect: Dialect,
  suite: Suite12,
  client: KeyExchange12,
  server: KeyExchange12,
  options: PairOptions = {},
) {
  const having = (keyExchange: KeyExchange12) => ({
    legacy: { dialects: [dialect], suites: [{ ...suite, keyExchange }] },
  });
  return legacyPair(dialect, suite, {
    client: { ...having(client), ...options.client },
    server: { ...having(server), ...options.server },
  });
}

const RSA_AES = legacySuite("TLS_RSA_WITH_AES_128_CBC_SHA");
const DHE_AES = legacySuite("TLS_DHE_RSA_WITH_AES_128_CBC_SHA");
const toyExport = rsaExportWith(toyExportKey);

Deno.test("a careless client takes a short RSA key that it has not asked for; others do not", () => {
  for (const short of [RSA_EXPORT, toyExport]) {
    talk(unlike(TLS10, RSA_AES, RSA_TAKING_SHORT_KEYS, short), TLS10);
    talk(unlike(TLS10, RSA_AES, RSA_TAKING_SHORT_KEYS, RSA_AES.keyExchange), TLS10);
    const honest = unlike(TLS10, RSA_AES, RSA_AES.keyExchange, short).drive();
    assertEquals(honest.client.error?.reason, "unexpectedMessage");
  }
});

const short = (bits: number) =>
  rsaExportWith(() => generateRsaKey(bits, seededRandom(1, "short"), "key"));
const even = rsaExportWith(() => {
  const key = rsaFixture("rsa-512-toy");
  return { ...key, publicKey: { ...key.publicKey, modulus: key.publicKey.modulus - 1n } };
});
const exponentOfOne = rsaExportWith(() => {
  const { p, q } = rsaFixture("rsa-512-toy");
  return rsaKeyFromPrimes(p, q, 1n);
});

const REFUSED: readonly (readonly [string, KeyExchange12])[] = [
  ["of 1024 bits", rsaExportWith(() => rsaFixture("rsa-1024-weak"))],
  ["too short for a premaster secret", short(464)],
  ["with an even modulus", even],
  ["with an exponent of one", exponentOfOne],
];

for (const [what, server] of REFUSED) {
  Deno.test(`a client of an export suite refuses a short key ${what}`, () => {
    const suite = legacySuite("TLS_RSA_EXPORT_WITH_RC4_40_MD5");
    const pair = unlike(TLS10, suite, RSA_EXPORT, server).drive();
    assertEquals(pair.client.error?.reason, "badKeyShare");
  });
}

Deno.test("a client takes groups as short as it is told to", () => {
  const short = dheWith(toyDh64);
  talk(unlike(TLS12, DHE_AES, dheWith(ffdhe2048, 64), short), TLS12);
  talk(unlike(TLS12, DHE_AES, dheWith(ffdhe2048, 512), DHE_EXPORT), TLS12);
  for (const honest of [DHE_AES.keyExchange, dheWith(ffdhe2048, 512)]) {
    const pair = unlike(TLS12, DHE_AES, honest, short).drive();
    assertEquals(pair.client.error?.reason, "weakGroup");
  }
});

const PSK_AES = legacySuite("TLS_PSK_WITH_AES_128_CBC_SHA");
const OTHER = { ...SHARED, identity: utf8("meter 8"), secret: utf8("another one") };

Deno.test("a hint says which of several keys is wanted", () => {
  const hinting = pskWith(OTHER.identity);
  talk(
    unlike(TLS12, PSK_AES, pskWith(), hinting, {
      client: { externalPsks: [SHARED, OTHER] },
      server: { externalPsks: [OTHER] },
    }),
    TLS12,
  );
});

for (
  const name of [
    "TLS_PSK_WITH_AES_128_CBC_SHA",
    "TLS_DHE_PSK_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA",
  ] as const
) {
  Deno.test(`${name}: unknown names, wrong secrets and missing keys are no connection`, () => {
    const suite = legacySuite(name);
    const stranger = legacyPair(TLS12, suite, { client: { externalPsks: [OTHER] } }).drive();
    assertEquals(stranger.server.error?.alert, "unknown_psk_identity");
    const guess = { ...SHARED, secret: utf8("a guess") };
    const guessing = legacyPair(TLS12, suite, { client: { externalPsks: [guess] } }).drive();
    assertEquals(guessing.server.error?.reason, "badRecordMac");
    const without = legacyPair(TLS12, suite, { client: { externalPsks: [] } }).drive();
    assertEquals(without.client.error?.reason, "unknownPsk");
  });
}

Deno.test("the premaster secret of PSK is zeros and the key, each behind its length", () => {
  const { keyExchange } = PSK_AES;
  const pair = legacyPair(TLS12, PSK_AES);
  const half = keyExchange.server({
    crypto: pair.client.config.crypto,
    random: seededRandom(1, "psk"),
    config: pair.client.config,
    dialect: TLS12,
    groups: [],
    offeredVersion: TLS12.version,
    key: undefined,
  });
  assert("accept" in half);
  const named = concat(Uint8Array.of(0, SHARED.identity.length), SHARED.identity);
  const length = Uint8Array.of(0, SHARED.secret.length);
  const zeros = new Uint8Array(SHARED.secret.length);
  assertEquals(half.accept(named), concat(length, zeros, length, SHARED.secret));
  assertEquals((half.accept(concat(named, zeros)) as { reason: string }).reason, "undecodable");
});
