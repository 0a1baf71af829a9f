/** What to say about each field: looked up by the paths that `inspect` gives. */
import { EXTENSION_NOTES } from "./notes/extensions.ts";
import { HELLO_NOTES } from "./notes/hello.ts";
import { MESSAGE_NOTES } from "./notes/messages.ts";
import type { Note, Notes } from "./notes/note.ts";
import { OTHER_EXTENSION_NOTES } from "./notes/other_extensions.ts";
import { RECORD_NOTES } from "./notes/record.ts";

export type { Note };

/** All notes by path. A path may begin anywhere: `extensions.key_share` is meant in every message. */
export const NOTES: Notes = {
  ...RECORD_NOTES,
  ...HELLO_NOTES,
  ...MESSAGE_NOTES,
  ...EXTENSION_NOTES,
  ...OTHER_EXTENSION_NOTES,
};

/**
 * The note for a field, or `undefined` where there is nothing to say.
 *
 * @param path names from the tree of `inspect`, joined with dots: `ClientHello.cipherSuites[3]`,
 *   `Handshake.ClientHello.extensions.key_share.extensionData[0].group`; what stands before a
 *   known path does not matter, nor do list indexes
 */
export function noteFor(path: string): Note | undefined {
  const steps = path.replace(/\[\d+\]/g, "").split(".");
  for (let start = 0; start < steps.length; start++) {
    const key = steps.slice(start).join(".");
    if (Object.hasOwn(NOTES, key)) return NOTES[key];
  }
  return undefined;
}
