import type { EcPublicKey } from "../keys.ts";
import { type CurvePoint, type CurvePoints, decodePoint } from "./curves.ts";

/** When a public key is worth a table of multiples, and how many are kept. */
export interface VerifyTableOptions {
  /** Bits of scalar that one table lookup stands for. */
  readonly window: number;
  /** A key gets its table with this verification; tables pay for themselves after about 11 more. */
  readonly after: number;
  /** How many keys are remembered; the one not used for longest is forgotten. */
  readonly capacity: number;
}

interface Known {
  readonly point: CurvePoint;
  uses: number;
}

/**
 * Public keys that were seen before. Issuers and long-lived servers come again and again: their
 * points need not be decoded anew, and a table of multiples makes each verification of theirs
 * three times as fast. The answer is the same with and without.
 */
export class VerifyTables {
  // A Map keeps its order of insertion: the first entry is the one not used for longest.
  readonly #known = new Map<string, Known>();
  readonly #options: VerifyTableOptions;

  constructor(options: VerifyTableOptions) {
    this.#options = options;
  }

  /** The point of a public key, or `undefined` if it is not on the curve. */
  lookUp(points: CurvePoints, key: EcPublicKey): CurvePoint | undefined {
    // Lengths differ between curves, so the octets alone tell keys of different curves apart.
    const name = String.fromCharCode(...key.point);
    const known = this.#known.get(name) ?? this.#decode(points, key);
    if (known === undefined) return undefined;
    this.#known.delete(name);
    this.#known.set(name, known);
    if (this.#known.size > this.#options.capacity) {
      this.#known.delete(this.#known.keys().next().value!);
    }
    if (++known.uses === this.#options.after) known.point.precompute(this.#options.window, false);
    return known.point;
  }

  #decode(points: CurvePoints, key: EcPublicKey): Known | undefined {
    const point = decodePoint(points, key.point);
    return point && { point, uses: 0 };
  }
}
