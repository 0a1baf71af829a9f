import { assertEquals, assertThrows } from "@std/assert";
import { startWords } from "./server_process.ts";

const TASK = "deno run -q --no-prompt --allow-net=127.0.0.1 --allow-read main.ts start";

Deno.test("startWords() are those of the task, however it is written down", () => {
  const words = TASK.split(" ").slice(1);
  assertEquals(startWords({ start: TASK }), words);
  assertEquals(startWords({ start: { command: TASK } }), words);
});

Deno.test("startWords() puts another program in the task's place, with its permissions", () => {
  assertEquals(startWords({ start: TASK }, "harness.ts"), [
    "run",
    "-q",
    "--no-prompt",
    "--allow-net=127.0.0.1",
    "--allow-read",
    "harness.ts",
  ]);
});

Deno.test("startWords() starts nothing it does not understand", () => {
  assertThrows(() => startWords({}), TypeError, 'Cannot find the task "start"');
  for (const start of ["npm start", "deno serve main.ts", "deno run a.ts && rm b", "deno run $X"]) {
    assertThrows(() => startWords({ start }), TypeError, "no plain call of deno run");
  }
});
