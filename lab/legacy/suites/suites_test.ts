import { assert, assertEquals, assertThrows } from "@std/assert";
import type { IssueOptions } from "../../pki/mod.ts";
import { type Dialect, type Suite12, TLS12 } from "../../tls/mod.ts";
import { CipherSuite } from "../../wire/mod.ts";
import { SSL30 } from "../dialects/ssl30.ts";
import { TLS10 } from "../dialects/tls10.ts";
import { TLS11 } from "../dialects/tls11.ts";
import { legacyPair, talk } from "../testing.ts";
import { LEGACY_SUITES, legacySuite } from "./suites.ts";

const AGREEING: IssueOptions = { keyUsage: ["keyAgreement"] };

function pairFor(dialect: Dialect, suite: Suite12) {
  return legacyPair(dialect, suite, suite.certificate === "ECDH" ? { leaf: AGREEING } : {});
}

for (const dialect of [TLS12, TLS11, TLS10, SSL30]) {
  for (const suite of LEGACY_SUITES.filter((suite) => dialect.speaks(suite))) {
    Deno.test(`both ends speak ${dialect.name} with ${suite.name}`, () => {
      talk(pairFor(dialect, suite), dialect);
    });
  }
}

Deno.test("suites for export are spoken up to TLS 1.0, and SHA-2 from TLS 1.2 on", () => {
  for (const suite of LEGACY_SUITES) {
    const speaking = [SSL30, TLS10, TLS11, TLS12].map((dialect) => dialect.speaks(suite));
    if (/EXPORT/.test(suite.name)) assertEquals(speaking, [true, true, false, false]);
    if (/SHA256|SHA384|CCM/.test(suite.name)) {
      assertEquals(speaking, [false, false, false, true]);
    }
    assert(speaking.includes(true), suite.name);
  }
});

Deno.test("an engine without the parts refuses the suites", () => {
  for (const suite of LEGACY_SUITES.filter((suite) => TLS12.speaks(suite))) {
    const bare = { dialects: [], suites: [] };
    const server = pairFor(TLS12, suite);
    const without = legacyPair(TLS12, suite, {
      leaf: AGREEING,
      server: { legacy: bare },
    }).drive();
    assertEquals(without.server.error?.reason, "noCommonCipherSuite", suite.name);
    assertEquals(server.client.connected, false);
    const client = legacyPair(TLS12, suite, {
      ...(suite.certificate === "ECDH" && { leaf: AGREEING }),
      client: { legacy: bare },
    }).drive();
    assertEquals(client.client.error?.reason, "selectedUnofferedCipherSuite", suite.name);
  }
});

Deno.test("legacySuite() finds a suite by name, and puts another key exchange into it", () => {
  const { TLS_RSA_WITH_RC4_128_SHA } = CipherSuite;
  assertEquals(legacySuite("TLS_RSA_WITH_RC4_128_SHA").value, TLS_RSA_WITH_RC4_128_SHA);
  const other = legacySuite("TLS_DH_anon_WITH_AES_128_CBC_SHA").keyExchange;
  assertEquals(legacySuite("TLS_DHE_RSA_WITH_AES_128_CBC_SHA", other).keyExchange, other);
  assertThrows(() => legacySuite("TLS_AES_128_GCM_SHA256"), RangeError);
});
