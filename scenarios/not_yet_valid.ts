/**
 * A key for November: the certificate is genuine, and its time has not come. A date is held against
 * a clock, and the clock against an answer from the network that nobody has signed (RFC 4330 §11).
 */
import { falseTime, impersonate } from "../lab/attacks/mod.ts";
import { lines, timeKey } from "../lab/cast/mod.ts";
import { ignoreDates } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { notYetValidLesson } from "./lessons/not_yet_valid.ts";

const DAY = 86_400;
/** How far Mallory puts Alice's clock forward, in days. */
const AHEAD = 100;
/** What the reference clock calls a panic: a step that no honest clock needs (RFC 5905 §11.3). */
const PANIC = { seconds: 1000 };

export default scenario({
  id: "not-yet-valid",
  title: "A key for November",
  level: "first-day",
  about: "certificate validation",
  summary:
    "In August the bank has its next certificate already: it holds from October on. Mallory " +
    "steals the key. It is no use to her before that day, and so she brings the day to Alice: the " +
    "clock of Alice's machine asks the network what time it is.",
  moral: "A date protects only those who know what day it is",
  sources: [
    "RFC 5280 §4.1.2.5",
    "RFC 4330 §5",
    "RFC 4330 §11",
    "RFC 5905 §11.3",
    "RFC 8573 §3",
    "RFC 8915 §8.5",
    "Selvi, Black Hat Europe 2014",
  ],

  defences: {
    dates: "Alice checks that it is not too early for the certificate, nor too late",
    limit: "Alice's clock moves by 1000 seconds at most, whatever it is told",
    seal: "The time server seals its answers with a key that Alice's machine has",
  },

  stage(world, on) {
    const honestRoot = world.authority("Honest Root");
    const now = world.world.calendar();
    const next = honestRoot.issue("bank.example", {
      notBefore: now + 80 * DAY,
      notAfter: now + 170 * DAY,
    });
    const bank = world.server("bank", {
      identity: honestRoot.issue("bank.example"),
      app: lines(() => "OK"),
    });
    world.ownKey("bank", "the bank's next private key", next.key);
    const alice = world.client("alice", {
      trust: [honestRoot],
      flaws: on.dates ? [] : [ignoreDates],
    });
    const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
    const key = timeKey(world, ["alice", "time"], 1);
    const time = world.timeServer("time", { key });
    world.link("line to the time server", mallory, time);
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    const policy = {
      ...(on.limit && { most: PANIC }),
      ...(on.seal && { key }),
    };
    return { world, next, bank, alice, mallory, time, policy, pin };
  },

  story({ world, next, bank, alice, mallory, time, policy, pin }, act) {
    const key = act("Mallory steals a key, and offers free Wi-Fi", () => {
      const stolen = world.grant(mallory, next.key, "the bank kept it in a drawer until October");
      world.grantPower(mallory, "the certificate for it", "it lay in the same drawer");
      mallory.play(falseTime({ ahead: AHEAD * DAY }));
      return stolen;
    });
    act("Alice's machine asks what time it is", () => alice.setsClock(time, policy));
    const session = act("Alice opens her bank", () => {
      mallory.play(impersonate(() => ({ chain: next.chain, key })));
      return alice.connect(bank);
    });
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
    act("At home, Alice opens her bank again", () => {
      world.link("line at home", alice, bank);
      alice.connect(bank);
    });
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "name, chain and signature are in order, and nobody asked for the date",
    },
    {
      with: ["dates"],
      attack: "succeeds",
      because: "the date was held against a clock that Mallory had set",
    },
    {
      with: ["limit"],
      attack: "succeeds",
      because: "the clock was right, and nobody looked at it",
    },
    {
      with: ["seal"],
      attack: "succeeds",
      because: "the clock was right, and nobody looked at it",
    },
    {
      with: ["dates", "limit"],
      attack: "fails",
      alert: "certificate_expired",
      because:
        "Alice's clock did not jump a hundred days, and by it the certificate comes too early",
    },
    {
      with: ["dates", "seal"],
      attack: "fails",
      alert: "certificate_expired",
      because:
        "the false time had no seal, and by Alice's own clock the certificate comes too early",
    },
    {
      with: ["limit", "seal"],
      attack: "succeeds",
      because: "the clock was right, and nobody looked at it",
    },
    {
      with: ["dates", "limit", "seal"],
      attack: "fails",
      alert: "certificate_expired",
      because: "no false time reached Alice's clock, and by it the certificate comes too early",
    },
  ],

  lesson: notYetValidLesson,
});
