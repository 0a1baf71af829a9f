import { assert, assertEquals } from "@std/assert";
import { run } from "../scenario/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { sequence } from "../views/mod.ts";
import { fieldLines } from "./fields.ts";
import { crypto } from "./testing.ts";

/** The lines below each arrow of a run, by the number of its event. */
function linesOf(id: string, on: readonly string[]): ReadonlyMap<number, readonly string[]> {
  const scenario = SCENARIOS.find((one) => one.id === id)!;
  const { trace } = run(scenario, { seed: 1, with: on, crypto });
  const shown = new Map<string, number>();
  const arrows = sequence(trace, crypto).rows.filter((row) => row.kind === "arrow");
  return new Map(arrows.map((row) => [row.event, fieldLines(row, shown)]));
}

Deno.test("a certificate is told field by field where it comes first, accepted or not", () => {
  const all = [...linesOf("null-prefix", ["whole"]).values()].flat().map((line) => line.trim());
  for (
    const name of ["DNS:bank.example", "DNS:bank.example\\u{0}.mallory.example", "DNS:*.example"]
  ) {
    assertEquals(all.filter((line) => line.endsWith(` ${name}`)).length, 1, name);
  }
  assert(all.some((line) => /^notAfter \[\d+,\d+\) 2026-/.test(line)));
  assert(all.some((line) => /^subjectPublicKeyInfo \[\d+,\d+\) P-256$/.test(line)));
});

Deno.test("a certificate that comes again is a line that names the first time", () => {
  const lines = linesOf("null-prefix", ["whole"]);
  const again = [...lines.values()].flat().flatMap((line) =>
    /^ *Certificate as in #(\d+): bank\.example/.exec(line)?.[1] ?? []
  );
  assert(again.length > 0);
  for (const first of again) {
    const there = lines.get(Number(first)) ?? [];
    assert(there.some((line) => /^ *Certificate \[\d+,\d+\) bank\.example/.test(line)), first);
  }
});

const WITHOUT_TROUBLE: readonly (readonly [id: string, on: readonly string[]])[] = [
  ["goto-fail", []], // TLS 1.2
  ["revoked", ["hard"]], // a stapled answer
  ["post-quantum", []],
];

for (const [id, on] of WITHOUT_TROUBLE) {
  Deno.test(`every message of ${id} reads as its version has it`, () => {
    const lines = [...linesOf(id, on).values()].flat();
    assert(lines.some((line) => line.includes("tbsCertificate [")));
    assertEquals(lines.filter((line) => / ! /.test(line)), []);
    assertEquals(lines.filter((line) => /^ *(?:header|length) \[.* bytes$/.test(line)), []);
  });
}
