import type { Bytes } from "../bytes/mod.ts";
import { hex } from "../bytes/mod.ts";

const PER_LINE = 16;
/** Lines of lit bytes; of more, the first and the last are shown. */
const MOST_LINES = 8;

/** Up to sixteen bytes, in pairs of hexadecimal digits with spaces between them. */
export interface LitLine {
  /** Where its first byte stands. */
  readonly offset: number;
  /** Bytes in front of those that matter; empty if there are none, as are the others. */
  readonly before: string;
  readonly lit: string;
  readonly after: string;
}

/** Lines that are not shown. */
export interface LeftOutLines {
  readonly leftOut: number;
}

/**
 * Bytes around a range, sixteen to a line, those of the range apart: a line before it and a line
 * behind it show where it stands. Of a long one the middle is left out.
 *
 * @param range `end` is exclusive; an empty one lights nothing
 */
export function litLines(
  bytes: Bytes,
  { start, end }: { readonly start: number; readonly end: number },
): readonly (LitLine | LeftOutLines)[] {
  const lineOf = (offset: number) => Math.floor(offset / PER_LINE);
  const first = Math.max(0, lineOf(start) - 1);
  const last = Math.min(
    lineOf(Math.max(0, bytes.length - 1)),
    lineOf(Math.max(start, end - 1)) + 1,
  );
  const lines: (LitLine | LeftOutLines)[] = [];
  const leftOut = last - first + 1 - MOST_LINES;
  for (let line = first; line <= last; line++) {
    if (leftOut > 0 && line === first + MOST_LINES / 2) {
      lines.push({ leftOut });
      line += leftOut;
    }
    lines.push(litLine(bytes, line * PER_LINE, { start, end }));
  }
  return lines;
}

function litLine(
  bytes: Bytes,
  offset: number,
  range: { readonly start: number; readonly end: number },
): LitLine {
  const line = bytes.subarray(offset, offset + PER_LINE);
  const inLine = (at: number) => Math.min(Math.max(at - offset, 0), line.length);
  const [from, to] = [inLine(range.start), inLine(range.end)];
  return {
    offset,
    before: pairs(line.subarray(0, from)),
    lit: pairs(line.subarray(from, to)),
    after: pairs(line.subarray(Math.max(from, to))),
  };
}

function pairs(bytes: Bytes): string {
  return hex(bytes).replace(/..(?=.)/g, "$& ");
}
