/** Every extension the lab knows, and the extension lists of each message. */
import type { Codec } from "../../bytes/mod.ts";
import * as application from "./application.ts";
import {
  type Extension,
  extensionCodec,
  type ExtensionDefinition,
  makeExtension,
  type Place,
  readExtension,
} from "./definition.ts";
import * as negotiation from "./negotiation.ts";
import * as older from "./older.ts";
import * as transparency from "./transparency.ts";

export * from "./application.ts";
export * from "./negotiation.ts";
export * from "./older.ts";
export * from "./transparency.ts";
export { type Extension, type ExtensionDefinition, makeExtension, type Place, readExtension };

function isDefinition(value: unknown): value is ExtensionDefinition {
  return typeof value === "object" && value !== null && "in" in value && "type" in value;
}

const BY_TYPE: ReadonlyMap<number, ExtensionDefinition> = new Map(
  [negotiation, application, older, transparency]
    .flatMap((group) => Object.values(group))
    .filter(isDefinition)
    .map((definition) => [definition.type, definition]),
);

/** All definitions, in no particular order. */
export const EXTENSIONS: readonly ExtensionDefinition[] = [...BY_TYPE.values()];

/** The extension of a number, if the lab knows it. */
export function extensionOf(type: number): ExtensionDefinition | undefined {
  return BY_TYPE.get(type);
}

/** The items of an extension list in the given message. */
export function extensionsIn(place: Place): Codec<readonly Extension[]> {
  return extensionCodec(place, extensionOf);
}
