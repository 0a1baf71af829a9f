import { type Bytes, type Codec, encode } from "../../bytes/mod.ts";
import { type DerCodec, type Element, element, Identifier } from "../der/element.ts";
import type { Oid } from "../der/oid.ts";
import { boolean, octetString } from "../der/primitives.ts";
import { readMember, withDefault } from "../der/structure.ts";
import {
  EXTENSION_VALUES,
  type ExtensionName,
  type ExtensionValues,
  LaxKeyUsage,
} from "./extension_values.ts";
import { objectIdentifier, oidName, OIDS } from "./oids.ts";

/** What every extension has; `der` is the contents of `extnValue` (RFC 5280 §4.1.2.9). */
interface ExtensionOctets {
  readonly oid: Oid;
  readonly critical: boolean;
  readonly der: Bytes;
}

/** An extension the lab has a codec for. */
export type KnownExtension<K extends ExtensionName = ExtensionName> = {
  [N in K]: ExtensionOctets & { readonly name: N; readonly value: ExtensionValues[N] };
}[K];

/** An extension, with its value if the lab knows the kind. */
export type Extension =
  | KnownExtension
  | ExtensionOctets & { readonly name: undefined; readonly value: undefined };

/** `extnValue` of a known kind: an OCTET STRING with the DER of the value inside. */
function wrapped(name: string, value: Codec<unknown>): Element<unknown> {
  return element("OCTET STRING", octetString.identifier, {
    read: (reader) => reader.field(name, value),
    write: (writer, one) => value.write(writer, one),
    ...(value.show && { show: (one: unknown) => value.show!(one) }),
  });
}

type Known = { readonly name: ExtensionName; readonly value: Element<unknown> };

const KNOWN = new Map<Oid, Known>(
  Object.entries(EXTENSION_VALUES).map(([name, value]) => [
    OIDS[name as ExtensionName],
    { name: name as ExtensionName, value: wrapped(name, value as Codec<unknown>) },
  ]),
);

const Critical = withDefault(boolean, false);

/** `Extension` (RFC 5280 §4.1). A known kind whose value does not decode is malformed. */
export const Extension: DerCodec<Extension> = extensionOf(KNOWN);

/** The same for certificates that are trusted already: keyUsage may have zero bits at its end. */
export const TrustedExtension: DerCodec<Extension> = extensionOf(
  new Map<Oid, Known>([
    ...KNOWN,
    [OIDS.keyUsage, { name: "keyUsage", value: wrapped("keyUsage", LaxKeyUsage) }],
  ]),
);

function extensionOf(kinds: ReadonlyMap<Oid, Known>): DerCodec<Extension> {
  return element<Extension>("Extension", Identifier.SEQUENCE, {
    read(reader) {
      const oid = reader.field("extnID", objectIdentifier);
      const critical = readMember(reader, "critical", Critical);
      const known = kinds.get(oid);
      const at = reader.position;
      const value = reader.field("extnValue", known?.value ?? octetString);
      const end = reader.position;
      const der = contentsOf(reader.bytes.subarray(at, end));
      return { oid, critical, der, name: known?.name, value: known && value } as Extension;
    },
    write(writer, { oid, critical, der }) {
      objectIdentifier.write(writer, oid);
      if (critical) boolean.write(writer, true);
      octetString.write(writer, der);
    },
    show: ({ oid, critical }) => `${oidName(oid) ?? oid}${critical ? ", critical" : ""}`,
  });
}

/** What stands behind tag and length of an element that was read before. */
function contentsOf(whole: Bytes): Bytes {
  const first = whole[1]!;
  return whole.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f));
}

/** Makes an extension of a known kind, for authoring. */
export function makeExtension<K extends ExtensionName>(
  name: K,
  value: ExtensionValues[K],
  critical = false,
): Extension {
  const der = encode(EXTENSION_VALUES[name] as Codec<unknown>, value);
  return { oid: OIDS[name], critical, der, name, value } as Extension;
}

/** Makes an extension of any kind from the octets of its value. */
export function rawExtension(oid: Oid, der: Bytes, critical = false): Extension {
  return { oid, critical, der, name: undefined, value: undefined };
}
