import { assertEquals } from "@std/assert";
import { must, Report, Skip } from "./report.ts";

function reported() {
  const lines: string[] = [];
  return { lines, report: new Report((line) => lines.push(line)) };
}

Deno.test("each check has a line, and the summary is what .ci/run counts by", async () => {
  const { lines, report } = reported();
  await report.check({ name: "one", run: () => Promise.resolve() });
  await report.check({ name: "two", run: () => Promise.reject(new Error("so\nand so")) });
  await report.check({ name: "three", run: () => Promise.reject(new Skip("no need")) });
  assertEquals(lines, [
    "ok       one",
    "FAILED   two",
    "         so",
    "         and so",
    "skipped  three: no need",
  ]);
  assertEquals(report.summary, "1 passed, 1 failed, 1 skipped");
  assertEquals(report.exitStatus, 1);
});

Deno.test("a check that takes too long has failed", async () => {
  const { lines, report } = reported();
  let end: ReturnType<typeof setTimeout> | undefined;
  const run = () => new Promise<void>((resolve) => end = setTimeout(resolve, 10_000));
  await report.check({ name: "slow", run }, 5);
  clearTimeout(end);
  assertEquals(lines, ["FAILED   slow", "         It took longer than 0.005 s"]);
});

Deno.test("what is skipped is no failure", () => {
  const { report } = reported();
  report.skip("all of it", "there is no browser");
  assertEquals([report.summary, report.exitStatus], ["0 passed, 0 failed, 1 skipped", 0]);
});

Deno.test("must() throws its message where something does not hold", async () => {
  const { lines, report } = reported();
  await report.check({ name: "sum", run: async () => must(1 + 1 === 3, await "it is 2") });
  assertEquals(lines[1], "         it is 2");
});
