import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { readArguments, UsageError } from "./arguments.ts";
import { USUAL } from "./connection.ts";
import { figure, goals, type Results } from "./goals.ts";
import type { LaneRow } from "./lanes.ts";
import { reportLines, table } from "./report.ts";

function row(
  provider: "noble" | "native",
  figures: Partial<LaneRow>,
  record?: number,
  chain?: "judge" | "issue",
): LaneRow {
  return {
    role: {
      provider,
      memoised: false,
      kind: USUAL,
      ...(record !== undefined && { record }),
      ...(chain && { chain }),
    },
    time: 1000,
    floor: 900,
    ratio: 1.1,
    gain: 1,
    counts: { "HMAC-SHA-256": { calls: 46, bytes: 1464 } },
    ...figures,
  };
}

const RESULTS: Results = {
  handshakes: [row("noble", { ratio: 1.3 }), row("native", { gain: 2.5 })],
  records: [row("native", { time: 4 }, 64)],
  chains: [
    row("noble", { ratio: 1.2 }, undefined, "judge"),
    row("native", { ratio: 1.4 }, undefined, "judge"),
    row("native", { ratio: 9 }, undefined, "issue"),
  ],
  commands: [{ command: "deno task scenario mitm", median: 150, least: 140 }],
  peers: [{
    name: "lemon-tls 0.7.0",
    time: 2000,
    ratio: { noble: 1.5, native: 3 },
    remark: "chain and name verified",
  }],
};

Deno.test("goals() says of every goal whether it was met", () => {
  assertEquals(goals(RESULTS).map(({ met, figure }) => [met, figure]), [
    [false, "1.30 of it"],
    [true, "1.10 of it"],
    [true, "2.50 times"],
    [true, "4.00 µs"],
    [true, "1.20 of them"],
    [false, "1.40 of them"],
    [false, "1.50 times"],
    [true, "150 ms"],
  ]);
});

Deno.test("goals() leaves out what was not measured", () => {
  assertEquals(goals({ handshakes: [], records: [], chains: [], commands: [], peers: [] }), []);
});

Deno.test("table() puts numbers to the right and texts to the left", () => {
  assertEquals(table(["name", "ms"], [["a", 1], ["longer", 12.34]]), [
    "  name      ms",
    "  a       1.00",
    "  longer  12.3",
  ]);
});

Deno.test("figure() keeps three digits", () => {
  assertEquals([1234.5, 12.34, 1.234].map(figure), ["1235", "12.3", "1.23"]);
});

Deno.test("reportLines() names peers that were skipped, and why", () => {
  const skipped = [{ name: "tlslite-ng", why: "No module named 'tlslite'" }];
  const text = reportLines(RESULTS, skipped, goals(RESULTS)).join("\n");
  assertStringIncludes(text, "tlslite-ng: skipped (No module named 'tlslite')");
  assertStringIncludes(text, "not met  full handshake, noble: at most 1.25 of its floor");
});

Deno.test("readArguments() refuses what it does not know", () => {
  assertEquals(readArguments(["--quick", "--json"]).json, true);
  assertThrows(() => readArguments(["--fast"]), UsageError, "--fast");
});
