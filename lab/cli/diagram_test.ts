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

const headings: readonly (readonly [ids: readonly string[], lines: readonly string[]])[] = [
  [["alice", "bank"], ["    ms  alice      bank"]],
  [["alice", "mallory", "dns", "oslo", "rio", "bank", "trent"], [
    "        alice       dns         rio      trent",
    "    ms        mallory     oslo        bank",
  ]],
];

for (const [ids, lines] of headings) {
  Deno.test(`the names of ${ids.length} lanes stand apart, each in full`, () => {
    const drawn = draw(ids, []);
    assertEquals(drawn.map((line) => line.trimEnd()), lines);
  });
}

Deno.test("an arrow with no room for three letters is drawn without any", () => {
  const ids = ["alice", "mallory", "dns", "oslo", "rio", "bank", "trent"];
  const of = (row: Partial<ArrowRow>) =>
    draw(ids, [{ ...ARROW, label: "ClientHello", ...row }])[2]!;
  assertEquals(of({}).slice(8, 20), "├────▶│     ");
  assertEquals(of({ forged: true }).slice(8, 20), "├─ ′ ▶│     ");
  assert(of({}).endsWith("#9 ClientHello"));
});

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
