import { type Certificate, isSelfIssued } from "../x509/certificate.ts";
import { candidateIssuers, isAnchor, type Pool } from "./candidates.ts";
import type { PathEnd } from "./rule.ts";

/** More certificates than this make no path. */
export const MAX_PATH_LENGTH = 10;
/** More extensions of paths than this are not tried; a mesh of cross-certificates has no end. */
export const MAX_STEPS = 2000;

/** Whether a path may be continued from a certificate to this issuer. */
export type Follows = (certificate: Certificate, issuer: Certificate) => boolean;

/**
 * Walks every path from the leaf to a trust anchor, likely ones first, going back where a branch
 * leads nowhere (RFC 4158 §2.4).
 *
 * @param visit judges one complete path; `true` ends the search
 * @returns whether the search was given up at a bound
 */
export function walkPaths(
  leaf: Certificate,
  pool: Pool,
  follows: Follows,
  visit: (path: readonly Certificate[]) => boolean,
): boolean {
  let steps = 0;
  let exhausted = false;
  function walk(path: readonly Certificate[]): boolean {
    if (isAnchor(path.at(-1)!, pool)) return visit(path);
    for (const issuer of candidateIssuers(path, pool)) {
      if (path.length >= MAX_PATH_LENGTH || ++steps > MAX_STEPS) {
        exhausted = true;
        return false;
      }
      if (follows(path.at(-1)!, issuer) && walk([...path, issuer])) return true;
    }
    return false;
  }
  walk([leaf]);
  return exhausted;
}

/**
 * The path to talk about when none leads to a trust anchor: at every step the likeliest issuer,
 * one whose key fits if there is any.
 */
export function likeliestPath(
  leaf: Certificate,
  pool: Pool,
  follows: Follows,
): { readonly path: readonly Certificate[]; readonly end: PathEnd } {
  const path = [leaf];
  while (path.length < MAX_PATH_LENGTH) {
    const last = path.at(-1)!;
    if (isAnchor(last, pool)) return { path, end: "trusted" };
    if (isSelfSigned(last, follows)) return { path, end: "self-signed" };
    const candidates = candidateIssuers(path, pool);
    const next = candidates.find((issuer) => follows(last, issuer)) ?? candidates[0];
    if (next === undefined) break;
    path.push(next);
  }
  return { path, end: "missing issuer" };
}

function isSelfSigned(certificate: Certificate, follows: Follows): boolean {
  return isSelfIssued(certificate) && follows(certificate, certificate);
}
