import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  either,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  sealedPacketsOf,
  serverHelloOf,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { type Report, reportsOf } from "../parts/device.ts";

const [MONDAY, TUESDAY] = [2, 3] as const;

function report(run: Run, act: 2 | 3): Report {
  return found(reportsOf(run)[act - MONDAY], `the report of act ${act}`);
}

export const iotPskLesson: Lesson<"psk_dhe_ke"> = {
  goal:
    "You can say what a key from the factory saves a small device, and what it gives away. You can " +
    "say which of the two modes, with a key agreement or without, you would choose.",
  minutes: 15,
  needToKnow: ["certificate", "PSK", "key agreement", "forward secrecy"],
  hints: [
    "Compare the two days arrow by arrow: which messages are gone?",
    "Who could have made a Finished that fits, on Monday, and on Tuesday?",
    "Ask where the secret of Tuesday came from, and where that lay for the whole year.",
  ],
  notes: [
    "Whoever listens on the radio hears everything. The sensor has a small battery, and each byte on " +
    "the air is paid for with it.",
    "Certificates on both sides: each shows one and signs, and each checks those of the other. To a " +
    "laptop that is nothing. Here it takes most of a second on the air, and a sensor without " +
    "hardware for it may take longer to compute than to send.",
    (run) =>
      run.trace.with.length === 0
        ? "In the factory the sensor and the gateway were given the same 32 bytes. Whoever has them can " +
          "make a Finished that fits, so nobody needs to show or sign anything. The gateway wants no " +
          "key agreement either: that half of the sensor's was for nothing."
        : "In the factory the sensor and the gateway were given the same 32 bytes. Whoever has them can " +
          "make a Finished that fits, so nobody needs to show or sign anything. And both make a fresh " +
          "key agreement all the same. It costs some bytes on the air, and one more computation.",
    either({
      succeeds:
        "Sensors hang on walls, and what is in their memory can be read. With the key, and with what " +
        "went past in the clear, every key of Tuesday can be computed, and of every other day on which " +
        "it reported so. That is a mode for those who cannot do otherwise.",
      fails:
        "The same theft. Whoever has the key can pose as the sensor from now on, so the gateway should " +
        "strike it off. But the secret of Tuesday came from two halves which nobody has any more.",
    }),
  ],
  pins: [
    {
      look: "both certificates",
      why:
        "The sensor answers with its own, sealed. Together they are most of the bytes of Monday.",
      at: (run) => sealedPacketsOf(run, { from: "sensor", act: MONDAY })[0]?.event,
    },
    {
      look: "a hello that names a key",
      why: "The name of the key is in the clear, so everybody can count this sensor's reports.",
      at: (run) => clientHelloOf(run, "sensor", TUESDAY).event,
    },
    {
      look: "no certificate at all",
      why: "The curly braces hold two messages where they held five on Monday.",
      at: (run) => sealedPacketsOf(run, { from: "gateway", act: TUESDAY })[0]?.event,
    },
    {
      look: "the key is read out",
      why: "Granted by the story. A sensor that hangs outside has to be expected to be stolen.",
      at: (run) => eventsOf(run, "grant", "eve")[0]?.id,
    },
    {
      look: "the reading of Tuesday, a year old",
      why: "Opened with the 32 bytes from the factory.",
      at: (run) => learningOf(run, "eve", "reading of Tuesday"),
    },
    {
      look: "what stays closed",
      why: "She says herself what is missing.",
      at: (run) =>
        run.verdict.attack === "fails"
          ? eventsOf(run, "note", "eve").findLast(({ act }) => act === 4)?.id
          : undefined,
    },
  ],
  questions: [
    {
      id: "spared",
      with: [],
      ask: "How many bytes on the air does Tuesday spare, compared with Monday?",
      form: NUMBER,
      answer: (run) => String(report(run, MONDAY).bytes - report(run, TUESDAY).bytes),
      nearMisses: [
        {
          given: (run) => String(report(run, TUESDAY).bytes),
          say: "So many are left. How many have gone?",
        },
        {
          given: (run) =>
            String(
              Math.round(report(run, MONDAY).millis) - Math.round(report(run, TUESDAY).millis),
            ),
          say: "That is the time that is saved, in milliseconds.",
        },
      ],
      clue: "The first table has the bytes of both days. Subtract.",
      explain: () =>
        "Two certificates, two signatures and the request for one of them. With certificates that " +
        "lead over several authorities it would be far more.",
    },
    {
      id: "price",
      with: ["psk_dhe_ke"],
      ask: "How many bytes more than in the other row does the report of Tuesday cost here?",
      form: NUMBER,
      answer: (run, runOf) => String(report(run, TUESDAY).bytes - report(runOf([]), TUESDAY).bytes),
      nearMisses: [
        {
          given: () => "32",
          say: "That is the half itself. It does not travel bare.",
        },
        {
          given: () => "64",
          say: "Two halves have 64 bytes. But one of them was sent in the other row, too.",
        },
      ],
      clue: "Take Tuesday's bytes from the table of each row, and subtract.",
      explain: () =>
        "The gateway's half, with the name of its group and some lengths. That is the price of " +
        "forward secrecy on the air.",
    },
    {
      id: "half",
      with: ["psk_dhe_ke"],
      ask:
        "What are the first four bytes of the gateway's half of the key agreement on Tuesday, in hex?",
      form: BYTES,
      answer: (run) => hex(serverHelloOf(run, "gateway", TUESDAY).share.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(serverHelloOf(run, "gateway", MONDAY).share.subarray(0, 4)),
          say: "That is Monday's. Each connection has a fresh one.",
        },
        {
          given: (run) => hex(clientHelloOf(run, "sensor", TUESDAY).share.subarray(0, 4)),
          say: "That is the sensor's half.",
        },
      ],
      clue: "Open the ServerHello of act 3 at key_share. In the other row it has none.",
      explain: () =>
        "With the private half of this one, or of the sensor's, the tape could be opened. Both were " +
        "thrown away on that Tuesday.",
    },
    {
      id: "name",
      with: [],
      ask:
        "By which name does everybody on the air know on Tuesday which sensor it is that reports?",
      form: WORDS,
      answer: (run) => found(/sensor \d+/.exec(clear(run))?.[0], "the name of a key"),
      nearMisses: [
        {
          given: () => "gateway.example",
          say: "That is the name of the one that is called.",
        },
        {
          given: () => "sensor-17.example",
          say: "That name is in the certificate of Monday, and travelled sealed.",
        },
      ],
      clue: "Open the last extension in the hello of act 3.",
      explain: () =>
        "The identity of the key is sent in the clear, since the gateway has to find the key before it " +
        "can open anything. Names that change from time to time would help.",
    },
  ],
};

/** What everybody can read of the sensor's hello of Tuesday, as text. */
function clear(run: Run): string {
  const [hello] = packetsOf(run, { from: "sensor", act: TUESDAY });
  return String.fromCharCode(...found(hello, "a hello on Tuesday").payload);
}
