import { hex } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import { type Kind, KINDS, trialsOf } from "./trials.ts";

/** Milliseconds after which one trial has taken too long. */
export const LONGEST = 50;

/** What became of all trials of a kind. */
export interface KindReport {
  readonly kind: Kind;
  readonly trials: number;
  /** How many could still be read although what they sign was changed. */
  readonly changed: number;
  /** Of those, how many were believed: none, if all is well. */
  readonly believed: number;
  /** How many threw something. */
  readonly threw: number;
  /** How many took longer than `LONGEST`, twice in a row. */
  readonly slow: number;
  /** Of the slowest, in milliseconds. */
  readonly slowest: number;
  /** The first trials that went wrong: what happened, and the octets in hexadecimal digits. */
  readonly examples: readonly string[];
}

const MOST_EXAMPLES = 3;

/** Makes so many trials of every kind together. @param now milliseconds */
export function fuzz(
  provider: CryptoProvider,
  { count, seed }: { readonly count: number; readonly seed: number },
  now: () => number,
): readonly KindReport[] {
  return KINDS.map((kind) => fuzzKind(kind, provider, Math.ceil(count / KINDS.length), seed, now));
}

function fuzzKind(
  kind: Kind,
  provider: CryptoProvider,
  count: number,
  seed: number,
  now: () => number,
): KindReport {
  const report = { trials: 0, changed: 0, believed: 0, threw: 0, slow: 0, slowest: 0 };
  const examples: string[] = [];
  const example = (what: string, octets: Uint8Array) => {
    if (examples.length < MOST_EXAMPLES) examples.push(`${what}: ${hex(Uint8Array.from(octets))}`);
  };
  const timed = (what: () => void) => {
    const start = now();
    what();
    return now() - start;
  };
  for (const { octets, signedBytesChanged, believed } of trialsOf(kind, provider, seed)) {
    if (report.trials === count) break;
    report.trials++;
    try {
      let answer = false;
      let took = timed(() => answer = believed());
      // A pause of the machine is no fault of the trial: what is slow is slow a second time.
      if (took > LONGEST) took = timed(() => believed());
      report.slowest = Math.max(report.slowest, took);
      if (took > LONGEST) {
        report.slow++;
        example(`took ${took.toFixed(0)} ms`, octets);
      }
      if (!signedBytesChanged) continue;
      report.changed++;
      if (answer) {
        report.believed++;
        example("was believed", octets);
      }
    } catch (error) {
      report.threw++;
      example(`threw ${error}`, octets);
    }
  }
  return { kind, ...report, examples };
}

/** Whether nothing went wrong. */
export function isClean({ believed, threw, slow }: KindReport): boolean {
  return believed + threw + slow === 0;
}
