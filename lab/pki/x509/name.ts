import { type Bytes, decodeTrusted, encode, equalBytes, hex, type Infer } from "../../bytes/mod.ts";
import type { DerCodec } from "../der/element.ts";
import type { Oid } from "../der/oid.ts";
import * as strings from "../der/strings.ts";
import { any, choice, sequence, sequenceOf, setOf, withDer } from "../der/structure.ts";
import { objectIdentifier, type OidName, oidName, OIDS } from "./oids.ts";

/** `DirectoryString` and the other strings found in names (RFC 5280 §4.1.2.4, Appendix A). */
export const AttributeValue = choice("AttributeValue", {
  utf8String: strings.utf8String,
  printableString: strings.printableString,
  ia5String: strings.ia5String,
  teletexString: strings.teletexString,
  bmpString: strings.bmpString,
  universalString: strings.universalString,
  numericString: strings.numericString,
  visibleString: strings.visibleString,
  other: any,
}, ({ value }) => typeof value === "string" ? strings.printable(value) : undefined);
export type AttributeValue = Infer<typeof AttributeValue>;

export const AttributeTypeAndValue = sequence("AttributeTypeAndValue", {
  type: objectIdentifier,
  value: AttributeValue,
}, ({ type, value }) => `${oidName(type) ?? type} = ${text(value)}`);
/** One part of a name, such as the organisation. The text is raw: see `printable`. */
export type AttributeTypeAndValue = Infer<typeof AttributeTypeAndValue>;

const RelativeDistinguishedName = setOf("RelativeDistinguishedName", AttributeTypeAndValue);

interface NameParts {
  readonly rdns: readonly (readonly AttributeTypeAndValue[])[];
}

const RdnSequence = sequenceOf("Name", RelativeDistinguishedName, 0);

/** `Name` (RFC 5280 §4.1.2.4): from the root of the directory down, with its own octets. */
export const Name: DerCodec<NameParts & { readonly der: Bytes }> = withDer<NameParts>({
  name: "Name",
  accepts: (identifier) => RdnSequence.accepts(identifier),
  read: (reader) => ({ rdns: RdnSequence.read(reader) }),
  write: (writer, { rdns }) => RdnSequence.write(writer, rdns),
  show: (value) => showName(value) || "(empty)",
});
export type Name = Infer<typeof Name>;

/** A part of a name for `distinguishedName`: `["organizationName", "Lab"]`. */
export type NamePart = readonly [type: OidName, text: string];

/**
 * Builds a name, the widest part first: country, organisation, common name. Text is UTF8String,
 * the country PrintableString, domain components IA5String, as RFC 5280 wants them.
 */
export function distinguishedName(...parts: readonly NamePart[]): Name {
  const rdns = parts.map(([type, value]): AttributeTypeAndValue[] => [{
    type: OIDS[type],
    value: {
      type: type === "countryName" || type === "serialNumber"
        ? "printableString"
        : type === "domainComponent" || type === "emailAddress"
        ? "ia5String"
        : "utf8String",
      value,
    },
  }]);
  return decodeTrusted(Name, encode(RdnSequence, rdns));
}

/**
 * Whether two names are the same, octet for octet. RFC 5280 §7.1 would also fold case and spaces;
 * web clients compare the octets, since every issuer copies its own name unchanged.
 */
export function sameName(a: Name, b: Name): boolean {
  return equalBytes(a.der, b.der);
}

function text(value: AttributeValue): string {
  return typeof value.value === "string" ? value.value : `#${hex(value.value)}`;
}

/** The raw text of the last attribute of a type, or `undefined`. May be hostile. */
export function attribute(name: Name, type: OidName): string | undefined {
  for (const part of name.rdns.toReversed()) {
    const found = part.findLast((one) => one.type === OIDS[type]);
    if (found !== undefined) return text(found.value);
  }
  return undefined;
}

const SHORT: Readonly<Record<Oid, string>> = {
  [OIDS.commonName]: "CN",
  [OIDS.localityName]: "L",
  [OIDS.stateOrProvinceName]: "ST",
  [OIDS.organizationName]: "O",
  [OIDS.organizationalUnitName]: "OU",
  [OIDS.countryName]: "C",
  [OIDS.streetAddress]: "STREET",
  [OIDS.domainComponent]: "DC",
  [OIDS.userId]: "UID",
};

/** RFC 4514: `CN=bank.example,O=Lab`, the narrowest part first, fit for any display. */
export function showName(name: NameParts): string {
  return name.rdns
    .map((parts) => parts.map(showPart).join("+"))
    .reverse()
    .join(",");
}

function showPart({ type, value }: AttributeTypeAndValue): string {
  const key = SHORT[type] ?? oidName(type) ?? type;
  return `${key}=${typeof value.value === "string" ? escaped(value.value) : text(value)}`;
}

/**
 * Escapes of RFC 4514 §2.4 for what means something there. Whatever a terminal might obey is escaped
 * as everywhere else, so that one name looks the same alone and among the others.
 */
function escaped(raw: string): string {
  return strings.printable(
    raw.replace(/[\\"+,;<>]/g, "\\$&").replace(/^[ #]| $/g, "\\$&"),
  );
}

/** What to call somebody in a sentence: the common name, else the whole name. Fit for displays. */
export function shortName(name: Name): string {
  const common = attribute(name, "commonName");
  if (common !== undefined && common !== "") return strings.printable(common);
  return showName(name) || "(no name)";
}
