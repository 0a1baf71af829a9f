import type { CertificateView } from "./certificate.ts";
import { type FlatField, flatten } from "./fields.ts";

/** Bytes of another certificate of the chain, by which a check judged the ones that fail. */
export interface ComparedWith {
  /** Place in the presented list. */
  readonly certificate: number;
  /** Bytes of that certificate's DER; `end` is exclusive. */
  readonly range: { readonly start: number; readonly end: number };
  /** The field that these bytes are. */
  readonly field: string;
  /** What it says. */
  readonly value?: string;
}

/** Subtrees that are shown; an authority may have thousands. */
const MOST_PLACES = 4;

/** The one field that each issuer has for a rule, by the end of its path. */
const FIELDS: Readonly<Record<string, RegExp>> = {
  signature: /^Certificate\.tbsCertificate\.subjectPublicKeyInfo$/,
  nameConstraints: /\.nameConstraints\.(?:permitted|excluded)Subtrees\[\d+\]$/,
};

/**
 * What a failed check held the certificate against: the key that should have signed it, the names
 * that are permitted above it. Only of certificates that were sent.
 */
export function comparedWith(
  rule: string,
  certificate: number,
  certificates: readonly CertificateView[],
): readonly ComparedWith[] {
  const wanted = Object.hasOwn(FIELDS, rule) ? FIELDS[rule] : undefined;
  if (wanted === undefined) return [];
  // A signature is the next one's; constraints hold for all that is below them.
  const last = rule === "signature" ? certificate + 2 : certificates.length;
  return certificates.slice(certificate + 1, last).flatMap(({ index, tree }) =>
    flatten(tree).filter(({ path }) => wanted.test(path)).map((field) => placeOf(index, field))
  ).slice(0, MOST_PLACES);
}

function placeOf(certificate: number, { path, start, end, text }: FlatField): ComparedWith {
  return {
    certificate,
    range: { start, end },
    field: path.replace(/^Certificate\./, ""),
    ...(text !== undefined && text !== "" && { value: text }),
  };
}
