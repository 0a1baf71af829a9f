/**
 * Draws what `scenario mitm --with none` prints on a terminal as `docs/mitm.svg`, for the README:
 * `deno task picture`. The picture is the program's own output, so it cannot show what is not so.
 */
import { nobleProvider } from "../crypto/noble.ts";
import { main } from "../cli/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";

/** Where the picture is, seen from the repository's root. */
export const PICTURE = "docs/mitm.svg";

const COLUMNS = 92;
const CELL = { width: 8.4, height: 18 };
const MARGIN = 16;

/** Okabe-Ito hues, by the codes of `lab/cli/terminal.ts`. */
const FILLS: Readonly<Record<string, string>> = {
  "1": "#ffffff",
  "2": "#8b949e",
  "38;5;36": "#2bb38f",
  "38;5;166": "#ff8a3d",
  "38;5;74": "#6cb8ea",
  "38;5;175": "#e29ac3",
};

/** The program's output for a command, with its colours. */
function terminalOutput(args: readonly string[]): string {
  let text = "";
  const terminal = {
    write: (part: string) => void (text += part),
    error: (part: string) => void (text += part),
    columns: COLUMNS,
    color: true,
  };
  main(args, { scenarios: SCENARIOS, crypto: nobleProvider(), terminal });
  return text;
}

/** The whole picture. */
export function picture(): string {
  const prompt = "\x1b[2m$\x1b[0m \x1b[1mdeno task scenario mitm --with none\x1b[0m\n\n";
  const lines = (prompt + terminalOutput(["scenario", "mitm", "--with", "none"])).trimEnd()
    .split("\n");
  const width = Math.ceil(COLUMNS * CELL.width + 2 * MARGIN);
  const height = Math.ceil(lines.length * CELL.height + 2 * MARGIN);
  const rows = lines.map((line, i) => row(line, MARGIN + (i + 0.75) * CELL.height));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"`,
    `  aria-label="Terminal: the scenario mitm without defences, as a sequence diagram">`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14"`,
    `  fill="#d6dde6" xml:space="preserve">`,
    ...rows,
    `</g>`,
    `</svg>`,
    ``,
  ].join("\n");
}

/** One line of the terminal; every character has its own column, whatever the font says. */
function row(line: string, y: number): string {
  const spans: string[] = [];
  let column = 0;
  let fill: string | undefined;
  // deno-lint-ignore no-control-regex -- the escape sequences are our own painter's
  for (const [, code, text] of line.matchAll(/\x1b\[([\d;]*)m|([^\x1b]+)/g)) {
    if (text === undefined) {
      fill = FILLS[code!];
      continue;
    }
    if (text.trim() !== "") spans.push(span(text, column, fill));
    column += [...text].length;
  }
  return `<text y="${y.toFixed(1)}">${spans.join("")}</text>`;
}

function span(text: string, column: number, fill: string | undefined): string {
  const xs = [...text].map((_, i) => (MARGIN + (column + i) * CELL.width).toFixed(1)).join(" ");
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<tspan x="${xs}"${fill === undefined ? "" : ` fill="${fill}"`}>${escaped}</tspan>`;
}

if (import.meta.main) Deno.writeTextFileSync(PICTURE, picture());
