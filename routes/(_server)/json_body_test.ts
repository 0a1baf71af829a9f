import { assert, assertEquals } from "@std/assert";
import { LARGEST_BODY, readJson } from "./json_body.ts";

/** A body that comes in parts, and how many of them were asked for. */
function bodyOf(...parts: readonly (string | Uint8Array)[]) {
  const asked = { parts: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts[asked.parts];
      if (part === undefined) return controller.close();
      asked.parts++;
      controller.enqueue(typeof part === "string" ? new TextEncoder().encode(part) : part);
    },
    cancel: () => void (asked.cancelled = true),
  }, { highWaterMark: 0 });
  return { body, asked };
}

Deno.test("readJson() reads what comes in parts, cut anywhere", async () => {
  const { body } = bodyOf(
    '{"na',
    new Uint8Array([0x6d, 0x65, 0x22, 0x3a, 0x22, 0xc3]),
    new Uint8Array([0xa9]),
    '"}',
  );
  assertEquals(await readJson({ body }), { kind: "value", value: { name: "é" } });
});

const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

const FAULTS: readonly (readonly [what: string, text: string | Uint8Array, message: string])[] = [
  ["nothing", "", "The body is no JSON in UTF-8"],
  ["half of something", '{"a":', "The body is no JSON in UTF-8"],
  ["what is no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "The body is no JSON in UTF-8"],
  ["17 levels", deep(17), "The body is nested deeper than 16 levels"],
  ["30000 levels", deep(30_000), "The body is nested deeper than 16 levels"],
  ["a prototype", '{"a":[{"__proto__":{}}]}', 'The body has a field "__proto__"'],
];

for (const [what, text, message] of FAULTS) {
  Deno.test(`readJson() says of ${what}: ${message}`, async () => {
    const { body } = bodyOf(text);
    assertEquals(await readJson({ body }), { kind: "fault", status: 400, message });
  });
}

Deno.test("readJson() takes 16 levels", async () => {
  const { body } = bodyOf(deep(16));
  assertEquals((await readJson({ body })).kind, "value");
});

Deno.test("readJson() takes as much as it may, and stops reading at the first byte too many", async () => {
  const full = `"${"x".repeat(LARGEST_BODY - 2)}"`;
  assertEquals((await readJson(bodyOf(full))).kind, "value");
  const { body, asked } = bodyOf(full, " ", "never asked for");
  const found = await readJson({ body });
  assert(found.kind === "fault" && found.status === 413);
  assertEquals(asked, { parts: 2, cancelled: true });
});

Deno.test("readJson() does not wait for ever", async () => {
  const found = await readJson({ body: new ReadableStream() }, 5);
  assert(found.kind === "fault" && found.status === 408);
});

Deno.test("readJson() survives a sender who goes away", async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error("connection reset")),
  });
  const found = await readJson({ body });
  assert(found.kind === "fault" && found.message === "The body broke off");
  assertEquals((await readJson({ body: null })).kind, "fault");
});
