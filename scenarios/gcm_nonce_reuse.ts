/**
 * One number too often: AES-GCM promises that nobody changes a record, as long as no nonce comes
 * twice under one key. TLS 1.2 lets the sender choose it.
 */
import { forgeGcm, relayRecords } from "../lab/attacks/mod.ts";
import { utf8 } from "../lab/bytes/mod.ts";
import { lines, speakingTls12 } from "../lab/cast/mod.ts";
import { reusedGcmNonce } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { gcmNonceReuseLesson } from "./lessons/gcm_nonce_reuse.ts";
import { payments } from "./parts/payments.ts";

const ORDER = "pay to=bob amount=100";

export default scenario({
  id: "gcm-nonce-reuse",
  title: "One number too often",
  level: "deeper",
  about: "AEAD",
  summary:
    "Alice's bank uses AES-GCM, which notices every change. But Alice's program seals all records " +
    "with one and the same nonce.",
  moral: "An AEAD keeps its promise only to those who keep its rules",
  sources: [
    "RFC 5288 §3",
    "RFC 9846 §5.3",
    "NIST SP 800-38D §8",
    "Böck, Zauner, Devlin, Somorovsky and Jovanovic, USENIX WOOT 2016",
  ],

  defences: {
    "counter-nonces": "Alice's program counts, so that no nonce comes twice",
    tls13: "TLS 1.3, in which nobody chooses nonces",
  },

  stage: (world, on) => ({
    // In TLS 1.3 the Finished looks like data too, and is number 0.
    third: { index: on.tls13 ? 3 : 2 },
    ...payments(world, {
      flaws: on["counter-nonces"] ? [] : [reusedGcmNonce],
      bankFlaws: [],
      config: on.tls13 ? {} : speakingTls12("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
      app: lines((request, { effect }) => {
        const [, payee, amount] = /^pay to=(\w+) amount=(\d+)$/.exec(request) ?? [];
        if (payee === undefined) return "what?";
        effect(`pays ${amount} EUR to ${payee}`);
        return "done";
      }),
    }),
  }),

  story({ alice, bank, mallory, third }, act) {
    const change = forgeGcm(third, ORDER.indexOf("100"), utf8("100"), utf8("900"));
    act("Mallory waits for a third order", () => mallory.play(relayRecords(change)));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice pays two small bills", () => {
      session.send("pay to=carol amount=12");
      session.send("pay to=dave amount=30");
    });
    act("Alice pays 100 EUR to Bob", () => session.send(ORDER));
  },

  wins: ({ bank }) => bank.did("pays 900 EUR to bob"),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "two tags under one nonce gave away the key that tags are made with",
    },
    {
      with: ["counter-nonces"],
      attack: "fails",
      because: "every tag had a mask of its own, and they gave away nothing",
    },
    {
      with: ["tls13"],
      attack: "fails",
      because: "the record number makes the nonce, and it never comes twice",
    },
    {
      with: ["counter-nonces", "tls13"],
      attack: "fails",
      because: "the record number makes the nonce, and it never comes twice",
    },
  ],

  lesson: gcmNonceReuseLesson,
});
