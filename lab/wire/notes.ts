/** What to say about each field: looked up by the paths that `inspect` gives. */
import { EXTENSION_NOTES } from "./notes/extensions.ts";
import { HELLO_NOTES } from "./notes/hello.ts";
import { MESSAGE_NOTES } from "./notes/messages.ts";
import type { Note, Notes } from "./notes/note.ts";
import { OTHER_EXTENSION_NOTES } from "./notes/other_extensions.ts";
import { KEY_EXCHANGE_NOTES } from "./notes/key_exchange.ts";
import { LEGACY_NOTES } from "./notes/legacy.ts";
import { RECORD_NOTES } from "./notes/record.ts";
import { NOTES_12 } from "./notes/tls12.ts";

export type { Note };

/** All notes by path. A path may begin anywhere: `extensions.key_share` is meant in every message. */
export const NOTES: Notes = {
  ...RECORD_NOTES,
  ...HELLO_NOTES,
  ...MESSAGE_NOTES,
  ...EXTENSION_NOTES,
  ...OTHER_EXTENSION_NOTES,
  ...KEY_EXCHANGE_NOTES,
  ...LEGACY_NOTES,
};

/** Notes that take the place of those above, or add to them, in a connection up to TLS 1.2. */
export const OLDER_NOTES: Notes = NOTES_12;

/**
 * The note for a field, or `undefined` where there is nothing to say.
 *
 * @param path names from the tree of `inspect`, joined with dots: `ClientHello.cipherSuites[3]`,
 *   `Handshake.ClientHello.extensions.key_share.extensionData[0].group`; what stands before a
 *   known path does not matter, nor do list indexes
 * @param version `ProtocolVersion` value: the same message may mean something else in TLS 1.2
 */
export function noteFor(path: string, version: number = 0x0304): Note | undefined {
  const tables = version < 0x0304 ? [OLDER_NOTES, NOTES] : [NOTES, OLDER_NOTES];
  const steps = path.replace(/\[\d+\]/g, "").split(".");
  for (let start = 0; start < steps.length; start++) {
    const key = steps.slice(start).join(".");
    const table = tables.find((notes) => Object.hasOwn(notes, key));
    if (table !== undefined) return table[key];
  }
  return undefined;
}
