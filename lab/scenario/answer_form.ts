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

/** `42`, `042`, `42 bytes`, `1,024`, `0x2a`, `three`. */
export const NUMBER: AnswerForm = {
  name: "number",
  wants: "a number, such as 42",
  read(given) {
    const text = given.trim().toLowerCase()
      .replace(/^(?:record|number|no\.|act)\s*/, "")
      .replace(/\s*(?:bytes?|octets?|checks?|times?|ms)?\s*\.?$/, "");
    const spelt = SPELT_OUT.indexOf(text);
    if (spelt >= 0) return String(spelt);
    if (/^0x[0-9a-f]{1,8}$/.test(text)) return String(parseInt(text, 16));
    if (/^\d{1,3}(?:[,' ]\d{3})+$/.test(text)) return String(Number(text.replace(/[,' ]/g, "")));
    return /^\d{1,9}$/.test(text) ? String(Number(text)) : undefined;
  },
};

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
    const words = given.normalize("NFKC").toLowerCase()
      .replace(/["'`“”‘’]/g, " ").trim()
      .replace(/^(?:(?:the|an?|alert|message|rule|check|cn|dns)(?:[\s:=]+|$))+/, "")
      .replace(/[\s_-]+/g, "")
      .replace(/[.!?,;]+$/, "");
    return words === "" ? undefined : words;
  },
};

/** Whether what was given means the answer, however it is spelt. */
export function accepts(form: AnswerForm, given: string, answer: string): boolean {
  if (given.length > MAX_ANSWER_LENGTH) return false;
  const read = form.read(given);
  return read !== undefined && read === form.read(answer);
}
