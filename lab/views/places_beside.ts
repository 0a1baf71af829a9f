import type { CertificateView } from "./certificate.ts";
import { type FlatField, flatten } from "./fields.ts";

/** Bytes of another certificate of the list, which have to be seen with the ones that fail. */
export interface PlaceBeside {
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
 * What has to be seen with the bytes that fail a check: the key of the certificate that was sent
 * next, the names that are permitted above. The key need not be the one that was tried: a trusted
 * root of the same name may have been taken in its place.
 */
export function placesBeside(
  rule: string,
  certificate: number,
  certificates: readonly CertificateView[],
): readonly PlaceBeside[] {
  const wanted = Object.hasOwn(FIELDS, rule) ? FIELDS[rule] : undefined;
  if (wanted === undefined) return [];
  // With a signature goes the next one's key; constraints hold for all that is below them.
  const last = rule === "signature" ? certificate + 2 : certificates.length;
  return certificates.slice(certificate + 1, last).flatMap(({ index, tree }) =>
    flatten(tree).filter(({ path }) => wanted.test(path)).map((field) => placeOf(index, field))
  ).slice(0, MOST_PLACES);
}

function placeOf(certificate: number, { path, start, end, text }: FlatField): PlaceBeside {
  return {
    certificate,
    range: { start, end },
    field: path.replace(/^Certificate\./, ""),
    ...(text !== undefined && text !== "" && { value: text }),
  };
}
