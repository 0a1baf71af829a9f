/**
 * What must never reach a terminal as it is: C0 and C1 controls, DEL, marks that turn the reading
 * direction or have no width, the byte order mark, tags, and lone surrogates.
 */
function isTreacherous(code: number): boolean {
  return code < 0x20 || code >= 0x7f && code <= 0x9f || code === 0xad ||
    code === 0x061c || code === 0x180e ||
    code >= 0x200b && code <= 0x200f || code >= 0x2028 && code <= 0x202e ||
    code >= 0x2060 && code <= 0x206f || code === 0xfeff || code >= 0xfff9 && code <= 0xfffb ||
    code >= 0xd800 && code <= 0xdfff || code >= 0xe0000 && code <= 0xe007f;
}

/**
 * Makes a text from a peer or a certificate harmless to show: control characters become visible
 * escapes like `\u{1b}`, and nothing is lost. Line breaks are escaped too.
 */
export function visible(text: string): string {
  let shown = "";
  for (const character of text) {
    const code = character.codePointAt(0)!;
    shown += isTreacherous(code) ? `\\u{${code.toString(16)}}` : character;
  }
  return shown;
}

/** The same for a text of several lines: line ends stay what they are, all else is escaped. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visible).join("\n");
}
