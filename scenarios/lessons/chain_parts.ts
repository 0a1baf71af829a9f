/** What lessons about chains look up, pin and ask. */
import { hex } from "../../lab/bytes/mod.ts";
import {
  chainCheckOf,
  eventsOf,
  found,
  HEX_NUMBER,
  learningOf,
  type NearMiss,
  NUMBER,
  type Pin,
  type Question,
  refusalOf,
  type Run,
  sealedPacketsOf,
  serialOf,
  type Text,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** The checks that Alice made of the certificates, and that fail. */
export function failedChecksOf(run: Run) {
  return found(chainCheckOf(run, "alice"), "Alice's check").checks.filter(({ ok }) => !ok);
}

/** The serial number of a certificate that somebody was shown, 0 for the leaf. */
export function serialShownTo(run: Run, node: string, index: number): string {
  const check = found(chainCheckOf(run, node), `a certificate shown to ${node}`);
  return hex(serialOf(found(check.certificates[index], `certificate ${index}`)));
}

/** How Alice judged the chains that she was shown, one for each time she came. */
function chainsOf(run: Run) {
  return eventsOf(run, "tls.check", "alice").filter(({ subject }) =>
    subject === "certificate chain"
  );
}

/** The first rule that fails when Alice comes, counted from 0. */
export function firstFailedRule(run: Run, time: number): string {
  const { checks } = found(chainsOf(run)[time], `check ${time}`);
  return found(checks.find(({ ok }) => !ok), "a failed check").rule;
}

/** The serial number of what Alice is shown when she comes, counted from 0; 0 for the leaf. */
export function serialShownAt(run: Run, time: number, certificate: number): string {
  const { certificates } = found(chainsOf(run)[time], `check ${time}`);
  return hex(serialOf(found(certificates[certificate], "a certificate")));
}

/** A judgement of Alice's if the diagram shows it: one in which nothing fails is not drawn. */
export function drawnJudgement(run: Run, time: number) {
  const check = chainsOf(run)[time];
  return check?.checks.some(({ ok }) => !ok) ? check.id : undefined;
}

/** What is worth a look in every story in which Mallory shows Alice a chain. */
export function chainPins(
  { shown, judged, lost }: { readonly shown: Text; readonly judged: Text; readonly lost: Text },
): readonly Pin[] {
  return [
    {
      look: "Mallory's certificate on its way",
      why: shown,
      at: (run) => sealedPacketsOf(run, { from: "mallory", to: "alice" })[0]?.event,
    },
    {
      look: "Alice's judgement",
      why: judged,
      // A judgement in which nothing fails is not drawn.
      at: (run) => failedChecksOf(run).length > 0 ? refusalOf(run, "alice")?.id : undefined,
    },
    {
      look: "the moment Mallory has the PIN",
      why: lost,
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ];
}

/** Asks for the rule that fails in a row. */
export function ruleQuestion<D extends string>(
  on: readonly D[],
  { rule, ask, clue, explain, also, nearMisses }: {
    readonly rule: string;
    readonly ask: string;
    readonly clue: string;
    readonly explain: string;
    readonly also: readonly string[];
    readonly nearMisses: readonly NearMiss<D>[];
  },
): Question<D> {
  return {
    id: "rule",
    with: on,
    ask,
    form: WORDS,
    answer: (run) =>
      found(failedChecksOf(run).find((check) => check.rule === rule), "a failed check").rule,
    also,
    nearMisses,
    clue,
    explain: () => explain,
  };
}

/** Asks which certificate of the list is at fault, counted from 0. */
export function placeQuestion<D extends string>(
  on: readonly D[],
  { ask, clue, explain, nearMisses }: {
    readonly ask: string;
    readonly clue: string;
    readonly explain: string;
    readonly nearMisses: readonly NearMiss<D>[];
  },
): Question<D> {
  return {
    id: "place",
    with: on,
    ask,
    form: NUMBER,
    answer: (run) => String(found(failedChecksOf(run)[0]?.certificate, "a certificate at fault")),
    nearMisses,
    clue,
    explain: () => explain,
  };
}

/** Asks for the serial number of a certificate that Alice was shown; the bank's is foreseen. */
export function serialQuestion<D extends string>(
  on: readonly D[],
  index: number,
  { ask, explain }: { readonly ask: string; readonly explain: string },
): Question<D> {
  return {
    id: "serial",
    with: on,
    ask,
    form: HEX_NUMBER,
    answer: (run) => serialShownTo(run, "alice", index),
    nearMisses: [
      {
        given: (run) => serialShownTo(run, "mallory", 0),
        say: "That is the bank's real certificate, which Mallory was shown. Alice never saw it.",
      },
      ...(index === 0 ? [] : [{
        given: (run: Run) => serialShownTo(run, "alice", 0),
        say: "That is the number of the leaf. The question is about one above it.",
      }]),
    ],
    clue: "Open the certificates that Alice was shown, and look at serialNumber.",
    explain: () => explain,
  };
}
