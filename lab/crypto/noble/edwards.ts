import { edwards, type EdwardsPointCons } from "@noble/curves/abstract/edwards.js";
import { P } from "./x25519_ladder.ts";
import { noBlinding } from "./curves.ts";

/** The points of edwards25519: `Point.BASE`, `Point.fromBytes`, and its fields `Fp` and `Fn`. */
export type EdwardsPoints = EdwardsPointCons;

/** One point of edwards25519. */
export type EdwardsPoint = EdwardsPoints["BASE"];

// RFC 8032 §5.1. Written out for the same reason as the NIST curves: noble's own entry for it loads
// twice as much code again.
const PARAMETERS = {
  p: P,
  n: 2n ** 252n + 27742317777372353535851937790883648493n,
  h: 8n,
  a: P - 1n,
  d: 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n,
  Gx: 0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51an,
  Gy: 0x6666666666666666666666666666666666666666666666666666666666666658n,
};

/** The curve edwards25519, made when first asked for. */
export function lazyEdwards(baseWindow: number): () => EdwardsPoints {
  let points: EdwardsPoints | undefined;
  return () => {
    if (points === undefined) {
      points = edwards(PARAMETERS, { randomBytes: noBlinding });
      points.BASE.precompute(baseWindow);
    }
    return points;
  };
}
