/** What tests of this room need: two ends that speak an old version, and a conversation. */
import { assertEquals } from "@std/assert";
import { fromUtf8, utf8 } from "../bytes/mod.ts";
import { type Dialect, type ExternalPsk, type Suite12 } from "../tls/mod.ts";
import { Pair, type PairOptions } from "../tls/testing.ts";
import { rsaFixture } from "../crypto/mod.ts";
import { legacyParts } from "./parts.ts";

/** A key that both ends of a `legacyPair` have from elsewhere. */
export const SHARED: ExternalPsk = {
  identity: utf8("meter 7"),
  secret: utf8("a secret from elsewhere"),
  hash: "SHA-256",
};

/** Two ends that speak one version and one suite, the server with a key that fits it. */
export function legacyPair(
  dialect: Dialect,
  suite: Suite12,
  options: PairOptions = {},
): Pair {
  const common = {
    versions: [dialect.version],
    cipherSuites: [suite.value],
    legacy: legacyParts({ dialects: [dialect], suites: [suite] }),
    externalPsks: [SHARED],
  };
  return new Pair({
    ...(suite.certificate === "RSA" && { leaf: { key: rsaFixture("rsa-2048-a") } }),
    ...options,
    client: { ...common, ...options.client },
    server: { ...common, ...options.server },
  });
}

/** Has two ends connect in that version, say a word each, and part. */
export function talk(pair: Pair, { name }: Dialect): void {
  pair.drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  assertEquals([pair.client.version, pair.server.version], [name, name]);
  for (const word of ["ping", "a", "the third record of a direction"]) {
    pair.client.send(utf8(word));
    pair.server.send(utf8(word));
    pair.drive();
  }
  const all = "pingathe third record of a direction";
  assertEquals(fromUtf8(Pair.data(pair.serverEvents)), all);
  assertEquals(fromUtf8(Pair.data(pair.clientEvents)), all);
  pair.client.close();
  pair.drive();
  assertEquals([pair.client.state, pair.server.state], ["CLOSED", "CLOSED"]);
}
