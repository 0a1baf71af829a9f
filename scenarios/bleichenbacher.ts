/**
 * A recording, and a server that complains: with RSA key transport, whoever is told which
 * ciphertexts are well padded decrypts any of them.
 */
import { bleichenbacher, recorder } from "../lab/attacks/mod.ts";
import { knownRsaKey, lines, speakingTls12 } from "../lab/cast/mod.ts";
import { ignoreKeyLength, tellBadPremaster } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { bleichenbacherLesson } from "./lessons/bleichenbacher.ts";

/** The keys of each size. Their lengths are chosen for speed: see `toy`. */
const SIZES = {
  "rsa-506": { key: "rsa-506-toy", bits: 506 },
  "rsa-1018": { key: "rsa-1018-toy", bits: 1018 },
} as const;
/** A key as it is in use, in bits. */
const REAL = 2048;

export default scenario({
  id: "bleichenbacher",
  title: "A thousand small complaints",
  level: "deeper",
  about: "forward secrecy",
  summary:
    "Eve has recorded a connection in which Alice sent her secret encrypted to the bank's RSA key. " +
    "She has no key. The bank's server complains when a secret is badly padded.",
  moral: "An error message about a secret is a piece of it",
  sources: [
    "RFC 5246 §7.4.7.1",
    "Bleichenbacher, CRYPTO 1998",
    "Böck, Somorovsky and Young, USENIX Security 2018",
  ],

  defences: {
    "implicit-rejection": "The server goes on with a random secret, and complains of nothing",
    "forward-secrecy": "The bank agrees on keys by ECDHE only",
  },

  sizes: {
    "rsa-506": "a key of 506 bits",
    "rsa-1018": "a key of 1018 bits: longer numbers, and more arithmetic for each question",
  },
  toy: (size) =>
    `The bank's RSA key has ${
      SIZES[size as keyof typeof SIZES].bits
    } bits. In use are 2048, and a length of whole bytes: ` +
    "six bits less make good padding 64 times as likely",
  long: true,

  stage(world, on, { size }) {
    const { key, bits } = SIZES[size as keyof typeof SIZES];
    const root = world.authority("Honest Root");
    const config = speakingTls12(
      on["forward-secrecy"]
        ? "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
        : "TLS_RSA_WITH_AES_128_GCM_SHA256",
    );
    const bank = world.server("bank", {
      identity: root.issue("bank.example", { key: knownRsaKey(key) }),
      app: lines((request) => request.startsWith("PIN ") ? "42 EUR" : "what?"),
      flaws: on["implicit-rejection"] ? [] : [tellBadPremaster],
      config,
    });
    const alice = world.client("alice", { trust: [root], flaws: [ignoreKeyLength], config });
    const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
    world.link("Eve's own line", eve, bank, { latency: 1 });
    const tape = recorder();
    const decryption = bleichenbacher(() => tape.recording.connections[0]!);
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { alice, bank, eve, tape, decryption, pin, bits, world };
  },

  story({ alice, bank, eve, tape, decryption, pin, world }, act) {
    act("Eve begins to record", () => eve.play(tape.listen));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice sends her PIN", () => {
      session.send(`PIN ${pin}`);
      session.close();
    });
    act("A month later, Eve begins to ask", () => {
      world.elapse({ days: 30 });
      eve.play(decryption.attack);
    });
  },

  wins: ({ eve, pin }) => eve.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the server said of every number whether it decrypts to good padding",
    },
    {
      with: ["implicit-rejection"],
      attack: "fails",
      because: "good and bad padding end alike, in a Finished that does not fit",
      alert: "bad_record_mac",
    },
    {
      with: ["forward-secrecy"],
      attack: "fails",
      because: "no secret was sent encrypted, so there is nothing to decrypt",
    },
    {
      with: ["implicit-rejection", "forward-secrecy"],
      attack: "fails",
      because: "no secret was sent encrypted, so there is nothing to decrypt",
    },
  ],

  extrapolate({ decryption: { questions, untilFirstYes }, bits }, won) {
    if (!won) return undefined;
    // One number in so many begins with 00 02: it depends on the bits above whole bytes.
    const likelier = 2 ** (8 * Math.ceil(bits / 8) - bits);
    const rest = (questions - untilFirstYes) * REAL / bits;
    const thousands = Math.round((untilFirstYes * likelier + rest) / 1000);
    return `this run's ${questions} questions, scaled to a key of ${REAL} bits: about ${thousands} ` +
      "thousand. The number until the first yes is chance: another seed gives another sum";
  },

  lesson: bleichenbacherLesson,
});
