import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import type { ArrowRow, Sequence, SequenceRow } from "../views/mod.ts";
import { diagram } from "./diagram.ts";
import { EVIL } from "./testing.ts";
import { painter } from "./terminal.ts";

const ARROW: ArrowRow = {
  kind: "arrow",
  event: 9,
  at: 5000,
  from: 0,
  to: 1,
  past: [],
  tappedBy: [],
  label: "ping",
  detail: "",
  protection: "none",
  forged: false,
  lost: false,
  repeated: false,
  length: 4,
  records: [],
  readers: [],
};

function draw(ids: readonly string[], rows: readonly SequenceRow[], width = 72): string[] {
  const lanes = ids.map((id) => ({ id, role: "", hostile: false }));
  const sequence: Sequence = { lanes, rows };
  return diagram(sequence, { width, paint: painter(false) });
}

const drawings: readonly [what: string, row: Partial<ArrowRow>, line: string][] = [
  ["an arrow", {}, "     5  ├─ ping ──────▶│              │  #9"],
  ["an arrow back", { from: 1, to: 0 }, "     5  │◀─ ping ──────┤              │  #9"],
  ["past somebody", { to: 2 }, "     5  ├─ ping ───────┼─────────────▶│  #9"],
  ["copied on the way", { to: 2, tappedBy: [1] }, "     5  ├─ ping ───────○─────────────▶│  #9"],
  ["forged", { forged: true }, "     5  ├─ ping′ ─────▶│              │  #9"],
  ["lost", { lost: true }, "     5  ├─ ping ──────×│              │  #9 lost"],
  ["sent again", { repeated: true }, "     5  ├─ ping ──────▶│              │  #9 again"],
  ["a detail", { detail: "x25519" }, "     5  ├─ ping ──────▶│              │  #9 x25519"],
  ["wide letters", { label: "銀行" }, "     5  ├─ 銀行 ──────▶│              │  #9"],
];

for (const [what, row, line] of drawings) {
  Deno.test(`diagram() of ${what}: ${line.trim()}`, () => {
    assertEquals(draw(["alice", "mallory", "bank"], [{ ...ARROW, ...row }])[1], line);
  });
}

Deno.test("diagram() says in full what is too long for the arrow", () => {
  const label = "GET /a/rather/long/path HTTP/1.1";
  const lines = draw(["alice", "mallory", "bank"], [{ ...ARROW, label }]);
  assert(lines[1]!.includes("GET /a/rathe…"), lines[1]);
  const notes = lines.slice(1).map((line) => line.split("│").at(-1)!.trim()).join(" ");
  assertEquals(notes, `#9 ${label}`);
});

for (const [what, evil] of Object.entries(EVIL)) {
  Deno.test(`diagram() keeps its columns whatever stands in it: ${what}`, () => {
    const rows: SequenceRow[] = [
      { kind: "act", event: 8, number: 1, title: evil, happens: true },
      { ...ARROW, label: evil, detail: evil },
      { ...ARROW, from: 2, to: 1, label: evil, forged: true },
      { kind: "remark", event: 10, at: 6000, lane: 2, text: evil, tone: "bad" },
    ];
    for (const width of [72, 80, 110]) {
      for (const line of draw([evil, `${evil}2`, "bank"], rows, width)) {
        assert(unicodeWidth(line) <= width, `${unicodeWidth(line)} columns: ${line}`);
        assert(!line.includes("\n"));
      }
    }
  });
}
