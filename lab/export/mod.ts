/** A run to take away: the diagram as an SVG file, the trace as JSON and back. */
export { svg, type SvgOptions } from "./svg.ts";
export { DIAGRAM_STYLE } from "./svg_style.ts";
export { type ReadTrace, readTrace, writeTrace } from "./trace_json.ts";
