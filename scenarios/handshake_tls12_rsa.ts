/** TLS 1.2 with RSA key exchange, message by message: the handshake of most textbooks. */
import { scenario } from "../lab/scenario/mod.ts";
import { handshakeTls12RsaLesson } from "./lessons/handshake_tls12_rsa.ts";
import { classic, classicStory } from "./parts/classic.ts";

export default scenario({
  id: "handshake-tls12-rsa",
  title: "The handshake of the textbooks",
  level: "first-hour",
  about: "walk-through",
  summary:
    "Alice asks her bank for her balance over TLS 1.2, with RSA key exchange: she makes up " +
    "a secret and encrypts it to the bank's key. Eve listens.",
  moral: "All the keys of this connection hang on one key that is used for years",
  sources: ["RFC 5246 §7.3", "RFC 5246 §7.4.7.1", "RFC 5246 §8.1", "RFC 9325 §4.1"],

  defences: {},

  stage: (world) => classic(world, "TLS_RSA_WITH_AES_128_GCM_SHA256"),
  story: classicStory,
  wins: ({ eve, balance }) => eve.knows(balance),

  matrix: [
    {
      with: [],
      attack: "fails",
      because: "Eve has the encrypted secret, and not the key that opens it",
    },
  ],

  lesson: handshakeTls12RsaLesson,
});
