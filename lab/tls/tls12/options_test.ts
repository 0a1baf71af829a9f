/** Stapling, exported keys and compression in TLS 1.2. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Bytes, decodeTrusted, EMPTY, equalBytes, utf8 } from "../../bytes/mod.ts";
import { CertificateStatus12 } from "../../wire/mod.ts";
import type { PairOptions } from "../testing.ts";
import { again12, RESUMPTIONS, tls12 } from "../testing/resume12.ts";
import { Pair } from "../testing.ts";

const response = utf8("not a real response, and nobody judges it here");

function stapled(options: PairOptions): readonly Uint8Array[] {
  const { identity } = new Pair(options);
  const chooseIdentity = () => ({ ...identity, ocspStaple: response });
  const pair = new Pair({ ...options, server: { ...options.server, chooseIdentity } }).drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  return pair.clientEvents.flatMap((event) => event.kind === "staple" ? [event.response] : []);
}

Deno.test("a server staples what it has for a client that asks, and for no other", () => {
  const asking = tls12({ client: { ocspStapling: true } });
  const [staple, ...more] = stapled(asking);
  assertEquals(decodeTrusted(CertificateStatus12, staple!).response, response);
  assertEquals(more, []);
  assertEquals(stapled(tls12()), []);
  const without = new Pair(asking).drive();
  assert(without.client.connected);
});

Deno.test("both ends export the same keys, and others for another label, context or connection", () => {
  const keys = (seed: number, label = "EXPORTER-test", context?: Bytes) => {
    const pair = new Pair(tls12({ seed })).drive();
    const [ours, theirs] = [pair.client, pair.server]
      .map((end) => end.exportKeyingMaterial(label, context, 40));
    assertEquals(ours, theirs);
    return ours!;
  };
  const all = [
    keys(1),
    keys(2),
    keys(1, "EXPORTER-other"),
    // No context and an empty one are not the same (RFC 5705 §4).
    keys(1, "EXPORTER-test", EMPTY),
    keys(1, "EXPORTER-test", utf8("x")),
  ];
  for (const [i, one] of all.entries()) {
    assertEquals(all.findIndex((other) => equalBytes(one, other)), i);
  }
  assertThrows(
    () => new Pair(tls12()).client.exportKeyingMaterial("EXPORTER-test", EMPTY, 1),
    TypeError,
    "START",
  );
});

Deno.test("a resumed session exports keys of its own", () => {
  const options = again12(RESUMPTIONS["an id"]!());
  const pair = new Pair(options).drive();
  const [ours, theirs] = [pair.client, pair.server]
    .map((end) => end.exportKeyingMaterial("EXPORTER-test", EMPTY, 32));
  assertEquals(ours, theirs);
});
