import type { CommandRow } from "./commands.ts";
import { called, figure, type Goal, type Results } from "./goals.ts";
import type { Kind } from "./connection.ts";
import type { LaneRow } from "./lanes.ts";
import type { PeerRow, Skipped } from "./peers.ts";

type Cell = string | number;

/** Columns as wide as their widest cell: texts to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const texts = rows.map((row) =>
    row.map((cell) => typeof cell === "number" ? figure(cell) : cell)
  );
  const widths = head.map((title, i) =>
    Math.max(title.length, ...texts.map((row) => row[i]!.length))
  );
  const numeric = head.map((_, i) =>
    rows.length > 0 && rows.every((row) => typeof row[i] === "number")
  );
  const line = (cells: readonly string[]) =>
    `  ${
      cells.map((cell, i) => numeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))
        .join("  ").trimEnd()
    }`;
  return [line(head), ...texts.map(line)];
}

/** The whole report, line by line. */
export function reportLines(
  results: Results,
  skipped: readonly Skipped[],
  held: readonly Goal[],
): readonly string[] {
  const { handshakes, records, chains, commands, peers } = results;
  return [
    "Processor time, medians of batches; floor: the primitive calls of the same work alone.",
    ...section("Handshakes, both ends; full ones with two certificates verified", [
      ...table(
        [
          "version",
          "suite",
          "group",
          "provider",
          "ms",
          "per s",
          "floor ms",
          "of floor",
          "of noble",
        ],
        handshakes.map(handshakeCells),
      ),
      ...(handshakes.length > 0 ? ["", ...callLines(handshakes[0]!)] : []),
    ]),
    ...section(
      "Records, sealed at one end and opened at the other",
      table(
        ["version", "suite", "bytes", "provider", "µs", "per s", "MB/s", "floor µs", "of floor"],
        records.map(recordCells),
      ),
    ),
    ...section(
      "Certificates of P-256: leaf, intermediate and root judged by the rules of the web; leaves issued",
      table(
        ["work", "provider", "µs", "per s", "signatures µs", "of those"],
        chains.map(chainCells),
      ),
    ),
    ...section(
      "Commands from start to end, wall clock",
      table(
        ["command", "ms", "least ms"],
        commands.map(({ command, median, least }: CommandRow) => [command, median, least]),
      ),
    ),
    ...(peers.length + skipped.length === 0 ? [] : section("Peers, full handshakes side by side", [
      ...table(
        ["peer", "ms", "per s", "noble is faster by", "native by", "remark"],
        peers.map(peerCells),
      ),
      ...skipped.map(({ name, why }) => `  ${name}: skipped (${why})`),
    ])),
    ...section(
      "Goals",
      table(
        ["", "goal", "measured"],
        held.map(({ goal, figure, met }) => [met ? "met" : "not met", goal, figure]),
      ),
    ),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length <= 1 ? [] : ["", title, "", ...lines];
}

function handshakeCells({ role, time, floor, ratio, gain }: LaneRow): Cell[] {
  const { version, suite, group, resumed } = role.kind;
  const keys = resumed ? `${group}, resumed` : group;
  const figures = [time / 1000, 1e6 / time, floor / 1000, ratio, gain];
  return [version, suite, keys, called(role), ...figures];
}

function recordCells({ role, time, floor, ratio }: LaneRow): Cell[] {
  const length = role.record!;
  const { version, suite, macInside } = role.kind;
  return [
    version,
    macInside ? `${suite}, MAC inside` : suite,
    String(length),
    role.provider,
    time,
    1e6 / time,
    length / time,
    floor,
    ratio,
  ];
}

function chainCells({ role, time, floor, ratio }: LaneRow): Cell[] {
  const work = role.chain === "issue"
    ? "leaf issued"
    : role.memoised
    ? "chain judged again"
    : "chain judged";
  return [work, called(role), time, 1e6 / time, floor, ratio];
}

function peerCells({ name, time, ratio, remark }: PeerRow): Cell[] {
  return [name, time / 1000, 1e6 / time, ratio.noble, ratio.native, remark];
}

/** `TLS 1.2 with TLS_RSA_WITH_AES_128_GCM_SHA256 and RSA`. */
export function calledKind({ version, suite, group, resumed }: Kind): string {
  return `${version} with ${suite} and ${group}${resumed ? ", resumed" : ""}`;
}

/** What the floor of a handshake is made of. */
function callLines({ role: { kind }, counts }: LaneRow): string[] {
  const calls = Object.entries(counts).map(([name, { calls, bytes }]) => [
    name,
    String(calls),
    bytes === 0 ? "" : String(bytes),
  ]);
  return [
    `  Calls of one handshake: ${calledKind(kind)}:`,
    "",
    ...table(["primitive", "calls", "bytes"], calls),
  ];
}
