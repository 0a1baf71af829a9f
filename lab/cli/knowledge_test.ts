import { assertEquals } from "@std/assert";
import { run } from "../scenario/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { knowledgeLines } from "./knowledge.ts";
import { painter } from "./terminal.ts";
import { crypto } from "./testing.ts";

/** The names of the rows, those that go on in the next line put together again. */
function titles(id: string, on: readonly string[], width: number): string[] {
  const scenario = SCENARIOS.find((one) => one.id === id)!;
  const { trace } = run(scenario, { seed: 1, with: on, crypto });
  const [head = "", ...lines] = knowledgeLines(trace, width, painter(false));
  const columns = /^ who knows +/.exec(head)![0].length;
  const found: string[] = [];
  // Remarks below a row stand further in.
  for (const line of lines.filter((line) => !/^ ◐|^ {4}\S/.test(line))) {
    const part = line.slice(0, columns).trim();
    if (/[●◐·]/.test(line.slice(columns))) found.push(part);
    else if (part !== "") found.push(`${found.pop()} ${part}`);
  }
  return found;
}

for (const width of [72, 80, 110]) {
  Deno.test(`no two rows of who knows read the same on ${width} columns`, () => {
    const found = titles("dv-hijack", ["vantage", "caa", "account"], width);
    assertEquals(found.length, new Set(found).size, found.join("\n"));
    for (const ends of ["mallory–trent", "mallory–bank"]) {
      assertEquals(found.includes(`traffic secrets, ${ends}`), true, found.join("\n"));
    }
  });
}

Deno.test("a key that Mallory has ordered is among those that she holds", () => {
  const found = titles("dv-hijack", [], 110);
  assertEquals(found.filter((title) => title.startsWith("ordered key")), [
    "ordered key of bank.example",
    "ordered key of bank.example (mallory)",
  ]);
});
