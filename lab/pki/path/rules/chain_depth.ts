import { isSelfIssued } from "../../x509/certificate.ts";
import { findings, type Rule } from "../rule.ts";

/** No more intermediate authorities stand in the path than the caller allows. */
export const chainDepth: Rule = {
  id: "chainDepth",
  lesson:
    "Every intermediate authority is one more party that can be fooled, so a short chain is a safer one",
  check(context) {
    const { path, end, maxIntermediates } = context;
    if (maxIntermediates === undefined) return [];
    const found = findings("chainDepth", "RFC 5280 §6.1.4 (l)", context);
    const between = path.slice(1, end === "trusted" ? -1 : undefined);
    const count = between.filter((one) => !isSelfIssued(one)).length;
    return [found(
      count <= maxIntermediates,
      `${count} authorities stand between leaf and root, where ${maxIntermediates} are allowed`,
      { of: path[0]! },
    )];
  },
};
