import { equalBytes } from "../../bytes/mod.ts";
import { type Certificate, extension } from "../x509/certificate.ts";
import { sameName } from "../x509/name.ts";

/** Where issuers are looked for. */
export interface Pool {
  /** What the peer sent, without what could not be read. */
  readonly presented: readonly Certificate[];
  readonly anchors: readonly Certificate[];
}

/** Whether two objects are the same certificate, octet for octet. */
export function sameCertificate(a: Certificate, b: Certificate): boolean {
  return a === b || equalBytes(a.der, b.der);
}

/** Whether a certificate is trusted in itself. */
export function isAnchor(certificate: Certificate, { anchors }: Pick<Pool, "anchors">): boolean {
  return anchors.some((anchor) => sameCertificate(anchor, certificate));
}

/**
 * Who may have issued a certificate: everybody with the name of its issuer, the likeliest first.
 * Anchors come before others, since they end the search; matching key identifiers come before
 * missing ones, and those before different ones (RFC 4158 §3.5.12). Issuers that would make the
 * path go round in circles are left out.
 */
export function candidateIssuers(path: readonly Certificate[], pool: Pool): readonly Certificate[] {
  const last = path.at(-1)!;
  const known = [
    ...pool.anchors,
    ...pool.presented.filter((one) => !isAnchor(one, pool)),
  ];
  return known
    .filter((one) =>
      sameName(one.subject, last.issuer) && !path.some((seen) => sameEntity(seen, one))
    )
    .map((one, i) => ({ one, rank: [keyIdentifierRank(last, one), i] as const }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
    .map(({ one }) => one);
}

/**
 * The same name with the same key is the same authority, however many certificates it has; a path
 * that meets it twice only got longer (RFC 4158 §5.2).
 */
function sameEntity(a: Certificate, b: Certificate): boolean {
  return sameName(a.subject, b.subject) &&
    equalBytes(a.subjectPublicKeyInfo.der, b.subjectPublicKeyInfo.der);
}

function keyIdentifierRank(certificate: Certificate, issuer: Certificate): number {
  const wanted = extension(certificate, "authorityKeyIdentifier")?.value.keyIdentifier;
  const offered = extension(issuer, "subjectKeyIdentifier")?.value;
  if (wanted === undefined || offered === undefined) return 1;
  return equalBytes(wanted, offered) ? 0 : 2;
}
