import { type Bytes, hex } from "../../bytes/mod.ts";

/** One figure of a published trace, and what the lab makes of it. */
export interface Case {
  /** Trace, step, and what is compared: `simple-1rtt/step 8: derive secret "…"/expanded`. */
  readonly id: string;
  readonly expected: string;
  readonly got: string;
}

/** What running a file of published cases came to: the shape that the conformance command takes. */
export interface SuiteResult {
  readonly total: number;
  readonly agree: number;
  readonly disagree: number;
  readonly skipped: number;
  readonly disagreements: readonly Case[];
  /** Why cases were left out, and how many for each reason. */
  readonly skips: Readonly<Record<string, number>>;
}

/** Counts cases; one whose two texts are the same agrees. */
export function resultOf(
  cases: readonly Case[],
  skips: Readonly<Record<string, number>>,
): SuiteResult {
  const disagreements = cases.filter(({ expected, got }) => expected !== got);
  const skipped = Object.values(skips).reduce((sum, count) => sum + count, 0);
  return {
    total: cases.length + skipped,
    agree: cases.length - disagreements.length,
    disagree: disagreements.length,
    skipped,
    disagreements,
    skips,
  };
}

/** A case about octets; `undefined` stands for "there are none". */
export function octets(id: string, expected: string, got: Bytes | undefined): Case {
  return { id, expected, got: got === undefined ? "nothing" : hex(got) };
}
