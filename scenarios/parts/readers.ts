/** Who has come to know a text, and how. */
import type { Scenario, Table } from "../../lab/scenario/mod.ts";

type Trace = Parameters<NonNullable<Scenario["tables"]>>[1];

/** How knowledge came about, in words; the others have no place in a story about readers. */
const WAYS: Readonly<Record<string, string>> = {
  typed: "typed it",
  configured: "knew it beforehand",
  received: "was told it, by somebody it took for the right one",
  opened: "opened it, as one of the two ends of that connection",
};

/**
 * A table of all parties, and what each of them has to do with a text.
 *
 * @param title of the secret, as the story calls it
 */
export function readers({ parties, secrets, knowledge }: Trace, title: string): Table {
  const secret = secrets.find((one) => one.title === title)?.id;
  const rows = parties.map(({ id }) => {
    const known = knowledge.find((one) => one.node === id && one.secret === secret);
    return [id, known === undefined ? "has not read it" : WAYS[known.how.by] ?? known.how.by];
  });
  return { title: `Who reads the ${title}`, columns: ["who", "how"], rows };
}
