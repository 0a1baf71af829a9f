import type { EcPublicKey } from "../keys.ts";
import { type CurvePoint, type CurvePoints, decodePoint, pointLength } from "./curves.ts";
import { Multiples, multiply } from "./multiples.ts";
import { Sum } from "./sum.ts";

/** When a public key is worth a table of multiples, and how many are kept. */
export interface VerifyTableOptions {
  /** Bits of scalar that one table lookup stands for. */
  readonly window: number;
  /** A key gets its table with this verification; on P-256 it pays for itself with 20 more. */
  readonly after: number;
  /** How many keys are remembered; the one not used for longest is forgotten. */
  readonly capacity: number;
}

/** A public key that can be multiplied. */
export class KnownKey {
  readonly #points: CurvePoints;
  readonly #point: CurvePoint;
  #uses = 0;
  #multiples: Multiples | undefined;

  constructor(points: CurvePoints, point: CurvePoint) {
    this.#points = points;
    this.#point = point;
  }

  /** Notes that the key was asked for once more, and makes its table when that is due. */
  use({ after, window }: VerifyTableOptions): void {
    if (++this.#uses === after) {
      this.#multiples = new Multiples(this.#points, this.#point, window);
    }
  }

  /** `scalar` times the key's point. */
  times(scalar: bigint): Sum {
    if (this.#multiples === undefined) return multiply(this.#points, this.#point, scalar);
    const sum = new Sum(this.#points.Fp.ORDER);
    this.#multiples.addTo(sum, scalar);
    return sum;
  }
}

/**
 * Public keys that were seen before. Issuers and long-lived servers come again and again: their
 * points need not be decoded anew, and a table of multiples makes each verification of theirs
 * more than twice as fast. The answer is the same with and without.
 */
export class VerifyTables {
  // A Map keeps its order of insertion: the first entry is the one not used for longest.
  readonly #known = new Map<string, KnownKey>();
  readonly #options: VerifyTableOptions;

  constructor(options: VerifyTableOptions) {
    this.#options = options;
  }

  /** A public key ready for use, or `undefined` if its point is not on the curve. */
  lookUp(points: CurvePoints, key: EcPublicKey): KnownKey | undefined {
    // Lengths differ between curves, so the octets alone tell keys of different curves apart. They
    // are checked first, because a stranger's key may be as long as a certificate can be.
    if (key.point.length !== pointLength(points)) return undefined;
    const name = String.fromCharCode(...key.point);
    const known = this.#known.get(name) ?? decode(points, key);
    if (known === undefined) return undefined;
    this.#known.delete(name);
    this.#known.set(name, known);
    if (this.#known.size > this.#options.capacity) {
      this.#known.delete(this.#known.keys().next().value!);
    }
    known.use(this.#options);
    return known;
  }
}

function decode(points: CurvePoints, key: EcPublicKey): KnownKey | undefined {
  const point = decodePoint(points, key.point);
  return point && new KnownKey(points, point);
}
