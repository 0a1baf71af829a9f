/** TLS 1.2 with an ephemeral key agreement, message by message (RFC 8422). */
import { scenario } from "../lab/scenario/mod.ts";
import { handshakeTls12EcdheLesson } from "./lessons/handshake_tls12_ecdhe.ts";
import { classic, classicStory } from "./parts/classic.ts";

export default scenario({
  id: "handshake-tls12-ecdhe",
  title: "Two halves of a secret",
  level: "first-hour",
  about: "walk-through",
  summary: "The same question to the same bank over TLS 1.2, and now nobody sends a secret: each " +
    "side sends half of a key agreement, made for this connection alone. Eve listens.",
  moral: "The certificate's key only signs; the keys that encrypt are gone after the call",
  sources: ["RFC 5246 §7.4.3", "RFC 8422 §5.4", "RFC 7627 §4", "RFC 9325 §4.1"],

  defences: {},

  stage: (world) => classic(world, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
  story: classicStory,
  wins: ({ eve, balance }) => eve.knows(balance),

  matrix: [
    {
      with: [],
      attack: "fails",
      because: "Eve saw both public halves, and from those nobody can compute the secret",
    },
  ],

  lesson: handshakeTls12EcdheLesson,
});
