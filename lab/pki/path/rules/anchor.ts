import { sameName } from "../../x509/name.ts";
import { called, findings, type PathContext, type Rule } from "../rule.ts";

/** The path ends in something the verifier trusted beforehand. Without this nothing else counts. */
export const anchor: Rule = {
  id: "anchor",
  lesson:
    "Anybody can sign anything, so a chain is worth what its last link is worth: it must end in a root that was trusted beforehand",
  check(context) {
    const { path, end } = context;
    const found = findings("anchor", "RFC 5280 §6.1.1 (d)", context);
    const last = path.at(-1)!;
    const place = { of: last, field: "tbsCertificate.issuer" };
    const trusted = trustedRoots(context);
    switch (end) {
      case "trusted":
        return [found(true, `The chain ends at ${called(last)}, which is trusted`, place)];
      case "self-signed":
        return [found(false, selfSignedEnd(context, trusted), place)];
      case "missing issuer": {
        const issuer = called({ ...last, subject: last.issuer });
        const why = context.exhausted
          ? "and the search was given up after too many attempts"
          : `which was not sent along and is not ${trusted}`;
        return [found(false, `${called(last)} is issued by ${issuer}, ${why}`, place)];
      }
    }
  },
};

/** How many roots there are to choose from, by name while they are few. */
function trustedRoots({ anchors }: PathContext): string {
  if (anchors.length === 0) return "trusted: no root is";
  if (anchors.length === 1) return `the trusted root, ${called(anchors[0]!)}`;
  return anchors.length <= 3
    ? `one of the trusted roots, ${anchors.map(called).join(", ")}`
    : `one of the ${anchors.length} trusted roots`;
}

function selfSignedEnd({ path, anchors }: PathContext, trusted: string): string {
  const last = path.at(-1)!;
  const lookalike = anchors.some(({ subject }) => sameName(subject, last.subject))
    ? ", although a trusted root with another key has the same name"
    : "";
  return path.length === 1
    ? `The certificate ${called(last)} is signed by itself, and it is not ${trusted}${lookalike}`
    : `The chain ends at ${called(last)}, which is not ${trusted}${lookalike}`;
}
