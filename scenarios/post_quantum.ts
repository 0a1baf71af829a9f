/** A recording of today in the age of quantum computers: X25519 alone, and with ML-KEM beside it. */
import {
  clientHalfIn,
  openWithHalf,
  openWithoutKey,
  readRecording,
  type RecordedConnection,
  recorder,
} from "../lab/attacks/mod.ts";
import { lines, offering, quantumComputer } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { postQuantumLesson } from "./lessons/post_quantum.ts";
import { agreements, type Look, looksTable } from "./parts/agreements.ts";

const SUITES = ["TLS_AES_128_GCM_SHA256"];

export default scenario({
  id: "post-quantum",
  title: "The machine that nobody has yet",
  level: "first-day",
  about: "walk-through",
  summary:
    "Alice reads a finding of her clinic, which should stay secret for all her life. Eve records " +
    "it and waits for a quantum computer. Browsers have an answer to that already.",
  moral: "What has to stay secret for long needs a key agreement for the machines to come, today",
  sources: [
    "RFC 9846 §4.3.8 [8446 §4.2.8]",
    "draft-ietf-tls-ecdhe-mlkem",
    "FIPS 203",
    "Shor, FOCS 1994",
  ],
  hybrid: true,

  defences: { mlkem: "X25519MLKEM768: a second key agreement, ML-KEM, beside x25519" },

  stage(world, on) {
    const groups = on.mlkem ? ["X25519MLKEM768", "x25519"] : ["x25519"];
    const config = offering(SUITES, groups);
    const root = world.authority("Honest Root");
    const said = { finding: "" };
    const clinic = world.server("clinic", {
      identity: root.issue("clinic.example"),
      config,
      app: lines((request) => request === "finding?" ? said.finding : "what?"),
    });
    const alice = world.client("alice", { trust: [root], config });
    const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, clinic) });
    const finding = clinic.keepsToHerself("alice's finding", "gene test positive");
    said.finding = finding.text;
    const looks: Look[] = [];
    return { world, alice, clinic, eve, finding, tape: recorder(), looks };
  },

  story({ world, alice, clinic, eve, tape, looks }, act) {
    const look = (when: string, id: string, open: typeof openWithoutKey) =>
      eve.play(readRecording(tape.recording, {
        id,
        open(connection: RecordedConnection) {
          const result = open(connection, world);
          const opened = result.toServer.length + result.toClient.length;
          looks.push({ when, sealed: result.sealed, opened });
          return result;
        },
      }));

    act("Eve records whatever passes", () => eve.play(tape.listen));
    const session = act("Alice and the clinic shake hands", () => alice.connect(clinic));
    act("Alice asks what was found", () => {
      session.send("finding?");
      session.close();
    });
    act("Eve tries what she has", () => look("at once", "", openWithoutKey));
    act("Twenty years later there is a quantum computer", () => {
      world.elapse({ years: 20 });
      const [call] = tape.recording.connections;
      const half = call && clientHalfIn(call, world);
      if (half === undefined) return;
      const why = "a quantum computer, which the story supposes, finds it from the public half";
      const key = world.grant(eve, quantumComputer(world, alice, half), why);
      look("20 years later", "alice's private half", (one) => openWithHalf(one, key, world));
    });
  },

  wins: ({ eve, finding }) => eve.knows(finding),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the whole secret came from x25519, and both public halves are on the tape",
    },
    {
      with: ["mlkem"],
      attack: "fails",
      because: "x25519 gives half of the secret, and the other half is not on the tape",
    },
  ],

  tables: ({ world, looks }) => [agreements(world), looksTable(looks)],

  lesson: postQuantumLesson,
});
