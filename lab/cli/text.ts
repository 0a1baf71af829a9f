import { unicodeWidth } from "@std/cli/unicode-width";

/** Fills a text with spaces up to a width in columns. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - unicodeWidth(text)));
}

export function padLeft(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - unicodeWidth(text))) + text;
}

/** Cuts a text that is wider than `width` columns, and says so with an ellipsis. */
export function cut(text: string, width: number): string {
  if (unicodeWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const character of text) {
    used += unicodeWidth(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Breaks a text into lines of at most `width` columns, at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((part) => pieces(part, width))) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (unicodeWidth(joined) <= width) line = joined;
    else {
      if (line !== "") lines.push(line);
      line = word;
    }
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines;
}

/** A word too long for a line, in pieces that fit. */
function pieces(word: string, width: number): string[] {
  if (unicodeWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (unicodeWidth(part + character) > width && part !== "") {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

/** Virtual microseconds as milliseconds, with decimals only where they matter. */
export function millisText(micros: number): string {
  return String(Math.round(micros / 10) / 100);
}
