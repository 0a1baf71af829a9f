import { assertEquals, assertThrows } from "@std/assert";
import { CipherSuite, NamedGroup } from "../wire/mod.ts";
import { GROUPS_OFFERED, offering, speakingTls12, SUITES_OFFERED } from "./offer.ts";
import { street, traceOf } from "./testing.ts";

Deno.test("offering() gives the numbers of names, in the order of the names", () => {
  assertEquals(offering(["TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"], ["x25519"]), {
    cipherSuites: [
      CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
      CipherSuite.TLS_AES_128_GCM_SHA256,
    ],
    groups: [NamedGroup.x25519],
  });
  assertThrows(
    () => offering(["TLS_NULL"], []),
    RangeError,
    'Cannot offer cipher suite "TLS_NULL"',
  );
  assertThrows(() => offering([], ["x448"]), RangeError, 'Cannot offer group "x448"');
});

for (const { name: suite } of SUITES_OFFERED) {
  for (const { name: group } of GROUPS_OFFERED) {
    Deno.test(`people who offer ${suite} and ${group} agree on just that`, () => {
      const config = offering([suite], [group]);
      const { world, alice, bank } = street({ client: { config }, server: { config } });
      alice.connect(bank);
      const agreed = traceOf(world).events.find(({ kind }) => kind === "tls.connected");
      assertEquals(agreed?.kind === "tls.connected" && [agreed.cipherSuite, agreed.group], [
        suite,
        group,
      ]);
    });
  }
}

Deno.test("people who speak TLS 1.2 agree on that and on their suite", () => {
  const suite = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";
  const config = speakingTls12(suite);
  const { world, alice, bank } = street({ client: { config }, server: { config } });
  alice.connect(bank);
  const agreed = traceOf(world).events.find((event) => event.kind === "tls.connected");
  assertEquals([agreed?.version, agreed?.cipherSuite], ["TLS 1.2", suite]);
  assertThrows(
    () => speakingTls12("TLS_AES_128_GCM_SHA256"),
    RangeError,
    'Cannot offer cipher suite "TLS_AES_128_GCM_SHA256"',
  );
});
