import { equalBytes } from "../../../bytes/mod.ts";
import { type Seconds, showTime } from "../../der/calendar.ts";
import { sameAlgorithm } from "../../x509/algorithm.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { sameName } from "../../x509/name.ts";
import { oidName, OIDS } from "../../x509/oids.ts";
import type { CertificateList } from "../../x509/revocation_list.ts";
import { called, type Check, findings, type Rule } from "../rule.ts";
import { allowsUse } from "./key_usage.ts";

/**
 * No certificate of the path is on a list of its issuer, among the lists that the caller has. A
 * list of the issuer that cannot be relied on counts against the certificate: who could spoil a
 * list could otherwise undo a revocation. Indirect, partial and delta lists are refused as such.
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
        const why = verifiesList(list, issuer)
          ? unreliable(list, issuer, now)
          : "was not signed by the issuer's key";
        if (why !== undefined) {
          return found(false, `The revocation list of ${called(issuer)} ${why}`, place);
        }
        const entry = list.tbsCertList.revokedCertificates?.find(({ userCertificate }) =>
          equalBytes(userCertificate, certificate.serialNumber)
        );
        return entry === undefined
          ? found(true, `${called(certificate)} is not on the list of ${called(issuer)}`, place)
          : found(
            false,
            `${called(certificate)} was revoked on ${showTime(entry.revocationDate)}`,
            place,
          );
      });
    });
  },
};

/** Why nothing can be concluded from a list, although it is the issuer's own. */
function unreliable(
  { tbsCertList: list, signatureAlgorithm }: CertificateList,
  issuer: Certificate,
  now: Seconds,
): string | undefined {
  if (!allowsUse(issuer, "cRLSign")) return "is signed by a key that must not sign lists";
  if (!sameAlgorithm(list.signature, signatureAlgorithm)) return "names two algorithms";
  if (now < list.thisUpdate) return `is of ${showTime(list.thisUpdate)}, which is still to come`;
  if (list.nextUpdate === undefined) return "does not say when the next one comes";
  if (now > list.nextUpdate) return `was to be replaced by ${showTime(list.nextUpdate)}`;
  if (list.version !== 1) return "is not of version 2";
  const extensions = list.crlExtensions ?? [];
  const entries = list.revokedCertificates?.flatMap((one) => one.crlEntryExtensions ?? []) ?? [];
  const strange = [...extensions, ...entries].find(({ critical }) => critical);
  if (strange !== undefined) {
    return `has the critical extension ${
      oidName(strange.oid) ?? strange.oid
    }, where none is understood`;
  }
  if (extensions.some(({ oid }) => oid === OIDS.deltaCRLIndicator)) return "is only a difference";
  for (const name of ["cRLNumber", "authorityKeyIdentifier"] as const) {
    if (!extensions.some(({ oid }) => oid === OIDS[name])) return `has no ${name}`;
  }
  return undefined;
}
