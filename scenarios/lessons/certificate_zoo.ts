import {
  either,
  eventsOf,
  found,
  HEX_NUMBER,
  type Lesson,
  NUMBER,
  type Run,
  sealedPacketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { drawnJudgement, serialShownAt } from "./chain_parts.ts";

/** What the clients said, as the first table of the run has it: a row for each case. */
function opinionsIn(run: Run) {
  const { columns, rows } = found(run.tables[0], "the table of the zoo");
  const cell = (row: readonly string[], column: string) => row[columns.indexOf(column)];
  return rows.map((row) => ({
    id: found(row[0], "a case"),
    bad: cell(row, "it is") === "bad",
    goesIn: (client: string) => cell(row, client) === "in",
  }));
}

/** How many of the bad ones a client takes. */
const badTakenBy = (run: Run, client: string) =>
  String(opinionsIn(run).filter((one) => one.bad && one.goesIn(client)).length);

export const certificateZooLesson: Lesson<"strict"> = {
  goal:
    "You can say for each kind of bad certificate which check refuses it. You can tell what the rules " +
    "for certificates find by themselves, and what only those find who know more.",
  minutes: 25,
  needToKnow: ["certificate", "chain", "path validation", "revocation", "pinning"],
  hints: [
    "Read the first table by its columns: the clients know less and less from left to right.",
    "The second client differs from the first in four cases. Ask what one would have to know, besides " +
    "the certificate, to refuse those. The third takes one case more.",
    "Hold the last client against the one before it: all that it takes besides fails for a rule that " +
    "stands in the table of reasons.",
  ],
  notes: [
    "All certificates of the zoo were issued on one day. For a hundred days nobody does anything, and " +
    "by then one of them has run out.",
    either({
      succeeds:
        "Every cage has a name of its own, and the server shows the certificate that belongs to that " +
        "name. Alice's client takes each of them: it looks, and it goes in. The table shows what six " +
        "other clients would have said to the very same bytes.",
      fails:
        "Every cage has a name of its own, and the server shows the certificate that belongs to that " +
        "name. Alice's client stays outside of most of them, and each time it says why. The table shows " +
        "what six other clients would have said to the very same bytes.",
    }),
    either({
      succeeds:
        "Every bad certificate has been taken, and so has every good one: seen from the outside, a " +
        "client without checks always works. That is why such clients live so long.",
      fails:
        "Not one bad certificate has been taken. One that is only odd was refused as well: its server " +
        "does not send the intermediate. That is a nuisance, and the server's mistake.",
    }),
  ],
  pins: [
    {
      look: "the first cage, in which nothing is wrong",
      why: "A sound signature, the right name, in time. Everybody goes in here.",
      at: (run) => sealedPacketsOf(run, { from: "zoo", to: "alice" })[0]?.event,
    },
    {
      look: "the second cage, in which something is wrong",
      why: "The last day is over. To find that out, a client needs nothing but a clock.",
      at: (run) => drawnJudgement(run, 1),
    },
  ],
  questions: [
    {
      id: "alert",
      with: ["strict"],
      ask: "Which alert does Alice's client send first?",
      form: WORDS,
      answer: (run) =>
        found(
          eventsOf(run, "tls.alert", "alice").find(({ direction, reason }) =>
            direction === "sent" && reason !== undefined
          ),
          "an alert of Alice's",
        ).alert,
      nearMisses: [
        {
          given: () => "bad_certificate",
          say: "That one is for faults without an alert of their own. This fault has one.",
        },
        {
          given: () => "unknown_ca",
          say: "That comes later, for roots that are nobody's. Look at the second cage.",
        },
      ],
      clue: "The first cage is a good one. Look at the second.",
      explain: () =>
        "certificate_expired tells the server's owner what to do, and that quickly. Most alerts about " +
        "certificates say less.",
    },
    {
      id: "web",
      with: ["strict"],
      ask:
        "How many of the bad certificates does the client called “web” take, which knows rules and " +
        "nothing else?",
      form: NUMBER,
      answer: (run) => badTakenBy(run, "web"),
      nearMisses: [
        {
          given: () => "0",
          say:
            "There are bad certificates in which every byte is in order. Compare the first two columns.",
        },
        {
          given: (run) => badTakenBy(run, "laptop"),
          say: "You have counted for the laptop. It trusts three roots more.",
        },
      ],
      clue: "Go down the column of that client, and count where it goes in and the case is bad.",
      explain: () =>
        "One was revoked, one has another key than the one that was pinned, and two lack the promises " +
        "of logs. None of that can be seen from the rules for certificates alone: one has to know a " +
        "list, a key, or the logs.",
    },
    {
      id: "forum",
      with: ["strict"],
      ask: "Which case does the client called “5280” take, and the one called “web” refuse?",
      form: WORDS,
      answer: (run) =>
        found(
          opinionsIn(run).find((one) => one.goesIn("5280") && !one.goesIn("web")),
          "a case that only the Forum has a rule for",
        ).id,
      nearMisses: [
        {
          given: () => "no-san",
          say: "That one both refuse, and “label” takes it.",
        },
        {
          given: () => "sha1-intermediate",
          say: "Both refuse that one: TLS advises against SHA-1, whoever issued.",
        },
      ],
      clue: "Hold the columns of the two beside each other. There is one difference.",
      explain: () =>
        "RFC 5280 has no limit to how long a certificate may hold. The CA/Browser Forum has one for the " +
        "authorities that browsers trust, and it gets shorter every few years.",
    },
    {
      id: "label",
      with: [],
      ask: "Which case does the client called “label” take, and the one called “5280” refuse?",
      form: WORDS,
      answer: (run) =>
        found(
          opinionsIn(run).find((one) => one.goesIn("label") && !one.goesIn("5280")),
          "a case that only readers of labels take",
        ).id,
      nearMisses: [
        {
          given: () => "no-common-name",
          say: "That one has no label, and everybody takes it. It is the other way round.",
        },
        {
          given: () => "wrong.host",
          say: "There the label says *.zoo.example, which is not the name either.",
        },
      ],
      clue: "It is a case about names.",
      explain: () =>
        "The name stands in the common name alone. It used to be looked for there, and no client should " +
        "do so any more.",
    },
    {
      id: "serial",
      with: ["strict"],
      ask: "What is the serial number of the certificate that had expired, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialShownAt(run, 1, 0),
      nearMisses: [
        {
          given: (run) => serialShownAt(run, 0, 0),
          say: "That one is from the first cage, and good.",
        },
        {
          given: (run) => serialShownAt(run, 1, 1),
          say: "That is the authority's that issued it. The leaf comes first in the list.",
        },
      ],
      clue: "Open the page of certificates at the second chain.",
      explain: () =>
        "Whoever reports a bad certificate names its serial number: it tells the authority which of " +
        "millions is meant.",
    },
  ],
};
