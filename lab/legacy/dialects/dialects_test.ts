import { assertEquals } from "@std/assert";
import { utf8 } from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/mod.ts";
import { type Dialect, TLS12_SUITES } from "../../tls/mod.ts";
import { Pair, testRoot } from "../../tls/testing.ts";
import { CipherSuite, ProtocolVersion } from "../../wire/mod.ts";
import { legacyParts } from "../parts.ts";
import { legacyPair, talk } from "../testing.ts";
import { SSL30 } from "./ssl30.ts";
import { TLS10, tls10 } from "./tls10.ts";
import { TLS11 } from "./tls11.ts";

const DIALECTS: readonly Dialect[] = [TLS11, TLS10, SSL30];

for (const dialect of DIALECTS) {
  for (const suite of TLS12_SUITES) {
    if (dialect.speaks(suite)) {
      Deno.test(`both ends speak ${dialect.name} with ${suite.name}`, () => {
        talk(legacyPair(dialect, suite), dialect);
      });
    } else {
      Deno.test(`${dialect.name} refuses ${suite.name}`, () => {
        const pair = legacyPair(dialect, suite).drive();
        assertEquals(pair.server.error?.reason, "noCommonCipherSuite");
        assertEquals(pair.client.state, "FAILED");
      });
    }
  }
}

const RSA_AES = TLS12_SUITES.find(({ name }) => name === "TLS_RSA_WITH_AES_128_CBC_SHA")!;

for (const dialect of [TLS11, TLS10]) {
  Deno.test(`${dialect.name} works with the MAC inside and without extended main secret`, () => {
    const plain = { encryptThenMac: false, extendedMainSecret: false };
    talk(legacyPair(dialect, RSA_AES, { client: plain }), dialect);
  });
}

for (const dialect of DIALECTS) {
  for (const [kind, key] of [["RSA", rsaFixture("rsa-2048-b")], ["ECDSA", undefined]] as const) {
    const taken = dialect !== SSL30 || kind === "RSA";
    Deno.test(`${dialect.name}: a client proves ${taken ? "" : "nothing "}with ${kind}`, () => {
      const identity = testRoot().issue({
        commonName: "alice",
        extendedKeyUsage: ["clientAuth"],
        ...(key !== undefined && { key }),
      });
      const pair = legacyPair(dialect, RSA_AES, {
        client: { identity },
        server: { clientCertificate: "require" },
      });
      if (taken) return talk(pair, dialect);
      assertEquals(pair.drive().server.error?.reason, "certificateRequired12");
    });
  }
}

const ALL = {
  versions: [0x0303, 0x0302, 0x0301, 0x0300],
  legacy: legacyParts({ dialects: DIALECTS }),
  cipherSuites: [CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA],
};
const leaf = { key: rsaFixture("rsa-2048-a") };

for (const version of ALL.versions) {
  const name = ProtocolVersion.label(version);
  for (const old of ["client", "server"] as const) {
    const versions = ALL.versions.filter((known) => known <= version);
    Deno.test(`when the ${old} speaks ${name} and older, ${name} it is`, () => {
      const fresh = old === "client" ? "server" : "client";
      // Whoever offers more is warned by the mark in the random; only an old server leaves it out.
      const pair = new Pair({ leaf, [old]: { ...ALL, versions }, [fresh]: ALL }).drive();
      assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
      assertEquals([pair.client.version, pair.server.version], [name, name]);
    });
  }
}

Deno.test("without the parts nobody speaks an old version, whatever is configured", () => {
  const { legacy: _, ...bare } = ALL;
  for (const version of [0x0302, 0x0301, 0x0300]) {
    const only = { ...ALL, versions: [version] };
    const pair = new Pair({ leaf, client: only, server: bare }).drive();
    assertEquals(pair.client.connected, false);
    assertEquals(pair.server.error?.alert, "protocol_version");
    const turned = new Pair({ leaf, client: bare, server: only }).drive();
    assertEquals(turned.server.connected, false);
    assertEquals(turned.client.error?.alert, "protocol_version");
  }
});

Deno.test("1/n-1 splitting sends two records for one piece of data, and only for that", () => {
  const split = tls10({ splitRecords: true });
  const suite = RSA_AES;
  talk(legacyPair(split, suite), split);
  const pair = legacyPair(split, suite).drive();
  const lengths = (word: string) => {
    pair.client.send(utf8(word));
    const bytes = pair.client.outgoing();
    pair.server.receive(bytes);
    const found: number[] = [];
    for (let at = 0; at < bytes.length; at += 5 + found.at(-1)!) {
      found.push((bytes[at + 3]! << 8) | bytes[at + 4]!);
    }
    return found;
  };
  // Content in whole blocks, then a MAC of 20 bytes outside.
  assertEquals(lengths("attack at dawn, or noon"), [36, 52]);
  assertEquals(lengths("a"), [36]);
  assertEquals(pair.server.error, undefined);
});
