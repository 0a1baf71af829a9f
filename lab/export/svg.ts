import {
  type ActRow,
  type ArrowRow,
  type BandRow,
  type FoldedSequence,
  type FoldRow,
  type RemarkRow,
  type Sequence,
  type SequenceRow,
  timeText,
} from "../views/mod.ts";
import type { EventId } from "../trace/mod.ts";
import { arrowShapes, arrowWords, type Ground, HEADING, ROW } from "./svg_arrow.ts";
import { DIAGRAM_STYLE } from "./svg_style.ts";
import { cut, element, lines, Markup, wrapped } from "./xml.ts";

export interface SvgOptions {
  /** Read out first, and shown by viewers: `Mallory in the café · seed 1`. */
  readonly title: string;
  /** For a page with styles of its own: the drawing then has classes and no style. */
  readonly embedded?: boolean;
  /** Before every id, for pages with two diagrams: `left-` makes `left-e28`. */
  readonly prefix?: string;
  /** The event that is looked at. */
  readonly selected?: EventId;
  /** Where an arrow or a remark leads, inside the same site: `#28`, `?seed=7#28`. */
  readonly link?: (event: EventId) => string;
}

const GUTTER = 92;
const GAP = 250;
const NOTES = 400;
const LINE = 17;
/** Width of a letter of the diagram's type. */
const LETTER = 7.9;
const MOST_LINES = 4;

/**
 * The sequence diagram as one SVG document, downwards by events. What a row is shows in shape and
 * label, never in colour alone. No script, no style attribute, nothing from elsewhere.
 *
 * @throws {TypeError} on a link that leads out of the site
 */
export function svg(sequence: Sequence | FoldedSequence, options: SvgOptions): string {
  return new Drawing(sequence, options).document();
}

class Drawing {
  readonly #sequence: Sequence | FoldedSequence;
  readonly #options: SvgOptions;
  readonly #ground: Ground;
  readonly #width: number;

  constructor(sequence: Sequence | FoldedSequence, options: SvgOptions) {
    this.#sequence = sequence;
    this.#options = options;
    const x = (lane: number) => GUTTER + 40 + lane * GAP;
    this.#ground = { lanes: sequence.lanes, x, letters: (width) => Math.floor(width / LETTER) };
    this.#width = this.#notes + NOTES;
  }

