import type { Bytes } from "../bytes/mod.ts";
import type { Paint } from "./terminal.ts";

const PER_LINE = 16;
/** Lines of lit bytes; of more, the first and the last are shown. */
const MOST_LINES = 8;

/**
 * Bytes around a range, sixteen to a line, the range itself in brackets: a line before it and a
 * line behind it show where it stands. Every line fits into 72 columns.
 *
 * @param range `end` is exclusive; an empty one lights nothing
 */
export function hexLines(
  bytes: Bytes,
  { start, end }: { readonly start: number; readonly end: number },
  paint: Paint,
): string[] {
  const lineOf = (offset: number) => Math.floor(offset / PER_LINE);
  const first = Math.max(0, lineOf(start) - 1);
  const last = Math.min(
    lineOf(Math.max(0, bytes.length - 1)),
    lineOf(Math.max(start, end - 1)) + 1,
  );
  const lines: string[] = [];
  const left = last - first + 1 - MOST_LINES;
  for (let line = first; line <= last; line++) {
    if (left > 0 && line === first + MOST_LINES / 2) {
      lines.push(paint("dim", `      … ${left} more lines …`));
      line += left;
    }
    lines.push(hexLine(bytes, line * PER_LINE, { start, end }, paint));
  }
  return lines;
}

/** `0090  17 0d[32 36 31 31]30 …`: brackets stand where spaces would. */
function hexLine(
  bytes: Bytes,
  from: number,
  range: { readonly start: number; readonly end: number },
  paint: Paint,
): string {
  const lit = (at: number) => at >= range.start && at < range.end && at < bytes.length;
  const to = Math.min(from + PER_LINE, bytes.length);
  let text = "";
  for (let at = from; at < to; at++) {
    const inside = at > from && lit(at - 1);
    const gap = lit(at) === inside ? " " : lit(at) ? "[" : "]";
    const octet = bytes[at]!.toString(16).padStart(2, "0");
    text += (gap === " " ? " " : paint("bad", gap)) + (lit(at) ? paint("bad", octet) : octet);
  }
  if (to > from && lit(to - 1)) text += paint("bad", "]");
  return `${paint("dim", from.toString(16).padStart(4, "0"))} ${text}`;
}
