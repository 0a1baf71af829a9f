import { type Field, inspect } from "../../bytes/mod.ts";
import { type Certificate, codecOf } from "./certificate.ts";
import type { ExtensionName } from "./extension_values.ts";
import { OIDS } from "./oids.ts";

/** Octets of a certificate's DER; `end` is exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const trees = new WeakMap<Certificate, Field>();

/** The annotated tree of a certificate, drawn once. */
export function fieldTree(certificate: Certificate): Field {
  let tree = trees.get(certificate);
  if (tree === undefined) {
    trees.set(certificate, tree = inspect(codecOf(certificate), certificate.der).field);
  }
  return tree;
}

/**
 * Where a part stands, by its path in the tree: `signature`, `tbsCertificate.validity.notAfter`,
 * `tbsCertificate.extensions[2]`. `undefined` if the certificate has no such part.
 */
export function rangeOf(certificate: Certificate, path: string): ByteRange | undefined {
  let field: Field | undefined = fieldTree(certificate);
  for (const name of path.split(/\.|(?=\[)/)) {
    field = field?.children.find((child) => child.name === name);
  }
  return field && { start: field.start, end: field.end };
}

/** Where an extension stands, from its SEQUENCE on. */
export function extensionRange(
  certificate: Certificate,
  name: ExtensionName,
): ByteRange | undefined {
  const index = certificate.extensions.findIndex(({ oid }) => oid === OIDS[name]);
  return index < 0 ? undefined : rangeOf(certificate, `tbsCertificate.extensions[${index}]`);
}
