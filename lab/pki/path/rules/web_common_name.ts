import { type Certificate, extension } from "../../x509/certificate.ts";
import type { GeneralName } from "../../x509/general_name.ts";
import { canonicalAddress, looseAddress } from "../../x509/ip_address.ts";
import { OIDS } from "../../x509/oids.ts";
import { findings, quoted, type Rule } from "../rule.ts";

const SPEC = "CA/Browser Forum TLS BR §7.1.4.3";

/**
 * A common name that is an address or a domain name is spelt as it is in the subjectAltName. Names
 * that are in no spelling there are let pass: too many certificates have them, and no client of
 * today compares them. `webCommonNameListed` is what authorities have to keep to.
 */
export const webCommonName: Rule = {
  id: "webCommonName",
  lesson:
    "What people read in a certificate has to be what programs compare, or the two can be told different stories",
  check(context) {
    const leaf = context.path[0]!;
    const names = extension(leaf, "subjectAltName")?.value;
    if (context.purpose !== "serverAuth" || names === undefined) return [];
    const found = findings("webCommonName", SPEC, context);
    const place = { of: leaf, field: "tbsCertificate.subject" };
    return commonNames(leaf).map((common) => {
      const why = misspelling(common, names);
      return why === undefined
        ? found(true, `The common name ${quoted(common)} is no other spelling of a name`, place)
        : found(false, `The common name ${quoted(common)} ${why}`, place);
    });
  },
};

/** A common name, where there is one, is among the names of the subjectAltName, as it is there. */
export const webCommonNameListed: Rule = {
  ...webCommonName,
  check(context) {
    const leaf = context.path[0]!;
    const names = extension(leaf, "subjectAltName")?.value;
    if (context.purpose !== "serverAuth" || names === undefined) return [];
    const found = findings("webCommonName", SPEC, context);
    const place = { of: leaf, field: "tbsCertificate.subject" };
    const listed = names.flatMap((one) =>
      one.type === "dNSName"
        ? [one.value]
        : one.type === "iPAddress"
        ? [canonicalAddress(one.value)]
        : []
    );
    return commonNames(leaf).map((common) => {
      const why = misspelling(common, names) ?? "is none of the names in the subjectAltName";
      return listed.includes(common)
        ? found(true, `The common name ${quoted(common)} is in the subjectAltName`, place)
        : found(false, `The common name ${quoted(common)} ${why}`, place);
    });
  },
};

function commonNames({ subject }: Certificate): readonly string[] {
  return subject.rdns.flat()
    .filter(({ type }) => type === OIDS.commonName)
    .flatMap(({ value: { value } }) => typeof value === "string" ? [value] : []);
}

function misspelling(common: string, names: readonly GeneralName[]): string | undefined {
  const address = looseAddress(common);
  if (address !== undefined) {
    const right = canonicalAddress(address);
    return right === common ? undefined : `is another way to write the address ${right}`;
  }
  const hosts = names.flatMap((one) => one.type === "dNSName" ? [one.value] : []);
  if (hosts.includes(common)) return undefined;
  if (hosts.some((host) => host.toLowerCase() === common.toLowerCase())) {
    return "is in the subjectAltName, with other capitals";
  }
  return isUnicodeHost(common) ? "is a domain name in letters that DNS does not have" : undefined;
}

/** Whether a text is shaped like a domain name, but has letters beyond ASCII in it. */
function isUnicodeHost(text: string): boolean {
  return /[^\x21-\x7e]/u.test(text) &&
    /^(?:\*\.)?[\p{L}\p{M}\p{N}\p{So}_-]+(?:\.[\p{L}\p{M}\p{N}\p{So}_-]+)+$/u.test(text);
}
