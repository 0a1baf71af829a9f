import { assertEquals } from "@std/assert";
import { speaking } from "../cast/mod.ts";
import { street, traceOf } from "../cast/testing.ts";
import { skipKeyExchangeSignature } from "../flaws/mod.ts";
import { borrowCertificate } from "./mod.ts";

const SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

for (const flaws of [[skipKeyExchangeSignature], []]) {
  Deno.test(`with the bank's own certificate: ${flaws.length} mistakes in the client`, () => {
    const config = speaking(["TLS 1.2"], [SUITE]);
    const { world, alice, bank, street: link } = street({ client: { flaws, config } });
    const mallory = world.attacker("mallory", { on: link });
    mallory.play(borrowCertificate(speaking(["TLS 1.3", "TLS 1.2"], [SUITE])));
    const pin = alice.types("PIN", "4711");
    const session = alice.connect(bank);
    const lost = flaws.length > 0;
    assertEquals(session.alive, lost);
    if (lost) session.send(`PIN ${pin}`);
    assertEquals(mallory.knows(pin) !== undefined, lost);
    const shown = traceOf(world).events.flatMap((event) =>
      event.kind === "tls.check" && event.subject === "certificate chain" ? [event] : []
    );
    assertEquals(shown.map(({ node }) => node), ["mallory", "alice"]);
    assertEquals(shown[0]!.certificates, shown[1]!.certificates, "the bank's, to the byte");
    assertEquals(shown[1]!.checks.filter(({ ok }) => !ok), []);
  });
}
