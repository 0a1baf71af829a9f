import { unicodeWidth } from "@std/cli/unicode-width";
import {
  type ActRow,
  type ArrowRow,
  type BandRow,
  clockText,
  type RemarkRow,
  type Sequence,
  type SequenceRow,
} from "../views/mod.ts";
import { type Paint, type Tone } from "./terminal.ts";
import { cut, cutApart, pad, padLeft, wrap } from "./text.ts";
import { visible } from "./visible.ts";

/** Columns left of the first lane: the time. */
const GUTTER = 8;
/** Least columns for the text on the right. */
const NOTES = 25;
/** Most columns of a name. */
const NAME = 20;
/** A label of which fewer columns than these would be left says nothing. */
const LEAST_LABEL = 4;

export interface DiagramOptions {
  /** Columns in all. */
  readonly width: number;
  readonly paint: Paint;
  /** More to say below an arrow, over the whole width. */
  readonly comment?: (row: ArrowRow) => readonly string[];
}

/** Draws a sequence diagram with characters: one line an event, downwards by events. */
export function diagram(sequence: Sequence, options: DiagramOptions): string[] {
  const layout = new Layout(sequence, options);
  return [...layout.heading(), ...sequence.rows.flatMap((row) => layout.row(row))];
}

class Layout {
  readonly #gap: number;
  readonly #lanes: Sequence["lanes"];
  readonly #options: DiagramOptions;

  constructor({ lanes, rows }: Sequence, options: DiagramOptions) {
    this.#lanes = lanes;
    this.#options = options;
    const gaps = Math.max(1, lanes.length - 1);
    const longest = Math.max(
      8,
      ...rows.map(labelWidth),
      ...lanes.map(({ id }) => unicodeWidth(visible(id)) + 2),
    );
    const room = Math.floor((options.width - GUTTER - NOTES) / gaps);
    this.#gap = Math.max(6, Math.min(longest + 6, room));
  }

