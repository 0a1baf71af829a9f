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

/**
 * Cuts texts that are wider than `width` columns, and keeps them as different as they were: those
 * that would look the same end with a number.
 */
export function cutApart(texts: readonly string[], width: number): string[] {
  const short = texts.map((text) => cut(text, width));
  return short.map((text, i) => {
    const alike = texts.filter((_, j) => short[j] === text);
    const different = [...new Set(alike)];
    if (different.length === 1) return text;
    const number = `${different.indexOf(texts[i]!) + 1}`;
    return cut(texts[i]!, width - number.length) + number;
  });
}

/** Breaks a text into lines of at most `width` columns, at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0; // kept beside the line: measuring it again for every word takes quadratic time
  for (const word of text.split(" ").flatMap((part) => pieces(part, width))) {
    const columns = unicodeWidth(word);
    if (line === "") {
      line = word;
      used = columns;
    } else if (used + 1 + columns <= width) {
      line += ` ${word}`;
      used += 1 + columns;
    } else {
      lines.push(line);
      line = word;
      used = columns;
    }
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines.map((line) => line.replace(/ +$/, ""));
}

/** A word too long for a line, in pieces that fit; `AES_128` is broken at its underscore. */
function pieces(word: string, width: number): string[] {
  if (unicodeWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  let used = 0;
  for (const character of word) {
    const columns = unicodeWidth(character);
    if (used + columns > width && part !== "") {
      const behind = part.slice(part.lastIndexOf("_") + 1);
      // A wide letter may not fit beside what is left of the part.
      const rest = behind !== part && unicodeWidth(behind) + columns <= width ? behind : "";
      parts.push(part.slice(0, part.length - rest.length));
      part = rest;
      used = unicodeWidth(rest);
    }
    part += character;
    used += columns;
  }
  return [...parts, part];
}
