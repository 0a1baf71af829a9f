/** The words of the trade, each in a sentence or two. */
import { APPLICATION_TERMS } from "./applications.ts";
import { CERTIFICATE_TERMS } from "./certificates.ts";
import { HANDSHAKE_TERMS } from "./handshake.ts";
import { KEY_TERMS } from "./keys.ts";
import { NETWORK_TERMS } from "./network.ts";
import { RECORD_TERMS } from "./records.ts";
import { TLS12_TERMS } from "./tls12.ts";
import { TRANSPARENCY_TERMS } from "./transparency.ts";
import type { Term } from "./term.ts";

export type { Term };

/** Every term, in alphabetical order, digits first; capitals make no difference. */
export const GLOSSARY: readonly Term[] = [
  ...HANDSHAKE_TERMS,
  ...KEY_TERMS,
  ...RECORD_TERMS,
  ...CERTIFICATE_TERMS,
  ...TRANSPARENCY_TERMS,
  ...NETWORK_TERMS,
  ...TLS12_TERMS,
  ...APPLICATION_TERMS,
].toSorted((a, b) => a.term.toLowerCase() < b.term.toLowerCase() ? -1 : 1);

const BY_NAME = new Map<string, Term>();
const BY_ANY_NAME = new Map<string, Term>();
for (const term of GLOSSARY) {
  for (const name of [term.term, ...term.also]) {
    BY_NAME.set(name, term);
    BY_ANY_NAME.set(name.toLowerCase(), term);
  }
}

/**
 * The entry for a term or one of its other names. Capitals make a difference only where both
 * spellings are there: a pin is not a PIN.
 */
export function termOf(name: string): Term | undefined {
  return BY_NAME.get(name) ?? BY_ANY_NAME.get(name.toLowerCase());
}

/** What addresses call an entry: `0-rtt`, `key-share`. */
export function anchorOf({ term }: Term): string {
  return term.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