  /** Column of a lane. */
  #x(lane: number): number {
    return GUTTER + lane * this.#gap;
  }

  /** First column of the text on the right. */
  get #notes(): number {
    return this.#x(this.#lanes.length - 1) + 3;
  }

  /** The names of the lanes, on as many lines as it takes for them to stand apart. */
  heading(): string[] {
    const names = cutApart(this.#lanes.map(({ id }) => visible(id)), NAME);
    const widths = names.map(unicodeWidth);
    let lines = 1;
    // One space at least lies between a name and the next on its line.
    const fit = () => widths.slice(0, -lines).every((width) => width < lines * this.#gap);
    while (!fit()) lines++;
    return Array.from({ length: lines }, (_, line) => {
      let text = line === lines - 1 ? `${padLeft("ms", GUTTER - 2)}  ` : "";
      names.forEach((name, lane) => {
        if (lane % lines !== line) return;
        // The last name stands above its lane, not behind it, where there is room.
        const back = lane === names.length - 1 ? Math.min(widths[lane]! - 1, 3) : 0;
        const start = Math.max(
          this.#x(lane) - back,
          Math.min(this.#x(lane), unicodeWidth(text) + 2),
        );
        text = pad(text, start) + name;
      });
      return this.#options.paint("bold", text);
    });
  }

  row(row: SequenceRow): string[] {
    switch (row.kind) {
      case "act":
        return this.#act(row);
      case "arrow":
        return this.#arrow(row);
      case "remark":
        return this.#remark(row);
      case "band":
        return this.#band(row);
    }
  }

  #act({ number, title, happens }: ActRow): string[] {
    const { paint, width } = this.#options;
    const text = ` ${number}  ${visible(title)}${happens ? "" : " · does not happen"} `;
    const line = cut(text, width);
    const rule = "╌".repeat(Math.max(0, width - unicodeWidth(line)));
    return [paint(happens ? "bold" : "dim", line) + paint("dim", rule)];
  }

  /** The lanes are broken off, and words stand in the gap. */
  #band({ text }: BandRow): string[] {
    const { paint, width } = this.#options;
    const gap = this.#bars().map((cell) => cell === "│" ? "┊" : cell).join("").trimEnd();
    const words = wrap(visible(text), Math.max(20, width - GUTTER));
    return [gap, ...words.map((line) => " ".repeat(GUTTER) + paint("bold", line)), gap];
  }

  #arrow(row: ArrowRow): string[] {
    const { paint, comment } = this.#options;
    const right = row.to > row.from;
    const [low, high] = right ? [row.from, row.to] : [row.to, row.from];
    const cells = this.#bars();
    for (let x = this.#x(low) + 1; x < this.#x(high); x++) cells[x] = "─";
    for (let lane = low + 1; lane < high; lane++) {
      cells[this.#x(lane)] = row.tappedBy.includes(lane) ? "○" : "┼";
    }
    cells[this.#x(row.from)] = right ? "├" : "┤";
    const head = row.lost ? "×" : right ? "▶" : "◀";
    cells[right ? this.#x(high) - 1 : this.#x(low) + 1] = head;
    const start = this.#x(low) + (right ? 2 : 3);
    const room = this.#x(low + 1) - start - (right && low + 1 === high ? 3 : 2);
    const full = visible(row.label);
    const mark = row.forged ? "′" : "";
    const space = room - 1 - mark.length;
    const whole = unicodeWidth(full) <= space;
    const label = (whole || space >= LEAST_LABEL ? cut(full, space) : "") + mark;
    const text = label === "" ? "" : ` ${label} `;
    const line = cells.slice(0, start).join("") + paint(toneOf(row), text) +
      cells.slice(start + unicodeWidth(text)).join("");
    const told = [
      `#${row.event}${row.repeated ? " again" : ""}${row.lost ? " lost" : ""}`,
      label.startsWith(full) ? "" : full,
      visible(row.detail),
    ].filter((part) => part !== "").join(" ");
    return [
      ...this.#withNotes(row.at, line, [told], "plain"),
      ...this.#comments(comment?.(row) ?? []),
    ];
  }

  /** What there is to say about an arrow, below it. */
  #comments(lines: readonly string[]): string[] {
    const { paint, width } = this.#options;
    return lines.flatMap((text) => {
      const depth = GUTTER + 2 + (/^ */.exec(text)![0].length);
      return wrap(visible(text.trimStart()), Math.max(20, width - depth - 2)).map((line, i) =>
        " ".repeat(i === 0 ? depth : depth + 2) + paint("dim", line)
      );
    });
  }

  #remark({ event, at, lane, text, tone }: RemarkRow): string[] {
    const cells = this.#bars();
    cells[this.#x(lane)] = tone === "neutral" ? "◆" : tone === "bad" ? "!" : "✗";
    return this.#withNotes(
      at,
      cells.join(""),
      [`#${event} ${visible(text)}`],
      tone === "neutral" ? "plain" : tone,
    );
  }

  /** An empty line: the time's columns, then a bar for every lane. */
  #bars(): string[] {
    const cells = Array.from({ length: this.#notes - 2 }, () => " ");
    this.#lanes.forEach((_, lane) => cells[this.#x(lane)] = "│");
    return cells;
  }

  #withNotes(at: number, line: string, notes: readonly string[], tone: Tone): string[] {
    const { paint, width } = this.#options;
    const room = Math.max(8, width - this.#notes);
    const texts = notes.flatMap((note) => wrap(note, room));
    const time = padLeft(clockText(at), GUTTER - 2);
    const empty = this.#bars().join("");
    return texts.map((text, i) => {
      const bars = i === 0 ? time + line.slice(GUTTER - 2) : empty;
      return `${bars}  ${paint(tone, text)}`.trimEnd();
    });
  }
}

function labelWidth(row: SequenceRow): number {
  return row.kind === "arrow" ? Math.min(30, unicodeWidth(visible(row.label)) + 1) : 0;
}

function toneOf({ forged, protection }: ArrowRow): Tone {
  return forged ? "forged" : protection === "none" ? "plain" : "secret";
}
