import { unicodeWidth } from "@std/cli/unicode-width";

/**
 * How many rows of a terminal the line takes in which `deno task` repeats the command it runs:
 * `Task scenario deno run … 'mitm'`. Zero when nobody can say.
 *
 * @param command the task's command in `deno.json`
 * @param words what was typed behind the task's name
 */
export function taskLineRows(
  name: string,
  command: string,
  words: readonly string[],
  columns: number,
): number {
  if (!(columns > 0)) return 0;
  const quoted = words.map((word) => ` '${word.replaceAll("'", `'"'"'`)}'`).join("");
  return `Task ${name} ${command}${quoted}`.split("\n")
    .reduce((rows, line) => rows + Math.max(1, Math.ceil(unicodeWidth(line) / columns)), 0);
}

/** Takes back that many rows above the cursor. */
export function eraseRows(rows: number): string {
  return "\x1b[1A\x1b[2K".repeat(rows);
}
