import { type Bytes, shortHex } from "../../bytes/mod.ts";
import { contextIdentifier, type DerCodec, element, explicit, implicit } from "../der/element.ts";
import { octetString } from "../der/primitives.ts";
import { ia5String, printable } from "../der/strings.ts";
import { type Alternatives, any, choice, sequenceOf } from "../der/structure.ts";
import { showAddress } from "./ip_address.ts";
import { Name, showName } from "./name.ts";
import { objectIdentifier } from "./oids.ts";

/** The rare alternatives, kept as their octets. */
function opaque(number: number): DerCodec<Bytes> {
  const identifier = contextIdentifier(number, true);
  return { ...any, accepts: (seen) => seen === identifier };
}

/** Four octets for IPv4, sixteen for IPv6; eight and thirty-two in name constraints. */
const ipAddress = element<Bytes>("iPAddress", octetString.identifier, {
  read: (reader) => reader.rest(),
  write: (writer, value) => void writer.bytes(value),
  show: showAddress,
});

const ALTERNATIVES = {
  otherName: opaque(0),
  rfc822Name: implicit(1, ia5String),
  dNSName: implicit(2, ia5String),
  x400Address: opaque(3),
  directoryName: explicit(4, Name),
  ediPartyName: opaque(5),
  uniformResourceIdentifier: implicit(6, ia5String),
  iPAddress: implicit(7, ipAddress),
  registeredID: implicit(8, objectIdentifier),
};

/** `GeneralName` (RFC 5280 §4.2.1.6). Texts are raw: they may hold NUL and control characters. */
export const GeneralName: DerCodec<Alternatives<typeof ALTERNATIVES>> = choice(
  "GeneralName",
  ALTERNATIVES,
  showGeneralName,
);
export type GeneralName = Alternatives<typeof ALTERNATIVES>;

/** `GeneralNames`: at least one. */
export const GeneralNames = sequenceOf("GeneralNames", GeneralName);

/** `DNS:bank.example`, `IP:192.0.2.1`, fit for any display. */
export function showGeneralName(name: GeneralName): string {
  switch (name.type) {
    case "dNSName":
      return `DNS:${printable(name.value)}`;
    case "rfc822Name":
      return `email:${printable(name.value)}`;
    case "uniformResourceIdentifier":
      return `URI:${printable(name.value)}`;
    case "iPAddress":
      return `IP:${showAddress(name.value)}`;
    case "directoryName":
      return `DN:${showName(name.value)}`;
    case "registeredID":
      return `OID:${name.value}`;
    default:
      return `${name.type}:${shortHex(name.value)}`;
  }
}
