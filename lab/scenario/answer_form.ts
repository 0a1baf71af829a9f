import { AlertDescription } from "../wire/mod.ts";

/** What kind of answer a question wants, and which spellings of it are one and the same. */
export interface AnswerForm {
  readonly name: "number" | "event" | "bytes" | "hex number" | "words";
  /** Completes "This question wants …": `a number, such as 42`. */
  readonly wants: string;
  /** Gives the one spelling that all spellings share; `undefined` if it is nothing of the kind. */
  read(given: string): string | undefined;
}

/** What can be an answer; longer texts are not read at all. */
export const MAX_ANSWER_LENGTH = 200;

const SPELT_OUT = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

/** What may stand before a number and says nothing. */
const BEFORE =
  /^(?:record|number|no\.|act|day|january|february|march|april|may|june|july|august|september|october|november|december)\s*(?=.)/;
/** Digits or a word, and a word behind them: `12 bytes`, `7th of August`, `one place`. */
const NUMBER_AND_WORD =
  /^(?:(\d[\d,' ]*?)(?:st|nd|rd|th)?|([a-z]+))(?:(?<=\d)|\s+|$)\s*(?:(?:of\s+)?([a-z]+))?$/;

/** `42`, `042`, `42 bytes`, `1,024`, `0x2a`, `three`, `7 August`, `none`. */
export const NUMBER: AnswerForm = {
  name: "number",
  wants: "a number, such as 42",
  read(given) {
    const text = given.trim().toLowerCase().replace(/\s*\.$/, "").replace(BEFORE, "");
    if (/^(?:none|nothing|no|nobody|never)$/.test(text)) return "0";
    if (/^0x[0-9a-f]{1,8}$/.test(text)) return String(parseInt(text, 16));
    const [, digits, word, unit = ""] = NUMBER_AND_WORD.exec(text) ?? [];
    if (TIMES.some(([, spelt]) => spelt.test(unit))) return undefined;
    if (digits === undefined) {
      const spelt = SPELT_OUT.indexOf(word ?? "");
      return spelt < 0 ? undefined : String(spelt);
    }
    const plain = /^\d{1,3}(?:[,' ]\d{3})+$/.test(digits) ? digits.replace(/[,' ]/g, "") : digits;
    return /^\d{1,9}$/.test(plain) ? String(Number(plain)) : undefined;
  },
};

/** Units of time are no words to be dropped: as many seconds are not as many days. */
const TIMES: readonly (readonly [unit: string, spelt: RegExp])[] = [
  ["millisecond", /^(?:ms|msecs?|milliseconds?)$/],
  ["second", /^(?:s|secs?|seconds?)$/],
  ["minute", /^(?:min|mins|minutes?)$/],
  ["hour", /^(?:h|hrs?|hours?)$/],
  ["day", /^days?$/],
  ["week", /^weeks?$/],
  ["month", /^months?$/],
  ["year", /^(?:yrs?|years?)$/],
];

/**
 * An answer without the unit of time that the question has named itself: `15 s` after "For how many
 * seconds".
 */
export function withoutAskedUnit(given: string, ask: string): string {
  const [, number = given, unit = ""] = /^(.*?\S)\s*?([a-z]+)\s*\.?\s*$/i.exec(given) ?? [];
  const asked = TIMES.some(([name, spelt]) =>
    spelt.test(unit.toLowerCase()) && new RegExp(`\\b${name}`, "i").test(ask)
  );
  return asked ? number : given;
}

/** `#64`, `64`, `event 64`. */
export const EVENT: AnswerForm = {
  name: "event",
  wants: "the number of an event, such as #42",
  read(given) {
    const [, digits] = /^(?:event|packet|row)?\s*#?\s*(\d{1,9})\s*\.?$/i.exec(given.trim()) ?? [];
    return digits === undefined ? undefined : `#${Number(digits)}`;
  },
};

/** Octets one by one, so that each zero counts: `0a1b`, `0A 1B`, `0x0a, 0x1b`, `0a:1b`. */
export const BYTES: AnswerForm = {
  name: "bytes",
  wants: "bytes as hexadecimal digits, such as 0a 1b 2c 3d",
  read(given) {
    const digits = hexDigits(given);
    return digits === undefined || digits.length % 2 !== 0 ? undefined : digits;
  },
};

/** A long number in hexadecimal, where zeros in front say nothing: `0x0A1B`, `a:1b`. */
export const HEX_NUMBER: AnswerForm = {
  name: "hex number",
  wants: "a number in hexadecimal digits, such as 0a1b2c",
  read: (given) => hexDigits(given)?.replace(/^0+(?=.)/, ""),
};

/** Digits without what people put between and before them. */
function hexDigits(given: string): string | undefined {
  const digits = given.toLowerCase().replace(/(?:0x|\\x)/g, "").replace(/[\s:,_-]/g, "");
  return /^[0-9a-f]+$/.test(digits) ? digits : undefined;
}

/** A name or a few words: `unknown_ca`, `Unknown CA`, `the alert "unknown_ca".` */
export const WORDS: AnswerForm = {
  name: "words",
  wants: "a name or a few words",
  read(given) {
    const words = alertOf(given.normalize("NFKC").toLowerCase().replace(/["'`“”‘’]/g, " ").trim())
      // Where it is written, behind what is meant.
      .replace(/(?<=[a-z])[\s,(]+rfc\s*\d.*$/, "").replace(/,?\s*(?:§|\bsection\b|\bsec\.)\s*/g, "")
      .replace(/^(?:(?:the|an?|alert|message|rule|check|cn|dns)(?:[\s:=]+|$))+/, "")
      .replace(/[\s_-]+(?:alert|message|rule|check)[.!?,;]*$/, "")
      .replace(/[\s_-]+/g, "")
      .replace(/[.!?,;]+$/, "");
    return words === "" ? undefined : words;
  },
};

/** The name of an alert that was given by its number: `alert 45`. */
function alertOf(text: string): string {
  const [, number] = /^(?:alert\s*)?(?:number\s*)?(\d{1,3})$/.exec(text) ?? [];
  return number === undefined ? text : AlertDescription.nameOf(Number(number)) ?? text;
}

/** Whether what was given means the answer, however it is spelt. */
export function accepts(form: AnswerForm, given: string, answer: string): boolean {
  if (given.length > MAX_ANSWER_LENGTH) return false;
  const read = form.read(given);
  return read !== undefined && read === form.read(answer);
}
