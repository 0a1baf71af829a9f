import { useState } from "preact/hooks";
import type { BytesModel, PanelField } from "../(_server)/panel.ts";

/** Bytes in one line of a hex display. */
const PER_LINE = 16;
/** Lines drawn at a time: of more, only those around the chosen byte. */
const MOST_LINES = 128;

/**
 * Bytes and the tree of their fields, side by side: choosing either lights up the other. Without
 * script both are there to read.
 */
export function BytesView({ model }: { readonly model: BytesModel }) {
  const { title, hint, hex, fields, failing } = model;
  const [chosen, choose] = useState<number | undefined>(undefined);
  const field = chosen === undefined ? undefined : fields[chosen];
  const count = hex.length / 2;
  const owners = ownersOf(fields, count);
  const chooseByte = (offset: number) => {
    const owner = owners[offset];
    if (owner !== undefined && owner >= 0) choose(owner);
  };
  return (
    <section class="bytes-view">
      <h3>{title}</h3>
      {hint !== "" && <p class="soft">{hint}</p>}
      {failing.map(({ start, end, why }) => (
        <p key={start} class="bad">✗ bytes {start} to {end - 1}: {why}</p>
      ))}
      <HexDump
        hex={hex}
        selected={field}
        failing={failing}
        onByte={chooseByte}
        label={`${title}: ${count} bytes`}
      />
      <div role="status">{field !== undefined && <FieldNote field={field} />}</div>
      <Tree fields={fields} chosen={chosen} choose={choose} title={title} />
    </section>
  );
}

/** Stands in a box that is always there: screen readers read out what changes in one they know. */
function FieldNote({ field }: { readonly field: PanelField }) {
  const { path, start, end, text, note, spec } = field;
  return (
    <div class="note-box">
      <strong class="mono wrap-any">{path}</strong>{" "}
      <span class="soft">bytes {start} to {Math.max(start, end - 1)}</span>
      {text !== undefined && <div class="mono wrap-any">{text}</div>}
      {note !== undefined && (
        <div>
          {note} <span class="soft">({spec})</span>
        </div>
      )}
    </div>
  );
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function HexDump(
  { hex, selected, failing, onByte, label }: {
    readonly hex: string;
    readonly selected: Range | undefined;
    readonly failing: readonly Range[];
    readonly onByte: (offset: number) => void;
    readonly label: string;
  },
) {
  const [cursor, setCursor] = useState(0);
  const count = hex.length / 2;
  const move = (offset: number) => {
    const to = Math.max(0, Math.min(count - 1, offset));
    setCursor(to);
    onByte(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: PER_LINE,
      ArrowUp: -PER_LINE,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(cursor + step);
  };
  const onClick = (event: MouseEvent) => {
    const offset = (event.target as Element).getAttribute("data-byte");
    if (offset !== null) move(Number(offset));
  };
  const all = Math.ceil(count / PER_LINE);
  const inside = selected === undefined || cursor >= selected.start && cursor < selected.end;
  const middle = Math.floor((inside ? cursor : selected.start) / PER_LINE);
  const first = Math.max(0, Math.min(all - MOST_LINES, middle - MOST_LINES / 2));
  const lines = Array.from(
    { length: Math.min(all, MOST_LINES) },
    (_, i) => (first + i) * PER_LINE,
  );
  return (
    <div
      class="bytes"
      role="group"
      tabIndex={0}
      data-keys="own"
      aria-label={`${label}. Arrow keys move from byte to byte.`}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {all > MOST_LINES && (
        <span class="line soft">
          {MOST_LINES} of {all} lines, around the chosen byte
        </span>
      )}
      {lines.map((start) => (
        <span key={start} class="line">
          <span class="offset">{start.toString(16).padStart(4, "0")}</span>
          {Array.from({ length: Math.min(PER_LINE, count - start) }, (_, i) => {
            const offset = start + i;
            const on = selected !== undefined && offset >= selected.start && offset < selected.end;
            const bad = failing.some((range) => offset >= range.start && offset < range.end);
            const classes = `b${on ? " on" : ""}${bad ? " failing" : ""}`;
            return (
              <span key={offset} class={classes} data-byte={offset}>
                {hex.slice(2 * offset, 2 * offset + 2)}
              </span>
            );
          })}
        </span>
      ))}
    </div>
  );
}

function Tree(
  { fields, chosen, choose, title }: {
    readonly fields: readonly PanelField[];
    readonly chosen: number | undefined;
    readonly choose: (index: number) => void;
    readonly title: string;
  },
) {
  return (
    <ul class="tree" aria-label={`Fields of ${title}`}>
      {fields.map(({ name, depth, start, end, text, error }, i) => (
        <li key={i} class={`depth d${Math.min(depth, 12)}`}>
          <button
            type="button"
            aria-pressed={i === chosen}
            onClick={() =>
              choose(i)}
          >
            <span class="name">{name}</span> <span class="range">[{start},{end})</span>
            {text !== undefined && <span class="value">{text}</span>}
            {error !== undefined && <span class="bad">✗ {error}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** For every byte the index of its innermost field, or -1. */
function ownersOf(fields: readonly PanelField[], length: number): number[] {
  const owners = new Array<number>(length).fill(-1);
  fields.forEach(({ start, end }, index) => owners.fill(index, start, end));
  return owners;
}
