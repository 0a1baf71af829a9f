/** Takes no column: controls, marks that sit on the letter before, joiners, inner parts of Hangul. */
const NOTHING = /[\p{Cc}\p{Cf}\p{Mn}\p{Me}\u{1160}-\u{11ff}]/u;

/** Takes two columns: the blocks that are East Asian Wide throughout, and pictures. */
const WIDE = new RegExp(
  "[\\u{1100}-\\u{115f}\\u{2e80}-\\u{303e}\\u{3041}-\\u{33ff}\\u{3400}-\\u{4dbf}" +
    "\\u{4e00}-\\u{9fff}\\u{a000}-\\u{a4cf}\\u{a960}-\\u{a97f}\\u{ac00}-\\u{d7a3}" +
    "\\u{f900}-\\u{faff}\\u{fe10}-\\u{fe19}\\u{fe30}-\\u{fe6f}\\u{ff01}-\\u{ff60}" +
    "\\u{ffe0}-\\u{ffe6}\\u{17000}-\\u{18cff}\\u{1b000}-\\u{1b2ff}\\u{20000}-\\u{3fffd}" +
    "\\p{Emoji_Presentation}]",
  "u",
);

/**
 * How many columns of a terminal a text takes. Joined pictures count as their parts, and control
 * characters as nothing, because that is what the real package says of them.
 */
export function unicodeWidth(str: string): number {
  let width = 0;
  for (const character of str) {
    width += character >= " " && character <= "~"
      ? 1
      : NOTHING.test(character)
      ? 0
      : WIDE.test(character)
      ? 2
      : 1;
  }
  return width;
}
