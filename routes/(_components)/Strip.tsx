import type { ArrowRow, RemarkRow, Sequence } from "../../lab/views/mod.ts";
import { brief } from "../(_server)/names.ts";

/** Height of a strip, and of its arrows, in pixels. The width is the page's: lanes share it. */
const HEIGHT = 40;
const MIDDLE = 26;

/** Most lanes that the style sheet knows the widths of. */
export const MOST_LANES = 12;

/** Middle of a lane, or of what lies between two, as a part of the width of a strip. */
export function middleOf(lane: number, lanes: number): string {
  return `${Math.round((lane + 0.5) / lanes * 1e4) / 100}%`;
}

/** One row of the diagram: the lanes, and what happens on them. The text beside it says the same. */
export function Strip(
  { lanes, row }: {
    readonly lanes: Sequence["lanes"];
    readonly row?: ArrowRow | RemarkRow;
  },
) {
  return (
    <div class="lanes">
      <svg class="strip" width="100%" height={HEIGHT} aria-hidden="true" focusable="false">
        {row?.kind === "arrow" && <Arrow row={row} lanes={lanes.length} />}
        {row?.kind === "remark" && <Mark row={row} lanes={lanes.length} />}
      </svg>
    </div>
  );
}

function Arrow({ row, lanes }: { readonly row: ArrowRow; readonly lanes: number }) {
  const { from, to, past, tappedBy, forged, lost, protection } = row;
  const right = to > from;
  const kind = forged ? "forged" : protection === "none" ? "clear" : "sealed";
  const end = right ? -2 : 2;
  const back = right ? end - 10 : end + 10;
  const label = brief(row.label, 18 + 20 * (Math.abs(to - from) - 1));
  const copied = [...new Set([...past, ...tappedBy])];
  return (
    <g>
      <line
        class={`arrow ${kind}`}
        x1={middleOf(from, lanes)}
        x2={middleOf(to, lanes)}
        y1={MIDDLE}
        y2={MIDDLE}
      />
      <svg x={middleOf(to, lanes)} overflow="visible">
        {lost
          ? <path class={`arrow ${kind}`} d={`M${end - 6} ${MIDDLE - 6}l12 12m0 -12l-12 12`} />
          : (
            <polygon
              class={`head ${kind}`}
              points={`${end},${MIDDLE} ${back},${MIDDLE - 5} ${back},${MIDDLE + 5}`}
            />
          )}
      </svg>
      {copied.map((lane) => (
        <circle key={lane} class="dot" cx={middleOf(lane, lanes)} cy={MIDDLE} r="4" />
      ))}
      <text
        class={`${kind}-text`}
        x={middleOf((from + to) / 2, lanes)}
        y={MIDDLE - 9}
        text-anchor="middle"
      >
        {label}
        {forged ? "′" : ""}
      </text>
    </g>
  );
}

/** A diamond for a remark, a triangle for a mistake or a loss, a cross for a refusal. */
function Mark(
  { row: { lane, tone }, lanes }: { readonly row: RemarkRow; readonly lanes: number },
) {
  const shapes = {
    neutral: `M0 ${MIDDLE - 13}l7 7l-7 7l-7 -7z`,
    bad: `M0 ${MIDDLE - 14}l8 14h-16z`,
    good: `M-7 ${MIDDLE - 12}l3 -3l4 4l4 -4l3 3l-4 4l4 4l-3 3l-4 -4l-4 4l-3 -3l4 -4z`,
  };
  return (
    <svg x={middleOf(lane, lanes)} overflow="visible">
      <path class={`${tone}-mark`} d={shapes[tone]} />
    </svg>
  );
}
