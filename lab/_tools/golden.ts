/**
 * Writes the golden transcripts: what `scenario <id>` prints, at 80 columns. A changed handshake is
 * then reviewed as a changed story. Run it when a change is meant to be seen: `deno task golden`, or
 * with the names of the scenarios that it is about.
 */
import { main } from "../cli/mod.ts";
import { withHybrid } from "../crypto/hybrid.ts";
import { nativeProvider } from "../crypto/native.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";

/** The quicker provider, which gives the same bytes as the other. */
const crypto = withHybrid(nativeProvider());

/** Where the transcripts are, seen from the repository's root. */
export const GOLDEN = "scenarios/golden";

/** What the command prints for a scenario, on a terminal of 80 columns without colours. */
export function transcript(id: string, args: readonly string[] = []): string {
  let text = "";
  const terminal = {
    write: (part: string) => void (text += part),
    error: (part: string) => void (text += part),
    columns: 80,
    color: false,
  };
  main(["scenario", id, ...args], { scenarios: SCENARIOS, crypto, terminal });
  return text;
}

if (import.meta.main) {
  const asked = Deno.args.length === 0 ? SCENARIOS.map(({ id }) => id) : Deno.args;
  for (const id of asked) Deno.writeTextFileSync(`${GOLDEN}/${id}.txt`, transcript(id));
}
