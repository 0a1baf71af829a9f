/** Recorded today, opened in three years: what forward secrecy is (RFC 9325 §4.1, RFC 4949). */
import {
  openWithoutKey,
  openWithPrivateKey,
  readRecording,
  type RecordedConnection,
  recorder,
} from "../lab/attacks/mod.ts";
import { knownRsaKey, lines, speaking } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { recordNowDecryptLaterLesson } from "./lessons/record_now_decrypt_later.ts";

const RSA = "TLS_RSA_WITH_AES_128_GCM_SHA256";
const ECDHE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

/** What a look at the recordings came to. */
interface Look {
  readonly when: string;
  readonly opened: number;
  readonly sealed: number;
}

export default scenario({
  id: "record-now-decrypt-later",
  title: "The tape in the cupboard",
  level: "first-day",
  about: "forward secrecy",
  summary: "Eve cannot read what she records. She keeps it. Three years later somebody finds an " +
    "old disk of the bank, with the private key of a certificate that expired long ago.",
  moral: "Without forward secrecy, a key is worth stealing as long as anybody has a recording",
  sources: [
    "RFC 5246 §7.4.7.1",
    "RFC 9325 §4.1",
    "RFC 9846 §F.1 [8446 §E.1]",
  ],

  defences: {
    ecdhe: "TLS 1.2 with a key agreement: the bank's key only signs",
    tls13: "TLS 1.3, where the bank's key can do nothing but sign",
  },

  stage(world, on) {
    const config = speaking(on.tls13 ? ["TLS 1.3"] : ["TLS 1.2"], [on.ecdhe ? ECDHE : RSA]);
    const root = world.authority("Honest Root");
    const key = knownRsaKey();
    const balance = { text: "" };
    const bank = world.server("bank", {
      identity: root.issue("bank.example", { key }),
      app: lines((request) => request === "balance?" ? balance.text : "done"),
      config,
    });
    const alice = world.client("alice", { trust: [root], config });
    const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
    const told = bank.keepsToHerself("alice's balance", "42 EUR");
    balance.text = told.text;
    const pin = alice.types("new PIN", "4711");
    const looks: Look[] = [];
    return { world, alice, bank, eve, key, told, pin, tape: recorder(), looks };
  },

  story({ world, alice, bank, eve, key, pin, tape, looks }, act) {
    const tools = { crypto: world.crypto };
    const look = (when: string, open: typeof openWithoutKey) => {
      let [opened, sealed] = [0, 0];
      const id = `private key of ${bank.host}`;
      eve.play(readRecording(tape.recording, {
        id,
        open(connection: RecordedConnection) {
          const result = open(connection, tools);
          opened += result.toServer.length + result.toClient.length;
          sealed += result.sealed;
          return result;
        },
      }));
      looks.push({ when, opened, sealed });
    };

    act("Eve records whatever passes", () => eve.play(tape.listen));
    act("Alice asks for her balance", () => {
      const session = alice.connect(bank);
      session.send("balance?");
      session.close();
    });
    act("A week later Alice changes her PIN", () => {
      world.elapse({ days: 7 });
      const session = alice.connect(bank);
      session.send(`new PIN ${pin}`);
      session.close();
    });
    act("Eve tries what she has", () => look("at once", openWithoutKey));
    const withKey = act("Three years later an old disk turns up", () => {
      world.elapse({ years: 3 });
      const found = world.grant(eve, key, "an old disk of the bank was never wiped");
      const open: typeof openWithoutKey = (connection) =>
        openWithPrivateKey(connection, found, tools);
      look("3 years later", open);
      return open;
    });
    act("Ten years after that Eve looks once more", () => {
      world.elapse({ years: 10 });
      look("13 years later", withKey);
    });
  },

  wins: ({ eve, told, pin }) => eve.knows(told) && eve.knows(pin),

  tables: ({ looks }) => [{
    title: "What the recordings are worth",
    columns: ["looked at", "sealed records", "opened"],
    rows: looks.map(({ when, opened, sealed }) => [when, `${sealed}`, `${opened}`]),
  }],

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "every secret was sent encrypted to one key, and the recordings kept them",
    },
    { with: ["ecdhe"], attack: "fails", because: "the key only signed: it opens nothing" },
    { with: ["tls13"], attack: "fails", because: "the key only signed: it opens nothing" },
    {
      with: ["ecdhe", "tls13"],
      attack: "fails",
      because: "the key only signed: it opens nothing",
    },
  ],

  lesson: recordNowDecryptLaterLesson,
});
