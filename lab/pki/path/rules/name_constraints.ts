import { type Certificate, extension, isSelfIssued } from "../../x509/certificate.ts";
import { type GeneralName, showGeneralName } from "../../x509/general_name.ts";
import { OIDS } from "../../x509/oids.ts";
import { isWithin } from "../subtree.ts";
import { called, type Check, findings, type Rule } from "../rule.ts";

/** Comparisons of a name with a subtree before giving up: names times subtrees is a peer's choice. */
export const MAX_COMPARISONS = 250_000;

/** Names stay inside the subtrees that the authorities above permit, and outside excluded ones. */
export const nameConstraints: Rule = {
  id: "nameConstraints",
  lesson:
    "An authority for one company can be kept to the names of that company, whatever it signs",
  check(context) {
    const found = findings("nameConstraints", "RFC 5280 §4.2.1.10, §6.1.3 (b), (c)", context);
    const { path, work = { comparisons: MAX_COMPARISONS } } = context;
    return path.flatMap((issuer, i): Check[] => {
      const constraints = extension(issuer, "nameConstraints")?.value;
      if (i === 0 || constraints === undefined) return [];
      const permitted = constraints.permittedSubtrees?.map(({ base }) => base) ?? [];
      const excluded = constraints.excludedSubtrees?.map(({ base }) => base) ?? [];
      const place = { of: issuer, extension: "nameConstraints" } as const;
      const subtrees = [
        ...(constraints.permittedSubtrees ?? []),
        ...(constraints.excludedSubtrees ?? []),
      ];
      if (subtrees.some(({ minimum, maximum }) => minimum !== 0 || maximum !== undefined)) {
        return [
          found(false, `${called(issuer)} limits how deep names may be, which nobody does`, place),
        ];
      }
      const below = path.slice(0, i).filter((one, j) => j === 0 || !isSelfIssued(one));
      const names = below.flatMap((one) => namesOf(one).map((name) => ({ name, of: one })));
      work.comparisons -= names.length * (permitted.length + excluded.length);
      if (work.comparisons < 0) {
        return [
          found(false, `${called(issuer)} constrains more names than can be compared`, place),
        ];
      }
      const faults = names.flatMap(({ name, of }) => {
        const why = violation(name, permitted, excluded);
        return why === undefined
          ? []
          : found(false, `${showGeneralName(name)} in ${called(of)} is ${why} ${called(issuer)}`, {
            of,
            ...(isAlternative(name, of)
              ? { extension: "subjectAltName" }
              : { field: "tbsCertificate.subject" }),
          });
      });
      return faults.length > 0
        ? faults
        : [found(true, `Every name below ${called(issuer)} is one it permits`, place)];
    });
  },
};

/** Every name a certificate claims: the alternatives, and the subject unless it is empty. */
function namesOf(certificate: Certificate): readonly GeneralName[] {
  const alternatives = extension(certificate, "subjectAltName")?.value ?? [];
  if (certificate.subject.rdns.length === 0) return alternatives;
  // Old certificates have their mailbox in the subject, where it counts if no other is given.
  const mailboxes = alternatives.some(({ type }) => type === "rfc822Name")
    ? []
    : mailboxesOf(certificate);
  return [...alternatives, ...mailboxes, { type: "directoryName", value: certificate.subject }];
}

function isAlternative(name: GeneralName, of: Certificate): boolean {
  return extension(of, "subjectAltName")?.value.includes(name) ?? false;
}

function mailboxesOf({ subject }: Certificate): readonly GeneralName[] {
  return subject.rdns.flat().flatMap(({ type, value: { value } }): GeneralName[] =>
    type === OIDS.emailAddress && typeof value === "string" ? [{ type: "rfc822Name", value }] : []
  );
}

/** Why a name is not allowed; constraints speak only about names of their own type. */
function violation(
  name: GeneralName,
  permitted: readonly GeneralName[],
  excluded: readonly GeneralName[],
): string | undefined {
  const ofType = (base: GeneralName) => base.type === name.type;
  if (excluded.filter(ofType).some((base) => isWithin(name, base, "may be"))) return "excluded by";
  const allowed = permitted.filter(ofType);
  const ok = allowed.length === 0 || allowed.some((base) => isWithin(name, base, "must be"));
  return ok ? undefined : "not permitted by";
}
