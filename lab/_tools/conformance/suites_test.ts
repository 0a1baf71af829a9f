import { assertEquals } from "@std/assert";
import { diskFolder } from "./load.ts";
import { conformance } from "./run.ts";
import { SUITES } from "./suites.ts";

const VECTORS = `${import.meta.dirname}/../../../../shared/vectors`;

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

Deno.test("each suite has a name of its own", () => {
  assertEquals(new Set(SUITES.map(({ name }) => name)).size, SUITES.length);
});

// The tests of `lab/crypto` run Wycheproof already. x509-limbo takes ten seconds of processor time, too
// many for every change: `deno task conformance` runs it.
const ELSEWHERE = ["wycheproof", "x509-limbo"];

for (const { name } of SUITES.filter(({ name }) => !ELSEWHERE.includes(name))) {
  Deno.test({
    name: `the lab agrees with ${name}` +
      (exists(VECTORS) ? "" : " (skipped: ../shared/vectors is absent)"),
    ignore: !exists(VECTORS),
    async fn() {
      const lines: string[] = [];
      const code = await conformance(["--vectors", VECTORS, "--suite", name], SUITES, {
        folder: diskFolder,
        out: (line) => lines.push(line),
        error: (line) => lines.push(line),
      });
      assertEquals(code, 0, lines.join("\n"));
    },
  });
}
