/**
 * The older of two languages: both ends speak TLS 1.3, and somebody on the way sees to it that they
 * settle for the weakest they have in common (Wagner and Schneier, 1996, of SSL 2.0 and 3.0).
 */
import {
  offerOnlyRsaKeyTransport,
  openWithPrivateKey,
  readRecording,
  rewriteHello,
} from "../lab/attacks/mod.ts";
import { knownRsaKey, lines, speaking } from "../lab/cast/mod.ts";
import { ignoreDowngradeSentinel, ignoreFinished } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { versionRollbackLesson } from "./lessons/version_rollback.ts";

/** What both ends have kept from older days. */
const OLD_SUITE = "TLS_RSA_WITH_AES_128_GCM_SHA256";

export default scenario({
  id: "version-rollback",
  title: "The older of two languages",
  level: "first-day",
  about: "downgrade protection",
  summary:
    "Alice and her bank both speak TLS 1.3. Mallory cannot break it, so she edits Alice's hello " +
    "until it offers only TLS 1.2 without forward secrecy, records, and waits for the bank's key.",
  moral: "A choice that is not authenticated is made by the attacker",
  sources: [
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
    "RFC 5246 §7.4.9",
    "RFC 5246 §F.1.2",
    "RFC 7627 §4",
  ],

  defences: {
    sentinel: "Alice heeds the mark of a server that could do better",
    finished: "Both ends check that they have seen the same handshake",
    retired: "The bank speaks nothing older than TLS 1.3",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const unchecked = on.finished ? [] : [ignoreFinished];
    const bank = world.server("bank", {
      identity: root.issue("bank.example", { key: knownRsaKey() }),
      config: speaking(on.retired ? ["TLS 1.3"] : ["TLS 1.3", "TLS 1.2"], [OLD_SUITE]),
      flaws: unchecked,
      app: lines((request) => request === "balance?" ? "42 EUR" : "OK"),
    });
    const alice = world.client("alice", {
      trust: [root],
      config: speaking(["TLS 1.3", "TLS 1.2"], [OLD_SUITE]),
      flaws: [...on.sentinel ? [] : [ignoreDowngradeSentinel], ...unchecked],
    });
    const mallory = world.attacker("mallory", { on: world.link("backbone", alice, bank) });
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { world, alice, bank, mallory, pin };
  },

  story({ world, alice, bank, mallory, pin }, act) {
    const { attack, recording } = rewriteHello(offerOnlyRsaKeyTransport);
    act("Mallory waits for hellos", () => mallory.play(attack));
    const session = act("Alice and the bank shake hands", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
    act("A year later the bank's key is stolen", () => {
      world.elapse({ years: 1 });
      const key = world.grant(mallory, bank.identity.key, "it was on a disk that was thrown away");
      if (key.type !== "rsa") throw new Error("Cannot open anything: the bank's key is not RSA");
      const { crypto } = world;
      mallory.play(readRecording(recording, {
        id: `private key of ${bank.identity.subject}`,
        open: (connection) => openWithPrivateKey(connection, key, { crypto }),
      }));
    });
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "nobody noticed the edited hello, and the key opened what followed from it",
    },
    { with: ["sentinel"], attack: "fails", alert: "illegal_parameter" },
    { with: ["finished"], attack: "fails", alert: "decrypt_error" },
    { with: ["retired"], attack: "fails", alert: "protocol_version" },
    { with: ["sentinel", "finished"], attack: "fails", alert: "illegal_parameter" },
    { with: ["sentinel", "retired"], attack: "fails", alert: "protocol_version" },
    { with: ["finished", "retired"], attack: "fails", alert: "protocol_version" },
    { with: ["sentinel", "finished", "retired"], attack: "fails", alert: "protocol_version" },
  ],

  lesson: versionRollbackLesson,
});
