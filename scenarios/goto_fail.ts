/**
 * The check that was jumped over: a client that verifies every certificate and not the signature
 * that ties this connection to them (CVE-2014-1266, RFC 5246 §7.4.3). Apple's code for TLS 1.2 was
 * another than that for older versions, and had not got the mistake; an attacker chose the older.
 */
import { borrowCertificate } from "../lab/attacks/mod.ts";
import { lines, speaking } from "../lab/cast/mod.ts";
import { skipKeyExchangeSignature } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { gotoFailLesson } from "./lessons/goto_fail.ts";

const SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

export default scenario({
  id: "goto-fail",
  title: "The check that was jumped over",
  level: "first-day",
  about: "certificate validation",
  summary:
    "Mallory shows Alice the bank's own certificate: it is genuine, and everybody may have a " +
    "copy. Alice's client checks it well, and forgets to ask who is holding it up. This is TLS " +
    "1.2; in Apple's client of 2014 the mistake was in the code for the versions before.",
  moral: "A certificate proves nothing about who shows it; a signature with its key does",
  sources: [
    "CVE-2014-1266",
    "Langley, Apple's SSL/TLS bug, 2014",
    "RFC 5246 §7.4.3",
    "RFC 7469 §2.6",
    "RFC 9846 §4.5.2 [8446 §4.4.3]",
  ],

  defences: {
    signature: "Alice checks the signature over the server's key share",
    pinning: "Alice accepts only the bank's key she met before",
    tls13: "Alice and the bank speak TLS 1.3 and nothing older",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const spoken = speaking([on.tls13 ? "TLS 1.3" : "TLS 1.2"], [SUITE]);
    const bank = world.server("bank", {
      identity: root.issue("bank.example"),
      app: lines(() => "OK"),
      config: spoken,
    });
    const alice = world.client("alice", {
      trust: [root],
      pins: on.pinning ? [bank.identity.pin] : [],
      flaws: on.signature ? [] : [skipKeyExchangeSignature],
      config: spoken,
    });
    const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { alice, bank, mallory, pin };
  },

  story({ alice, bank, mallory, pin }, act) {
    act(
      "Mallory offers free Wi-Fi",
      () => mallory.play(borrowCertificate(speaking(["TLS 1.3", "TLS 1.2"], [SUITE]))),
    );
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the certificate is the bank's, and the key behind this connection is Mallory's",
    },
    {
      with: ["signature"],
      attack: "fails",
      alert: "decrypt_error",
      because: "the key share is not signed with the key in the certificate, and Alice checked",
    },
    {
      with: ["pinning"],
      attack: "succeeds",
      because: "the key in the certificate is the right one, and nobody asks who has it",
    },
    {
      with: ["tls13"],
      attack: "fails",
      alert: "decrypt_error",
      because: "in TLS 1.3 other code checks the signature, and that has not got the mistake",
    },
    {
      with: ["signature", "pinning"],
      attack: "fails",
      alert: "decrypt_error",
      because:
        "the pin is content with the bank's certificate; the signature was made with another key",
    },
    {
      with: ["signature", "tls13"],
      attack: "fails",
      alert: "decrypt_error",
      because: "Alice checks the signature in every version, and it was made with another key",
    },
    {
      with: ["pinning", "tls13"],
      attack: "fails",
      alert: "decrypt_error",
      because:
        "the pin is content; in TLS 1.3 other code checks the signature, and it does not fit",
    },
    {
      with: ["signature", "pinning", "tls13"],
      attack: "fails",
      alert: "decrypt_error",
      because: "the pin is content, and the signature was made with another key than the bank's",
    },
  ],

  lesson: gotoFailLesson,
});
