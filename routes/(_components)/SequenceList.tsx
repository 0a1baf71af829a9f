import {
  clockText,
  type FoldedSequence,
  type FoldRow,
  type Sequence,
  type SequenceRow,
} from "../../lab/views/mod.ts";
import { named, told } from "../(_server)/names.ts";
import { middleOf, MOST_LANES, Strip } from "./Strip.tsx";

/** So many lanes fit on every screen wider than a phone's. */
const FEW_LANES = 8;

/** A sequence diagram as an ordered list: read aloud it says what the strips draw. */
export function SequenceList(
  { sequence, hrefOf, selected }: {
    readonly sequence: Sequence | FoldedSequence;
    /** Where a row leads that can be looked at closely. */
    readonly hrefOf: (event: number) => string;
    readonly selected?: number | undefined;
  },
) {
  const { lanes, rows } = sequence;
  return (
    <div
      class={lanes.length <= FEW_LANES ? "scroll few" : "scroll"}
      role="region"
      aria-label="Sequence diagram"
      tabIndex={0}
    >
      <div class={`sequence n${Math.min(lanes.length, MOST_LANES)}`}>
        <div class="heads" aria-hidden="true">
          <span class="time">ms</span>
          <svg class="strip heads-strip" width="100%" height="24">
            {lanes.map(({ id }, i) => (
              <text key={id} x={middleOf(i, lanes.length)} y="16" text-anchor="middle">
                {named(id)}
              </text>
            ))}
          </svg>
          <span class="note" />
        </div>
        <ol class="sequence">
          {rows.map((row, i) => (
            <Row key={i} row={row} lanes={lanes} hrefOf={hrefOf} selected={selected} />
          ))}
        </ol>
      </div>
    </div>
  );
}

function Row(
  { row, lanes, hrefOf, selected }: {
    readonly row: SequenceRow | FoldRow;
    readonly lanes: Sequence["lanes"];
    readonly hrefOf: (event: number) => string;
    readonly selected: number | undefined;
  },
) {
  if (row.kind === "act") {
    return (
      <li
        class={`act${row.happens ? "" : " not"}${row.event === selected ? " selected" : ""}`}
        id={String(row.event)}
      >
        {row.number}. {told(row.title)}
        {row.happens ? "" : " (does not happen)"}
      </li>
    );
  }
  if (row.kind === "fold") {
    return (
      <li class="act not">
        {row.hidden} rows are left out here, #{row.event} to #{row.last}; the trace has them all.
      </li>
    );
  }
  if (row.kind === "band") {
    return (
      <li
        class={`act not${row.event === selected ? " selected" : ""}`}
        id={String(row.event)}
      >
        {told(row.text)}
      </li>
    );
  }
  const time = <span class="time">{clockText(row.at)}</span>;
  if (row.kind === "remark") {
    return (
      <li class={`row${row.event === selected ? " selected" : ""}`} id={String(row.event)}>
        <div>
          {time}
          <Strip lanes={lanes} row={row} />
          <span class={`note ${row.tone === "neutral" ? "" : row.tone}`}>
            <span class="mono soft">#{row.event}</span>{" "}
            <span class="sr">{named(lanes[row.lane]?.id ?? "")}:</span> {told(row.text)}
          </span>
        </div>
      </li>
    );
  }
  return (
    <li class={`row${row.event === selected ? " selected" : ""}`} id={String(row.event)}>
      <a href={hrefOf(row.event)} data-step={row.event}>
        {time}
        <Strip lanes={lanes} row={row} />
        <span class="note">
          <span class="sr">
            {named(lanes[row.from]?.id ?? "")} to {named(lanes[row.to]?.id ?? "")}:{" "}
            {told(row.label)}
            {row.forged ? ", forged" : ""}
            {row.lost ? ", lost" : ""}.
          </span>
          <span class="mono soft">#{row.event}</span> {told(row.detail)}
          {row.lost ? " (lost)" : ""}
          {row.repeated ? " (again)" : ""}
        </span>
      </a>
    </li>
  );
}
