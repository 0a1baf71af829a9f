import { extension, isSelfIssued } from "../../x509/certificate.ts";
import { called, findings, type Rule } from "../rule.ts";

/** Whoever issued a certificate of the path was allowed to issue certificates. */
export const basicConstraints: Rule = {
  id: "basicConstraints",
  lesson:
    "Whoever has a certificate has a key that can sign; only those marked as authorities may sign certificates with it",
  check(context) {
    const found = findings("basicConstraints", "RFC 5280 §4.2.1.9, §6.1.4 (k)", context);
    return context.path.slice(1).map((issuer) => {
      const constraints = extension(issuer, "basicConstraints");
      if (constraints === undefined) {
        return found(
          false,
          `${called(issuer)} issued a certificate, but has no basicConstraints to allow it`,
          { of: issuer },
        );
      }
      const place = { of: issuer, extension: "basicConstraints" } as const;
      return constraints.value.cA
        ? found(true, `${called(issuer)} is marked as an authority`, place)
        : found(
          false,
          `${called(issuer)} issued a certificate, but is not marked as an authority`,
          place,
        );
    });
  },
};

/** No more authorities stand below another than it allows; self-issued ones do not count. */
export const pathLength: Rule = {
  id: "pathLength",
  lesson:
    "An authority can lend its power for a number of steps, so that who got a little does not hand on more",
  check(context) {
    const found = findings("pathLength", "RFC 5280 §4.2.1.9, §6.1.4 (l)", context);
    let below = 0;
    return context.path.slice(1).flatMap((issuer) => {
      const allowed = extension(issuer, "basicConstraints")?.value.pathLenConstraint;
      const seen = below;
      if (!isSelfIssued(issuer)) below++;
      if (allowed === undefined) return [];
      return found(
        seen <= allowed,
        `${called(issuer)} allows ${allowed} more authorities below it, and there are ${seen}`,
        { of: issuer, extension: "basicConstraints" },
      );
    });
  },
};
