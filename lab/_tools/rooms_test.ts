import { assert, assertEquals, assertThrows } from "@std/assert";
import { documents, mermaid, roomGraph, withDrawing } from "./rooms.ts";

Deno.test("mermaid() draws rooms that have files, and dots an arrow of types alone", () => {
  const all = new Map([
    ["bytes", new Set<string>()],
    ["trace", new Set(["bytes"])],
    ["net", new Set(["trace", "bytes"])],
  ]);
  const values = new Map([["trace", new Set(["bytes"])]]);
  assertEquals(
    mermaid(all, values),
    [
      "```mermaid",
      "flowchart BT",
      '  bytes["lab/bytes"]',
      '  trace["lab/trace"]',
      '  net["lab/net"]',
      "  trace --> bytes",
      "  net -.-> trace",
      "```",
    ].join("\n"),
  );
});

Deno.test("withDrawing() replaces what stands between the marks and nothing else", () => {
  const { now } = documents();
  const once = withDrawing(now, "one drawing");
  assertEquals(withDrawing(once, "another"), once.replace("one drawing", "another"));
});

Deno.test("withDrawing() says so where the marks are missing", () => {
  assertThrows(() => withDrawing("# Architecture\n", ""), SyntaxError, "Cannot find the marks");
});

Deno.test("roomGraph() has the arrows of the files", () => {
  assert(roomGraph().get("trace")?.has("bytes"));
});

Deno.test("ARCHITECTURE.md shows the rooms as they are; if not, run `deno task rooms`", () => {
  const { now, fresh } = documents();
  assertEquals(now, fresh);
});
