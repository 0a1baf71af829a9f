import { encode, equalBytes, hex } from "../../bytes/mod.ts";
import { type Seconds, showTime } from "../der/calendar.ts";
import { integerFromOctets } from "../der/primitives.ts";
import { isWeak } from "../path/rules/algorithm.ts";
import { allowsUse } from "../path/rules/key_usage.ts";
import { sameAlgorithm } from "../x509/algorithm.ts";
import { type Certificate, extension } from "../x509/certificate.ts";
import type { KnownExtension } from "../x509/extension.ts";
import type { CrlReason, ExtensionName, ExtensionValues } from "../x509/extension_values.ts";
import { GeneralName } from "../x509/general_name.ts";
import { oidName, OIDS } from "../x509/oids.ts";
import type { CertificateList } from "../x509/revocation_list.ts";

/** What a list of its issuer says about a certificate. */
export type ListSays =
  | { readonly status: "good" }
  | {
    readonly status: "revoked";
    readonly since: Seconds;
    readonly reason: CrlReason | undefined;
  }
  /** Nothing: it is a list about other certificates or other reasons. */
  | { readonly status: "out of scope"; readonly why: string }
  /** Nothing, and it should not be there like this: `was to be replaced by …`. */
  | { readonly status: "unreliable"; readonly why: string };

/**
 * Looks a certificate up in a list that is in its issuer's name (RFC 5280 §6.3.3). Lists of several
 * issuers, and lists that hold only what changed, are refused; lists of a part of the certificates
 * or reasons speak about that part.
 *
 * @param signed whether the issuer's key has signed the list
 */
export function judgeList(
  list: CertificateList,
  certificate: Certificate,
  issuer: Certificate,
  now: Seconds,
  signed: boolean,
): ListSays {
  const why = signed ? unreliable(list, issuer, now) : "was not signed by the issuer's key";
  if (why !== undefined) return { status: "unreliable", why };
  const scope = valueIn(list, "issuingDistributionPoint");
  const elsewhere = scope && outOfScope(scope, certificate);
  if (elsewhere !== undefined) return { status: "out of scope", why: elsewhere };
  const entry = list.tbsCertList.revokedCertificates?.find(({ userCertificate }) =>
    equalBytes(userCertificate, certificate.serialNumber)
  );
  if (entry !== undefined) {
    const reason = entry.crlEntryExtensions?.find(({ name }) => name === "cRLReasons");
    return {
      status: "revoked",
      since: entry.revocationDate,
      reason: (reason as KnownExtension<"cRLReasons"> | undefined)?.value,
    };
  }
  return scope?.onlySomeReasons === undefined
    ? { status: "good" }
    : { status: "out of scope", why: "is about some reasons only" };
}

/** Extensions that may be critical here: they are understood. */
const UNDERSTOOD: readonly string[] = [OIDS.issuingDistributionPoint, OIDS.deltaCRLIndicator];

/** Why nothing can be concluded from a list, although it is the issuer's own. */
function unreliable(
  list: CertificateList,
  issuer: Certificate,
  now: Seconds,
): string | undefined {
  const { tbsCertList: tbs, signatureAlgorithm } = list;
  if (!allowsUse(issuer, "cRLSign")) return "is signed by a key that must not sign lists";
  if (!sameAlgorithm(tbs.signature, signatureAlgorithm)) return "names two algorithms";
  if (isWeak(signatureAlgorithm)) return "is signed using SHA-1, of which collisions can be bought";
  if (now < tbs.thisUpdate) return `is of ${showTime(tbs.thisUpdate)}, which is still to come`;
  if (tbs.nextUpdate === undefined) return "does not say when the next one comes";
  if (now > tbs.nextUpdate) return `was to be replaced by ${showTime(tbs.nextUpdate)}`;
  if (tbs.version !== 1) return "is not of version 2";
  const extensions = tbs.crlExtensions ?? [];
  const entries = tbs.revokedCertificates?.flatMap((one) => one.crlEntryExtensions ?? []) ?? [];
  const strange = extensions.find(({ critical, oid }) => critical && !UNDERSTOOD.includes(oid)) ??
    entries.find(({ critical }) => critical);
  if (strange !== undefined) {
    return `has the critical extension ${
      oidName(strange.oid) ?? strange.oid
    }, where none is understood`;
  }
  const base = valueIn(list, "deltaCRLIndicator");
  if (base !== undefined) {
    return `holds only what has changed since list ${
      integerFromOctets(base)
    }, which is not at hand`;
  }
  if (valueIn(list, "issuingDistributionPoint")?.indirectCRL) return "is for several issuers";
  for (const name of ["cRLNumber", "authorityKeyIdentifier"] as const) {
    if (!extensions.some(({ oid }) => oid === OIDS[name])) return `has no ${name}`;
  }
  return undefined;
}

/** Why a list does not speak about a certificate (RFC 5280 §6.3.3 (b)). */
function outOfScope(
  scope: ExtensionValues["issuingDistributionPoint"],
  certificate: Certificate,
): string | undefined {
  const isAuthority = extension(certificate, "basicConstraints")?.value.cA ?? false;
  if (scope.onlyContainsAttributeCerts) return "is about attribute certificates";
  if (scope.onlyContainsUserCerts && isAuthority) return "is not about authorities";
  if (scope.onlyContainsCACerts && !isAuthority) return "is about authorities only";
  if (scope.distributionPoint === undefined) return undefined;
  const own = namesOf(scope.distributionPoint);
  const points = extension(certificate, "cRLDistributionPoints")?.value ?? [];
  const wanted = points.flatMap(({ distributionPoint }) =>
    distributionPoint === undefined ? [] : namesOf(distributionPoint)
  );
  return own.some((name) => wanted.includes(name))
    ? undefined
    : "is from an address that the certificate does not name";
}

type PointName = NonNullable<ExtensionValues["issuingDistributionPoint"]["distributionPoint"]>;

/** The names of a distribution point as their octets, which must be the same (RFC 5280 §5.2.5). */
function namesOf(point: PointName): readonly string[] {
  // What is relative to a name in a directory is not resolved here, and so is never the same.
  return point.type === "fullName" ? point.value.map((name) => hex(encode(GeneralName, name))) : [];
}

function valueIn<K extends ExtensionName>(
  { tbsCertList }: CertificateList,
  name: K,
): ExtensionValues[K] | undefined {
  const found = tbsCertList.crlExtensions?.find((one) => one.name === name);
  return (found as KnownExtension<K> | undefined)?.value;
}
