/**
 * How a diagram looks: the hues of Okabe and Ito, which most people can tell apart, on light and on
 * dark ground. A page that embeds diagrams puts this into its own style sheet; a file that is
 * downloaded carries it inside. Colour never says anything alone: shapes and marks say it, too.
 */
export const DIAGRAM_STYLE = `
.diagram {
  --ground: #ffffff; --ink: #1a1a1a; --quiet: #5f6368; --rule: #c4c7cc; --band: #f1f3f5;
  --handshake: #0072b2; --application: #8a3a6c; --bad: #b34700; --good: #00704f;
  font: 13px ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  .diagram {
    --ground: #14161a; --ink: #eceff1; --quiet: #a3aab2; --rule: #4a5057; --band: #22262c;
    --handshake: #56b4e9; --application: #e29fc4; --bad: #ff9a52; --good: #35c795;
  }
}
.diagram .ground { fill: var(--ground); }
.diagram text { fill: var(--ink); }
.diagram .quiet { fill: var(--quiet); }
.diagram .name { font-weight: bold; }
.diagram .hostile .name { fill: var(--bad); }
.diagram .lane { stroke: var(--rule); stroke-width: 1; }
.diagram .act .band { fill: var(--band); }
.diagram .act text { font-weight: bold; }
.diagram .not-happening text { font-weight: normal; fill: var(--quiet); }
.diagram .line { stroke: var(--ink); stroke-width: 1.6; fill: none; }
.diagram .head { fill: var(--ink); stroke: var(--ink); stroke-width: 1.6; }
.diagram .cross { fill: none; stroke: var(--bad); stroke-width: 2.4; }
.diagram .ear { fill: var(--ground); stroke: var(--ink); stroke-width: 1.6; }
.diagram .tap { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 1 3; }
.diagram .handshake .line, .diagram .handshake .head { stroke: var(--handshake); }
.diagram .handshake .head, .diagram .handshake .label { fill: var(--handshake); }
.diagram .application .line, .diagram .application .head { stroke: var(--application); }
.diagram .application .head, .diagram .application .label { fill: var(--application); }
.diagram .early .line, .diagram .early .head { stroke: var(--application); }
.diagram .early .head, .diagram .early .label { fill: var(--application); }
.diagram .forged .line { stroke-dasharray: 7 4; }
.diagram .forged .label { fill: var(--bad); font-style: italic; }
.diagram .label { text-anchor: middle; }
.diagram .time, .diagram .mark { text-anchor: middle; }
.diagram .time { text-anchor: end; fill: var(--quiet); }
.diagram .bad text { fill: var(--bad); }
.diagram .good text { fill: var(--good); }
.diagram .fold text { fill: var(--quiet); font-style: italic; }
.diagram .fold .line { stroke: var(--rule); stroke-dasharray: 2 6; }
.diagram .target { fill: transparent; }
.diagram .selected .target { fill: var(--band); }
.diagram .selected .line { stroke-width: 3; }
`;
