import {
  type Bytes,
  type Codec,
  decode,
  type Decoded,
  encode,
  type Infer,
  Reader,
  rest,
} from "../../bytes/mod.ts";
import { type ExtensionName, ExtensionType } from "../registry/extension_types.ts";
import { isGrease } from "../registry/grease.ts";

/** The messages that carry extensions (the columns of the table in RFC 9846 §4.3 [8446 §4.2]). */
export type Place =
  | "client_hello"
  | "server_hello"
  | "hello_retry_request"
  | "encrypted_extensions"
  | "certificate"
  | "certificate_request"
  | "new_session_ticket";

/** An extension as it stands in a message; its data keep the peer's own spelling. */
export interface Extension {
  readonly type: number;
  readonly data: Bytes;
}

type Places = { readonly [P in Place]?: Codec<unknown> };

/** One extension: its number, and what its data look like in each message that may carry it. */
export interface ExtensionDefinition<P extends Places = Places> {
  readonly name: ExtensionName;
  readonly type: number;
  /** A place that is missing here must not carry the extension. */
  readonly in: P;
}

export function defineExtension<P extends Places>(
  name: ExtensionName,
  places: P,
): ExtensionDefinition<P> {
  return { name, type: ExtensionType[name], in: places };
}

/** Builds an extension for a message. */
export function makeExtension<P extends Places, K extends keyof P & Place>(
  definition: ExtensionDefinition<P>,
  place: K,
  value: P[K] extends Codec<unknown> ? Infer<P[K]> : never,
): Extension {
  return { type: definition.type, data: encode(definition.in[place] as Codec<unknown>, value) };
}

/**
 * Reads an extension of a message.
 *
 * @returns `undefined` when the message does not carry it
 */
export function readExtension<P extends Places, K extends keyof P & Place>(
  extensions: readonly Extension[],
  definition: ExtensionDefinition<P>,
  place: K,
): Decoded<P[K] extends Codec<unknown> ? Infer<P[K]> : never> | undefined {
  const found = extensions.find(({ type }) => type === definition.type);
  if (found === undefined) return undefined;
  return decode(definition.in[place] as Codec<never>, found.data);
}

/** An extension list's codec; `definitionOf` supplies the inner structure for annotated trees. */
export function extensionCodec(
  place: Place,
  definitionOf: (type: number) => ExtensionDefinition | undefined,
): Codec<readonly Extension[]> {
  const item: Codec<Extension> = {
    name: "Extension",
    read(reader) {
      const type = reader.field("extensionType", ExtensionType);
      const length = reader.field("length", LENGTH);
      reader.annotate("extensionData", definitionOf(type)?.in[place] ?? rest, length);
      return { type, data: reader.take(length) };
    },
    write(writer, { type, data }) {
      writer.u16(type).prefixed(2, () => void writer.bytes(data));
    },
  };
  return {
    name: "Extension",
    read(reader: Reader) {
      const items: Extension[] = [];
      while (reader.left > 0) items.push(reader.field(nameOfNext(reader), item));
      return items;
    },
    write(writer, items) {
      for (const extension of items) item.write(writer, extension);
    },
  };
}

const LENGTH: Codec<number> = {
  name: "length",
  read: (reader) => reader.u16(),
  write: (writer, value) => void writer.u16(value),
  show: (value) => String(value),
};

/** Trees name an extension by its registered name: `ClientHello.extensions.key_share`. */
function nameOfNext(reader: Reader): string {
  if (reader.sink === undefined || reader.left < 2) return "extension";
  const type = (reader.bytes[reader.position]! << 8) | reader.bytes[reader.position + 1]!;
  return ExtensionType.nameOf(type) ?? (isGrease(type) ? "GREASE" : `extension_${type}`);
}
