/** When a question left and when its answer came, from the record of the run. */
import {
  type ConnectionFigures,
  connectionsOf,
  eventsOf,
  found,
  type Recorded,
  type Table,
} from "../../lab/scenario/mod.ts";

/** Times of one call, in virtual milliseconds since Alice wanted it. */
interface Call {
  readonly figures: ConnectionFigures;
  /** When the question left first. */
  readonly left: number;
  /** Whether it left once more, because nobody had read it. */
  readonly again: boolean;
  readonly answered: number;
}

/** The calls of a run, each with one question. */
export function callsOf(run: Recorded): readonly Call[] {
  const told = eventsOf(run, "tls.earlyData", "alice");
  return connectionsOf(run, "alice").map((figures) => {
    const { connection, asked, hello, done } = figures;
    const mine = (event: { readonly connection: string }) => event.connection === connection;
    const early = told.find(mine);
    const answer = eventsOf(run, "app.data", "alice").filter(mine)
      .find(({ direction }) => direction === "received");
    const since = (at: number) => (at - asked) / 1000;
    return {
      figures,
      left: since(early === undefined ? done : hello),
      again: early?.accepted === false,
      answered: since(found(answer, "an answer").at),
    };
  });
}

/** One line for each call. */
export function answers(run: Recorded): Table {
  return {
    title: "How long Alice waits for her answer",
    columns: [
      "call",
      "certificate",
      "question leaves",
      "answer comes",
      "round trips, with TCP and question",
    ],
    rows: callsOf(run).map(({ figures, left, again, answered }, i) => [
      String(i + 1),
      figures.resumed ? "no" : "yes",
      `after ${left} ms${again ? ", and again" : ""}`,
      `after ${answered} ms`,
      String(Math.round(answered * 1000 / (figures.hello - figures.asked))),
    ]),
  };
}
