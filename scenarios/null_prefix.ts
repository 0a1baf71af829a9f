/**
 * A name with a hole in it: the authority reads a name from its end, and Alice's client from its
 * beginning to a zero byte (CVE-2009-2408; there it stood in the common name). Then a star, which is
 * too wide without any hole.
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { judgingBy } from "../lab/cast/mod.ts";
import { matchUntilNul } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { nullPrefixLesson } from "./lessons/null_prefix.ts";
import { cafe } from "./parts/cafe.ts";

const LABEL = { commonName: "mallory.example" };
/** The names that Mallory orders: of the one she owns the end, of the other one that it covers. */
const HOLE = "bank.example\0.mallory.example";
const STAR = "*.example";

export default scenario({
  id: "null-prefix",
  title: "A name with a hole in it",
  level: "first-day",
  about: "certificate validation",
  summary:
    "Honest Root is content if a name ends in the applicant's, or has a star that covers it. Mallory " +
    "owns mallory.example, and orders bank.example, a zero byte, and .mallory.example behind it. " +
    "Alice's client stops reading at the zero byte.",
  moral: "A name is checked by one program and used by another; both must read the same name",
  sources: ["CVE-2009-2408", "RFC 5280 §4.2.1.6", "RFC 6125 §7.2", "RFC 9525 §6.3"],

  defences: {
    whole: "Alice compares names to their end, zero bytes and all",
    web: "Alice takes names of hosts only, and no star for a whole top-level domain",
    refused: "The authority gives out names of hosts in the applicant's own domain only",
  },

  stage(world, on) {
    const cast = cafe(world, {
      flaws: on.whole ? [] : [matchUntilNul],
      config: judgingBy(on.web ? "webpki" : "rfc5280"),
    });
    const bought = (name: string) =>
      cast.honestRoot.issue(on.refused ? "mallory.example" : name, LABEL);
    const withHole = bought(HOLE);
    const withStar = bought(STAR);
    return { ...cast, refused: on.refused, withHole, withStar };
  },

  story({ alice, bank, mallory, refused, withHole, withStar, pin }, act) {
    let shown = withHole;
    const orders = (name: string) =>
      mallory.note(
        `mallory orders "${name}", and is given ` +
          (refused ? "mallory.example, which is hers" : "just that"),
      );
    act("Mallory offers free Wi-Fi", () => {
      orders(HOLE);
      mallory.play(impersonate(() => shown));
    });
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
    const again = act("Mallory shows her second certificate, and Alice comes back", () => {
      orders(STAR);
      shown = withStar;
      return alice.connect(bank);
    });
    act("Alice types her PIN again", () => again.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "up to the zero byte the name is the bank's, and Alice reads no further",
    },
    {
      with: ["whole"],
      attack: "succeeds",
      because: "there is no zero byte in the second name, and its star stands for the bank",
    },
    {
      with: ["web"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "no host has a zero byte in its name, and no star may stand for all names below example",
    },
    {
      with: ["refused"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "Honest Root has certified mallory.example and nothing else, and that is not the bank",
    },
    {
      with: ["whole", "web"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "read whole, the first name is another; the second has a star for all names below example",
    },
    {
      with: ["whole", "refused"],
      attack: "fails",
      alert: "bad_certificate",
      because: "Honest Root has certified mallory.example only, so Alice meets no trick at all",
    },
    {
      with: ["web", "refused"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "Honest Root has certified mallory.example only: it is a host's name, but not the bank's",
    },
    {
      with: ["whole", "web", "refused"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "Honest Root has certified mallory.example only, and Alice's checks are not even needed",
    },
  ],

  lesson: nullPrefixLesson,
});
