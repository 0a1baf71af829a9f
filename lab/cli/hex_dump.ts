import type { Bytes } from "../bytes/mod.ts";
import { type LitLine, litLines } from "../views/mod.ts";
import type { Paint } from "./terminal.ts";

/**
 * Bytes around a range, sixteen to a line, the range itself in brackets: a line before it and a
 * line behind it show where it stands. Every line fits into 72 columns.
 *
 * @param range `end` is exclusive; an empty one lights nothing
 */
export function hexLines(
  bytes: Bytes,
  range: { readonly start: number; readonly end: number },
  paint: Paint,
): string[] {
  return litLines(bytes, range).map((line) =>
    "leftOut" in line ? paint("dim", `      … ${line.leftOut} more lines …`) : hexLine(line, paint)
  );
}

/** `0090  17 0d[32 36 31 31]30 …`: brackets stand where spaces would. */
function hexLine({ offset, before, lit, after }: LitLine, paint: Paint): string {
  const number = paint("dim", offset.toString(16).padStart(4, "0"));
  const front = before === "" ? "" : ` ${before}`;
  if (lit === "") return `${number} ${front}${after === "" ? "" : ` ${after}`}`;
  return `${number} ${front}${paint("bad", `[${lit}]`)}${after}`;
}
