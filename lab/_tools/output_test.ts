import { assertEquals } from "@std/assert";
import { writeText } from "./output.ts";

function heard(throws?: Error) {
  const text: string[] = [];
  const last: string[] = [];
  const sink = {
    writeSync(bytes: Uint8Array): number {
      if (throws !== undefined) throw throws;
      const part = bytes.subarray(0, 3);
      text.push(new TextDecoder().decode(part));
      return part.length;
    },
  };
  writeText(sink, "eight by", (line) => last.push(line));
  return { text, last };
}

Deno.test("writeText() goes on until everything is written", () => {
  assertEquals(heard(), { text: ["eig", "ht ", "by"], last: [] });
});

Deno.test("writeText() says nothing of a reader that went away", () => {
  assertEquals(heard(new Deno.errors.BrokenPipe("gone")), { text: [], last: [] });
});

Deno.test("writeText() gives one line about a full disk", () => {
  assertEquals(heard(new Error("No space left")).last, ["Cannot write: No space left\n"]);
});
