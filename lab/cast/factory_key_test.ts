import { assertEquals } from "@std/assert";
import { factoryKey, offering, resumingBy } from "./mod.ts";
import { emptyStage, traceOf } from "./testing.ts";

const SMALL = offering(["TLS_AES_128_CCM_8_SHA256"], ["x25519"]);

for (const mode of ["psk_dhe_ke", "psk_ke"] as const) {
  Deno.test(`two machines with a key from the factory need no certificates, by ${mode}`, () => {
    const world = emptyStage();
    const root = world.authority("Honest Root");
    const psk = factoryKey(world, ["gateway", "sensor"], "sensor 17");
    const config = { ...SMALL, ...resumingBy(mode), externalPsks: [psk] };
    const identity = root.issue("gateway.example");
    const gateway = world.server("gateway", { identity, answers: { "21.5": "ok" }, config });
    const sensor = world.client("sensor", { config });
    world.link("radio", sensor, gateway);
    const session = sensor.connect(gateway);
    session.send("21.5");
    assertEquals(session.receive(), "ok\n");
    const [agreed] = traceOf(world).events.filter((event) => event.kind === "tls.connected");
    assertEquals([agreed?.psk, agreed?.cipherSuite], ["external", "TLS_AES_128_CCM_8_SHA256"]);
    assertEquals(agreed?.group === "none", mode === "psk_ke");
    const { ledger } = world.world.trace;
    for (const owner of ["gateway", "sensor"]) {
      assertEquals(ledger.knows(owner, "key of sensor 17")?.how.by, "generated");
    }
  });
}
