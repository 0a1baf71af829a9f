import { visible } from "../views/mod.ts";

/** Markup that this file wrote. Whatever is not, is text, and is escaped. */
export class Markup {
  /** @internal Only `element` and `lines` make one. */
  constructor(readonly text: string) {}
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A text as it may stand in an element or between the quotes of an attribute. Controls and what
 * turns the reading direction become visible; what no XML document may hold (XML 1.0 §2.2) too.
 */
export function escaped(text: string): string {
  return visible(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

/** Values of attributes; what is `undefined` is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; strings among its contents are texts. */
export function element(
  name: string,
  attributes: Attributes,
  ...contents: readonly (Markup | string)[]
): Markup {
  const head = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join("");
  const inside = contents.map((one) => one instanceof Markup ? one.text : escaped(one)).join("");
  return new Markup(inside === "" ? `<${name}${head}/>` : `<${name}${head}>${inside}</${name}>`);
}

/** Elements below each other, for whoever reads the file. */
export function lines(parts: readonly Markup[]): Markup {
  return new Markup(parts.map(({ text }) => `\n${text}`).join("") + "\n");
}

/** Columns a character takes where all letters are equally wide. */
function columnsOf(character: string): number {
  const code = character.codePointAt(0)!;
  return code >= 0x1100 && (code <= 0x115f || code >= 0x2e80 && code <= 0xa4cf ||
      code >= 0xac00 && code <= 0xd7a3 || code >= 0xf900 && code <= 0xfaff ||
      code >= 0xfe30 && code <= 0xfe6f || code >= 0xff00 && code <= 0xff60 || code >= 0x1f300)
    ? 2
    : 1;
}

/** A text of at most so many columns; what is cut off is marked with an ellipsis. */
export function cut(text: string, columns: number): string {
  // Nobody reads more than that, and a subject may be 64 KiB long.
  const shown = visible(text.slice(0, 4 * columns + 16));
  let kept = "";
  let used = 0;
  for (const character of shown) {
    used += columnsOf(character);
    if (used > columns) return `${[...kept].slice(0, -1).join("")}…`;
    kept += character;
  }
  return text.length > 4 * columns + 16 ? `${kept}…` : kept;
}

/** Breaks a text into lines of so many columns, at spaces where there are any. */
export function wrapped(text: string, columns: number, most: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.slice(0, 4 * columns * most).split(" ")) {
    const joined = row === "" ? word : `${row} ${word}`;
    if (joined.length <= columns) row = joined;
    else {
      if (row !== "") rows.push(row);
      row = word;
    }
  }
  rows.push(row);
  if (rows.length > most) rows.splice(most - 1, rows.length, rows.slice(most - 1).join(" "));
  return rows.map((one) => cut(one, columns));
}
