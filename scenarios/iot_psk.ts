/** A sensor on a slow radio link: certificates, or a key from the factory (RFC 9257). */
import { openWithSharedKeys, readRecording, recorder } from "../lab/attacks/mod.ts";
import { factoryKey, lines, offering, resumingBy } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { iotPskLesson } from "./lessons/iot_psk.ts";
import { type Look, looksTable } from "./parts/agreements.ts";
import { reports } from "./parts/device.ts";

/** A suite for small devices; its tag has 8 bytes. */
const SUITE = "TLS_AES_128_CCM_8_SHA256";
/** Milliseconds, and bits per second: a radio that has to save its battery. */
const RADIO = { latency: 20, bandwidth: 20_000 };

export default scenario({
  id: "iot-psk",
  title: "A key from the factory",
  level: "deeper",
  about: "walk-through",
  summary:
    "A sensor reports a temperature over a slow radio link: once with certificates on both sides, " +
    "once with a key that it was given in the factory. Later somebody takes it off the wall.",
  moral: "A key from the factory spares a device the certificates, and not the key agreement",
  sources: [
    "RFC 9257",
    "RFC 9846 §4.3.9 [8446 §4.2.9]",
    "RFC 9846 §4.3.11 [8446 §4.2.11]",
    "RFC 9846 §2.2",
  ],

  defences: { psk_dhe_ke: "A fresh key agreement goes with the key from the factory" },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const makers = world.authority("Sensor Makers");
    const psk = factoryKey(world, ["gateway", "sensor"], "sensor 17");
    const config = {
      ...offering([SUITE], ["x25519"]),
      ...resumingBy(on.psk_dhe_ke ? "psk_dhe_ke" : "psk_ke"),
    };
    const gateway = world.server("gateway", {
      identity: root.issue("gateway.example"),
      trust: [makers],
      app: lines(() => "ok"),
      config: { ...config, externalPsks: [psk], clientCertificate: "request" },
    });
    const sensor = world.client("sensor", { trust: [root], config });
    const eve = world.eavesdropper("eve", { on: world.link("radio", sensor, gateway, RADIO) });
    const identity = makers.issue("sensor-17.example", { extendedKeyUsage: ["clientAuth"] });
    const monday = sensor.keepsToHerself("reading of Monday", "21.5 C");
    const tuesday = sensor.keepsToHerself("reading of Tuesday", "19.0 C");
    const looks: Look[] = [];
    return { world, sensor, gateway, eve, identity, psk, monday, tuesday, tape: recorder(), looks };
  },

  story({ world, sensor, gateway, eve, identity, psk, monday, tuesday, tape, looks }, act) {
    act("Eve records whatever is on the air", () => eve.play(tape.listen));
    act("Monday: with certificates", () => {
      sensor.connect(gateway, { config: { identity }, first: monday.text }).close();
    });
    act("Tuesday: with the key from the factory", () => {
      world.elapse({ days: 1 });
      sensor.connect(gateway, { config: { externalPsks: [psk] }, first: tuesday.text }).close();
    });
    act("A year later the sensor is taken off the wall", () => {
      world.elapse({ years: 1 });
      const preSharedKey = world.grant(eve, psk.secret, "it was read out of the sensor's memory");
      const days = ["Monday", "Tuesday"];
      eve.play(readRecording(tape.recording, {
        id: "key of sensor 17",
        open(connection) {
          const result = openWithSharedKeys(connection, { preSharedKey }, world);
          const opened = result.toServer.length + result.toClient.length;
          looks.push({ when: days[looks.length]!, sealed: result.sealed, opened });
          return result;
        },
      }));
    });
  },

  wins: ({ eve, tuesday }) => eve.knows(tuesday),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "that key was all there was: it sealed every report of the sensor's life",
    },
    {
      with: ["psk_dhe_ke"],
      attack: "fails",
      because: "the key only proved who is there; the secret came from two fresh halves",
    },
  ],

  tables: ({ looks }, trace) => [
    reports({ trace }),
    looksTable(looks, "What the recording is worth a year later"),
  ],

  lesson: iotPskLesson,
});
