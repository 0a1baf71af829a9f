/**
 * For tests: a small made-up scenario, in which Alice says her PIN to a bank that may not speak TLS, and
 * rows that many tests look at.
 */
import { listener } from "../attacks/mod.ts";
import { lines } from "../cast/mod.ts";
import { withHybrid } from "../crypto/hybrid.ts";
import { nativeProvider } from "../crypto/native.ts";
import { type Run, run } from "./run.ts";
import { type Scenario, scenario, type ScenarioDefinition } from "./scenario.ts";

export const crypto = withHybrid(nativeProvider());

/** What was carried out last, so long as nobody asks about another scenario. */
let kept: { readonly scenario?: Scenario; readonly rows: Map<string, Run> } = { rows: new Map() };

/** A row, carried out once however many tests in a file look at it one after another. */
export function rowOf(scenario: Scenario, seed: number, on: readonly string[]): Run {
  if (kept.scenario !== scenario) kept = { scenario, rows: new Map() };
  return kept.rows.getOrInsertComputed(
    `${seed} ${on.toSorted()}`,
    () => run(scenario, { seed, with: on, crypto }),
  );
}

/** What a made-up scenario says of itself. */
export const WORDS = {
  id: "made-up",
  title: "Made up",
  level: "first-hour",
  about: "tests",
  summary: "Alice says her PIN, and Eve listens.",
  moral: "Tests are stories too",
  sources: ["RFC 3552 §3.2"],
} as const;

export interface MadeUp {
  readonly pin?: string;
  /** What the row without defences is predicted to end with. */
  readonly predicted?: "succeeds" | "fails";
  /** Texts that a test wants to see elsewhere. */
  readonly words?: Partial<Pick<ScenarioDefinition<string, unknown>, keyof typeof WORDS>>;
}

/** Eve beside the road; TLS is the only defence. */
export function madeUp({ pin = "4711", predicted = "succeeds", words = {} }: MadeUp = {}) {
  return scenario({
    ...WORDS,
    ...words,
    defences: { tls: "Alice speaks TLS to her bank" },
    stage(world, on) {
      const root = world.authority("Honest Root");
      const bank = world.server("bank", {
        identity: root.issue("bank.example"),
        tls: on.tls,
        app: lines(() => "OK"),
      });
      const alice = world.client("alice", { trust: [root] });
      const eve = world.eavesdropper("eve", { on: world.link("street", alice, bank) });
      return { alice, bank, eve, pin: alice.types("PIN", pin) };
    },
    story({ alice, bank, eve, pin }, act) {
      act("Eve begins to listen", () => eve.play(listener().listen));
      const session = act("Alice opens her bank", () => alice.connect(bank));
      act("Alice says her PIN", () => session.send(`PIN ${pin}`));
      act("Alice leaves", () => session.close());
      act("Alice says one thing more", () => session.send("and another thing"));
    },
    wins: ({ eve, pin }) => eve.knows(pin),
    matrix: [
      { with: [], attack: predicted, because: "everything was in the clear" },
      { with: ["tls"], attack: "fails", because: "she holds no key" },
    ],
  });
}
