/**
 * A cube root for a signature: with the exponent 3, whoever verifies RSA signatures from the front
 * and does not look at their end takes forged ones (Bleichenbacher, 2006; CVE-2006-4339).
 */
import { forgeCertificates } from "../lab/attacks/mod.ts";
import { knownRsaKey } from "../lab/cast/mod.ts";
import { ignoreBytesBehindHash } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { rsaE3ForgeryLesson } from "./lessons/rsa_e3_forgery.ts";
import { cafe } from "./parts/cafe.ts";
import { blockTable } from "./parts/signature_block.ts";

export default scenario({
  id: "rsa-e3-forgery",
  title: "A signature without a key",
  level: "deeper",
  about: "certificate validation",
  summary:
    "Honest Root has an RSA key of 2048 bits with the exponent 3: to verify a signature is to cube " +
    "a number. Alice's client reads what comes out from the front, and stops behind the hash.",
  moral: "Compare the whole of what was signed with what should have been; do not read it",
  sources: ["CVE-2006-4339", "RFC 8017 §8.2.2", "RFC 8017 §9.2", "Bleichenbacher, CRYPTO 2006"],

  defences: {
    exact: "Alice's client compares the whole block, to its last byte",
    exponent: "Honest Root's key has the exponent 65537",
  },

  stage(world, on) {
    const rootKey = knownRsaKey("rsa-2048-d", on.exponent ? undefined : 3n);
    const cast = cafe(world, { flaws: on.exact ? [] : [ignoreBytesBehindHash], rootKey });
    return { ...cast, forgery: forgeCertificates(cast.honestRoot.certificate) };
  },

  story({ alice, bank, mallory, forgery, pin }, act) {
    act("Mallory offers free Wi-Fi", () => mallory.play(forgery.attack));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the cube of Mallory's number begins as it should, and nobody looked at its end",
    },
    {
      with: ["exact"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the block begins as it should, but its end is not what Alice computed herself",
    },
    {
      with: ["exponent"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "cube roots are of no use here: Mallory knows no number that would give such a block",
    },
    {
      with: ["exact", "exponent"],
      attack: "fails",
      alert: "bad_certificate",
      because: "Mallory knows no number that would give such a block, and Alice compares all of it",
    },
  ],

  tables: ({ forgery: { forged } }) => forged === undefined ? [] : [blockTable(forged)],

  lesson: rsaE3ForgeryLesson,
});
