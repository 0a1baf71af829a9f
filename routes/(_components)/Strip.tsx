import type { ArrowRow, RemarkRow, Sequence } from "../../lab/views/mod.ts";
import { brief } from "../(_server)/names.ts";

/** Width of one lane and height of a strip, in the units of the drawing. */
export const LANE = 128;
const HEIGHT = 40;
const MIDDLE = 26;

/** Middle of a lane. */
function x(lane: number): number {
  return LANE / 2 + lane * LANE;
}

/** Width of the whole strip for a number of lanes, in pixels. */
export function stripWidth(lanes: number): number {
  return lanes * LANE;
}

/** One row of the diagram: the lanes, and what happens on them. The text beside it says the same. */
export function Strip(
  { lanes, row }: {
    readonly lanes: Sequence["lanes"];
    readonly row?: ArrowRow | RemarkRow;
  },
) {
  const width = stripWidth(lanes.length);
  return (
    <div class="lanes">
      <svg
        class="strip"
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        aria-hidden="true"
        focusable="false"
      >
        {row?.kind === "arrow" && <Arrow row={row} />}
        {row?.kind === "remark" && <Mark row={row} />}
      </svg>
    </div>
  );
}

function Arrow({ row }: { readonly row: ArrowRow }) {
  const { from, to, past, tappedBy, forged, lost, protection } = row;
  const right = to > from;
  const kind = forged ? "forged" : protection === "none" ? "clear" : "sealed";
  const start = x(from);
  const end = x(to) + (right ? -2 : 2);
  const label = brief(row.label, 18 + 20 * (Math.abs(to - from) - 1));
  const copied = [...new Set([...past, ...tappedBy])];
  return (
    <g>
      <line class={`arrow ${kind}`} x1={start} x2={end} y1={MIDDLE} y2={MIDDLE} />
      {lost
        ? (
          <path
            class={`arrow ${kind}`}
            d={`M${end - 6} ${MIDDLE - 6}l12 12m0 -12l-12 12`}
          />
        )
        : (
          <polygon
            class={`head ${kind}`}
            points={right
              ? `${end},${MIDDLE} ${end - 10},${MIDDLE - 5} ${end - 10},${MIDDLE + 5}`
              : `${end},${MIDDLE} ${end + 10},${MIDDLE - 5} ${end + 10},${MIDDLE + 5}`}
          />
        )}
      {copied.map((lane) => <circle key={lane} class="dot" cx={x(lane)} cy={MIDDLE} r="4" />)}
      <text class={`${kind}-text`} x={(x(from) + x(to)) / 2} y={MIDDLE - 9} text-anchor="middle">
        {label}
        {forged ? "′" : ""}
      </text>
    </g>
  );
}

/** A diamond for a remark, a triangle for a mistake or a loss, a cross for a refusal. */
function Mark({ row: { lane, tone } }: { readonly row: RemarkRow }) {
  const at = x(lane);
  const shapes = {
    neutral: `M${at} ${MIDDLE - 13}l7 7l-7 7l-7 -7z`,
    bad: `M${at} ${MIDDLE - 14}l8 14h-16z`,
    good: `M${at - 7} ${MIDDLE - 12}l3 -3l4 4l4 -4l3 3l-4 4l4 4l-3 3l-4 -4l-4 4l-3 -3l4 -4z`,
  };
  return <path class={`${tone}-mark`} d={shapes[tone]} />;
}
