import type { ArrowRow, Sequence } from "../views/mod.ts";
import { cut, element, type Markup } from "./xml.ts";

/** What arrows stand on. */
export interface Ground {
  readonly lanes: Sequence["lanes"];
  /** Where a lane stands. */
  readonly x: (lane: number) => number;
  /** How many letters fit a width. */
  readonly letters: (width: number) => number;
}

/** Height of the names above the lanes, and of a row. */
export const HEADING = 64;
export const ROW = 48;

/** What an arrow says: on itself, beside it, and read out loud. */
export interface ArrowWords {
  readonly label: string;
  readonly note: string;
  readonly spoken: string;
}

/** A prime is the mark for words that are not the sender's own. */
const FORGED = "′";

export function arrowWords(row: ArrowRow, { lanes, x, letters }: Ground): ArrowWords {
  const { event, label, detail, forged, lost, repeated, tappedBy, protection } = row;
  const room = letters(Math.abs(x(1) - x(0)) - 36) - (forged ? 1 : 0);
  const short = cut(label, room);
  const name = (lane: number) => lanes[lane]?.id ?? "somebody";
  const marks = [
    repeated && "sent again",
    lost && "lost on the way",
    forged && "forged",
  ].filter((mark) => mark !== false);
  const sealed = protection === "none" ? "in the clear" : `sealed with ${protection} keys`;
  const copied = tappedBy.length === 0 ? [] : [`copied by ${tappedBy.map(name).join(" and ")}`];
  return {
    label: short + (forged ? FORGED : ""),
    note: [`#${event}`, ...marks, short === label ? "" : label, detail]
      .filter((part) => part !== "").join(" · "),
    spoken: [
      `${name(row.from)} to ${name(row.to)}: ${label}`,
      ...marks,
      sealed,
      ...copied,
      `event ${event}`,
    ].join(", "),
  };
}

/** Line, head, ears and label of an arrow. */
export function arrowShapes(row: ArrowRow, ground: Ground, y: number): Markup[] {
  const { x } = ground;
  const line = y + 30;
  const start = x(row.from);
  const right = x(row.to) >= start;
  const way = right ? 1 : -1;
  // A lost packet does not come to the lane it was meant for.
  const end = row.lost ? x(row.to) - way * 26 : x(row.to) - way * 2;
  const first = x(row.from + way);
  return [
    element("path", { class: "line", d: `M ${start} ${line} H ${end}` }),
    row.lost ? cross(end, line) : head(end, line, way),
    ...row.tappedBy.flatMap((lane) => ear(x(lane), line, start, end)),
    element(
      "text",
      { class: "label", x: (start + first) / 2, y: line - 8 },
      arrowWords(row, ground).label,
    ),
  ];
}

function head(x: number, y: number, way: number): Markup {
  return element("path", { class: "head", d: `M ${x} ${y} l ${-9 * way} -4.5 v 9 z` });
}

function cross(x: number, y: number): Markup {
  return element("path", { class: "cross", d: `M ${x - 6} ${y - 6} l 12 12 m 0 -12 l -12 12` });
}

/** A circle on the lane of somebody who made a copy; joined to the arrow if it does not pass her. */
function ear(x: number, y: number, start: number, end: number): Markup[] {
  const low = Math.min(start, end);
  const high = Math.max(start, end);
  const circle = element("circle", { class: "ear", cx: x, cy: y, r: 5 });
  if (low <= x && x <= high) return [circle];
  const near = x < low ? low : high;
  return [element("path", { class: "tap", d: `M ${near} ${y} H ${x}` }), circle];
}
