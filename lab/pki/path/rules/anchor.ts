import { sameName } from "../../x509/name.ts";
import { called, findings, type PathContext, type Rule } from "../rule.ts";

/** The path ends in something the verifier trusted beforehand. Without this nothing else counts. */
export const anchor: Rule = {
  id: "anchor",
  check(context) {
    const { path, end } = context;
    const found = findings("anchor", "RFC 5280 §6.1.1 (d)", context);
    const last = path.at(-1)!;
    const place = { of: last, field: "tbsCertificate.issuer" };
    const trusted = `one of the ${context.anchors.length} trusted roots`;
    switch (end) {
      case "trusted":
        return [found(true, `The chain ends at ${called(last)}, which is ${trusted}`, place)];
      case "self-signed":
        return [found(false, selfSignedEnd(context, trusted), place)];
      case "missing issuer": {
        const issuer = called({ ...last, subject: last.issuer });
        const why = context.exhausted
          ? `and the search was given up after too many attempts`
          : `which is neither among the certificates sent nor ${trusted}`;
        return [
          found(false, `The chain ends at ${called(last)}, issued by ${issuer}, ${why}`, place),
        ];
      }
    }
  },
};

function selfSignedEnd({ path, anchors }: PathContext, trusted: string): string {
  const last = path.at(-1)!;
  const lookalike = anchors.some(({ subject }) => sameName(subject, last.subject))
    ? ", although a trusted root with another key has the same name"
    : "";
  return path.length === 1
    ? `The certificate ${called(last)} is signed by itself, and it is not ${trusted}${lookalike}`
    : `The chain ends at ${called(last)}, which is not ${trusted}${lookalike}`;
}
