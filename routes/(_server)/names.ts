/**
 * Texts from outside as pages show them: names from certificates, words from an address. The rule
 * for what is harmless is the terminal's; only the cutting is of pages.
 */
import { visible } from "../../lab/views/mod.ts";

export { visible };

/** Longest name shown in full, in characters. */
export const LONGEST_NAME = 60;

/**
 * Cuts a text in the middle, where a long name says least: `www.bank.exam…ple.evil.example`. The
 * end of a name decides whose it is, so the end is never cut off.
 *
 * @param max how many characters may be left, the ellipsis included; at least 3
 */
export function middleCut(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = [...text];
  if (characters.length <= max) return text;
  const kept = Math.max(3, max) - 1;
  const head = Math.ceil(kept / 2);
  const end = characters.length - (kept - head);
  return `${characters.slice(0, head).join("")}…${characters.slice(end).join("")}`;
}

/** Longest sentence shown in full, in characters: longer ones have a name in them that is too long. */
const LONGEST_SENTENCE = 400;

/** A name from outside, short and harmless. */
export function named(name: string): string {
  return brief(name, LONGEST_NAME);
}

/** A sentence with names from outside in it, harmless, and not much longer than sentences are. */
export function told(sentence: string): string {
  return brief(sentence, LONGEST_SENTENCE);
}

/**
 * A text from outside, harmless and cut. Of a long one only the ends are looked at, so that it takes
 * no longer than a short one.
 */
export function brief(text: string, max: number): string {
  const ends = text.length <= 2 * max ? text : `${text.slice(0, max)}…${text.slice(-max)}`;
  return middleCut(visible(ends), max);
}

/** A name ready for a page. */
export interface ShownName {
  /** Harmless, and no longer than asked for. */
  readonly text: string;
  /** The whole name, just as harmless, where `text` is only a part of it. */
  readonly full?: string;
}

/** Makes a name harmless, and cuts it if it is long; the whole stays there for who asks for it. */
export function shownName(name: string, max = LONGEST_NAME): ShownName {
  const full = visible(name);
  const text = middleCut(full, max);
  return text === full ? { text } : { text, full };
}
