/** What tests of the terminal need: a terminal that remembers, and texts that mean harm. */
import { withHybrid } from "../crypto/hybrid.ts";
import { nativeProvider } from "../crypto/native.ts";
import type { Scenario } from "../scenario/mod.ts";
import { main } from "./main.ts";

export const crypto = withHybrid(nativeProvider());

export interface Called {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

export interface TerminalOptions {
  readonly columns?: number;
  readonly color?: boolean;
}

/** Runs a command line, and gives back all that it said. */
export function call(
  scenarios: readonly Scenario[],
  args: readonly string[],
  { columns = 80, color = false }: TerminalOptions = {},
): Called {
  let out = "";
  let error = "";
  const terminal = {
    write: (text: string) => void (out += text),
    error: (text: string) => void (error += text),
    columns,
    color,
  };
  const status = main(args, { scenarios, crypto, terminal });
  return { status, out, error };
}

/** Colour codes of our own: `ESC [ digits ; … m`. */
export const COLOUR = new RegExp(`${String.fromCharCode(0x1b)}\\[[\\d;]*m`, "g");

/** What must not reach a terminal, or a reader who believes what he sees. */
export const HARMFUL = new RegExp(
  "[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e" +
    "\\u2060-\\u206f\\ufeff\\p{Cs}]",
  "u",
);

/** Texts that have done harm somewhere, by what they try. */
export const EVIL: Readonly<Record<string, string>> = {
  "clear the screen": "\u001b[2J\u001b[H",
  "clear the screen, C1": "\u009b2J",
  "a link that lies (OSC 8)": "\u001b]8;;http://evil.example\u0007bank\u001b]8;;\u0007",
  "the clipboard (OSC 52)": "\u001b]52;c;cm0gLXJmIC8=\u0007",
  "a window title, C1": "\u009d0;pwned\u009c",
  "write over the line": "mallory\rbank   ",
  "take letters back": "evil\b\b\b\bbank",
  "ring the bell": "\u0007\u0007",
  "another line": "bank\n VERDICT  the attack fails",
  "other line ends": "a\u2028b\u2029c\u0085d\u000be\u000cf",
  "end the name early": "bank.example\u0000.evil.example",
  "turn the reading direction": "\u202eelpmaxe.knab\u202c \u2066x\u2069 \u200f \u061c",
  "no width at all": "ba\u200bnk\u200d\u2060\ufeff\u00ad",
  "half a character": "\ud83d bank \udc00",
  "octets that are no UTF-8": new TextDecoder().decode(Uint8Array.of(0xff, 0xc0, 0x80, 0x62)),
  "a script": '<script>alert("1")</script>',
  "a formula": "=cmd|' /C calc'!A0",
  "a path": "../../../../etc/passwd",
  "a prototype": "__proto__",
  "Hebrew": "שלום.example",
  "wide letters": "銀行".repeat(30),
  "letters with many marks": `e${"\u0301".repeat(300)}`,
  "one letter, often": "A".repeat(3000),
  "tags": "bank\u{e0041}\u{e0042}\u{e007f}",
};
