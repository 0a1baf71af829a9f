import { showTime } from "../../der/calendar.ts";
import { judgeList } from "../../revocation/judge_list.ts";
import { sameName } from "../../x509/name.ts";
import { called, type Check, findings, type Rule } from "../rule.ts";

/**
 * No certificate of the path is on a list of its issuer, among the lists that the caller has. A
 * list of the issuer that cannot be relied on counts against the certificate: who could spoil a
 * list could otherwise undo a revocation. Indirect and delta lists are refused as such; a list
 * about other certificates or reasons neither accuses nor clears.
 */
export const revocationLists: Rule = {
  id: "revocationLists",
  lesson:
    "A stolen key stays certified until its certificate ends, unless its issuer takes it back",
  check(context) {
    const { path, revocationLists: lists, now, verifiesList } = context;
    if (lists === undefined) return [];
    const found = findings("revocationLists", "RFC 5280 §5, §6.3", context);
    return path.slice(0, -1).flatMap((certificate, i): Check[] => {
      const issuer = path[i + 1]!;
      const own = lists.filter(({ tbsCertList }) => sameName(tbsCertList.issuer, issuer.subject));
      return own.map((list) => {
        const place = { of: certificate, field: "tbsCertificate.serialNumber" };
        const says = judgeList(list, certificate, issuer, now, verifiesList(list, issuer));
        switch (says.status) {
          case "unreliable":
            return found(false, `The revocation list of ${called(issuer)} ${says.why}`, place);
          case "out of scope":
            return found(true, `A revocation list of ${called(issuer)} ${says.why}`, place);
          case "revoked":
            return found(
              false,
              `${called(certificate)} was revoked on ${showTime(says.since)}`,
              place,
            );
          case "good":
            return found(
              true,
              `${called(certificate)} is not on the list of ${called(issuer)}`,
              place,
            );
        }
      });
    });
  },
};
