import { type Bytes, concat } from "../bytes/mod.ts";
import type { RandomSource } from "./random.ts";

/**
 * Chance that was written down beforehand, for replaying the keys and randoms of an RFC or a
 * capture: `new ScriptedRandom({ "client random": [fromHex("cb34…")] })`.
 */
export class ScriptedRandom implements RandomSource {
  readonly #left: Map<string, Bytes>;
  readonly #fallback: RandomSource | undefined;

  /**
   * @param script for each purpose the bytes to give, in order; pieces are joined to one stream
   * @param fallback who answers for purposes that the script does not name
   */
  constructor(script: Readonly<Record<string, readonly Bytes[]>>, fallback?: RandomSource) {
    this.#left = new Map(Object.entries(script).map(([purpose, run]) => [purpose, concat(...run)]));
    this.#fallback = fallback;
  }

  /** @throws {RangeError} if the script holds too little for this purpose */
  bytes(purpose: string, count: number): Bytes {
    const left = this.#left.get(purpose);
    if (left === undefined && this.#fallback) return this.#fallback.bytes(purpose, count);
    if (left === undefined || left.length < count) {
      const held = left === undefined ? "does not name it" : `holds ${left.length} bytes more`;
      throw new RangeError(`Cannot draw ${count} bytes for "${purpose}": the script ${held}`);
    }
    this.#left.set(purpose, left.subarray(count));
    return left.slice(0, count);
  }

  /** The purposes whose bytes were not all drawn, for a test's last assertion. */
  unused(): readonly string[] {
    return [...this.#left].filter(([, left]) => left.length > 0).map(([purpose]) => purpose);
  }
}