  /** Where the words on the right begin. */
  get #notes(): number {
    return this.#ground.x(Math.max(0, this.#sequence.lanes.length - 1)) + 28;
  }

  document(): string {
    const { title, embedded = false } = this.#options;
    const rows: Markup[] = [];
    let y = HEADING;
    for (const row of this.#sequence.rows) {
      const { markup, height } = this.#row(row, y);
      rows.push(markup);
      y += height;
    }
    const height = y + 16;
    const drawing = element(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        class: "diagram",
        viewBox: `0 0 ${this.#width} ${height}`,
        width: this.#width,
        height,
        role: "group",
        "aria-label": title,
      },
      lines([
        element("title", {}, title),
        // The style is our own and holds nothing that XML would need escaped.
        ...(embedded ? [] : [new Markup(`<style>${DIAGRAM_STYLE}</style>`)]),
        element("rect", { class: "ground", x: 0, y: 0, width: this.#width, height }),
        ...this.#lanes(height),
        ...rows,
      ]),
    );
    return `${drawing.text}\n`;
  }

  #lanes(height: number): Markup[] {
    const { lanes, x, letters } = this.#ground;
    return lanes.map(({ id, role, hostile }, lane) =>
      element(
        "g",
        { class: hostile ? "party hostile" : "party" },
        element("text", { class: "name", x: x(lane), y: 24, "text-anchor": "middle" }, cut(id, 24)),
        element(
          "text",
          { class: "quiet", x: x(lane), y: 42, "text-anchor": "middle" },
          cut(role, letters(GAP - 12)),
        ),
        element("line", { class: "lane", x1: x(lane), y1: 52, x2: x(lane), y2: height - 8 }),
      )
    );
  }

  #row(row: SequenceRow | FoldRow, y: number): { markup: Markup; height: number } {
    switch (row.kind) {
      case "act":
        return { markup: this.#act(row, y), height: ROW };
      case "band":
        return { markup: this.#band(row, y), height: ROW };
      case "fold":
        return { markup: this.#fold(row, y), height: ROW };
      case "arrow":
        return this.#arrow(row, y);
      case "remark":
        return this.#remark(row, y);
    }
  }

  #act({ event, number, title, happens }: ActRow, y: number): Markup {
    const text = `${number}  ${title}${happens ? "" : " · does not happen"}`;
    return element(
      "g",
      { id: this.#id(event), class: happens ? "act" : "act not-happening" },
      element("rect", { class: "band", x: 0, y: y + 8, width: this.#width, height: ROW - 16 }),
      element(
        "text",
        { x: 16, y: y + ROW / 2 + 5 },
        cut(text, Math.floor(this.#width / LETTER) - 6),
      ),
    );
  }

  #fold({ event, last, hidden, arrows }: FoldRow, y: number): Markup {
    const rows = `${hidden} ${hidden === 1 ? "row" : "rows"}`;
    const text = `⋯ ${rows} not drawn here, #${event} to #${last}, ${arrows} of them packets`;
    return element(
      "g",
      { id: this.#id(event), class: "fold" },
      element("path", { class: "line", d: `M 16 ${y + 10} H ${this.#width - 16}` }),
      element("text", { x: GUTTER + 40, y: y + 32 }, text),
    );
  }

  #band({ event, text }: BandRow, y: number): Markup {
    const words = cut(text, Math.floor(this.#width / LETTER) - 20);
    return element(
      "g",
      { id: this.#id(event), class: "fold", role: "img", "aria-label": cut(text, 400) },
      element("path", { class: "line", d: `M 16 ${y + 10} H ${this.#width - 16}` }),
      element("text", { x: GUTTER + 40, y: y + 32 }, words),
    );
  }

  #arrow(row: ArrowRow, y: number): { markup: Markup; height: number } {
    const words = arrowWords(row, this.#ground);
    const notes = this.#wrapped(words.note);
    const height = Math.max(ROW, 20 + notes.length * LINE);
    const kinds = [
      row.protection,
      row.forged && "forged",
      row.lost && "lost",
      row.repeated && "again",
    ];
    return {
      height,
      markup: this.#group(row.event, ["arrow", ...kinds], words.spoken, [
        this.#target(y, height),
        this.#time(row.at, y),
        ...arrowShapes(row, this.#ground, y),
        ...this.#notesAt(notes, y),
      ]),
    };
  }

  #remark(
    { event, at, lane, text, tone }: RemarkRow,
    y: number,
  ): { markup: Markup; height: number } {
    const notes = this.#wrapped(`#${event} ${text}`);
    const height = Math.max(34, 14 + notes.length * LINE);
    const who = this.#sequence.lanes[lane]?.id ?? "";
    const mark = tone === "neutral" ? "◆" : tone === "bad" ? "!" : "✗";
    return {
      height,
      markup: this.#group(event, ["remark", tone], `${who}: ${text}`, [
        this.#target(y, height),
        this.#time(at, y),
        element("circle", { class: "ground", cx: this.#ground.x(lane), cy: y + 15, r: 9 }),
        element("text", { class: "mark name", x: this.#ground.x(lane), y: y + 20 }, mark),
        ...this.#notesAt(notes, y),
      ]),
    };
  }

  /** A row that can be pointed at. */
  #group(
    event: EventId,
    classes: readonly (string | false)[],
    spoken: string,
    parts: readonly Markup[],
  ): Markup {
    const { selected, link } = this.#options;
    const names = [...classes, selected === event && "selected"].filter((name) => name !== false);
    const group = element(
      "g",
      {
        id: this.#id(event),
        class: names.join(" "),
        role: "img",
        "aria-label": cut(spoken, 400),
      },
      ...parts,
    );
    return link === undefined ? group : element("a", { href: insideSite(link(event)) }, group);
  }

  /** Makes the whole row answer to a pointer. */
  #target(y: number, height: number): Markup {
    return element("rect", { class: "target", x: 0, y, width: this.#width, height });
  }

  #time(at: number, y: number): Markup {
    return element(
      "text",
      { class: "time", x: GUTTER - 8, y: y + 20 },
      timeText(at),
    );
  }

  #wrapped(text: string): string[] {
    return wrapped(text, Math.floor((NOTES - 12) / LETTER), MOST_LINES);
  }

  #notesAt(notes: readonly string[], y: number): Markup[] {
    return notes.map((note, i) => element("text", { x: this.#notes, y: y + 20 + i * LINE }, note));
  }

  #id(event: EventId): string {
    return `${this.#options.prefix ?? ""}e${event}`;
  }
}

function insideSite(address: string): string {
  if (/^(?:#|\?|\/(?![/\\]))/.test(address)) return address;
  throw new TypeError(`Cannot link to "${address}": it leads out of the site`);
}
