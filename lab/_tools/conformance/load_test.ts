import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { diskFolder, type Folder, loadVectors, VectorError } from "./load.ts";
import { gzip, memoryFolder } from "./testing.ts";

const PACKED = await gzip('{ "cases": [2] }');

const FOLDER: Folder = memoryFolder({
  "plain.json": '{ "cases": [1] }',
  "plain-dev.json": "{}",
  "split-dev.json": '{ "cases": [3] }',
  "packed.json.gz": PACKED,
  "cut.json": '{ "cases": [1',
  "cut-packed.json.gz": PACKED.slice(0, -12),
  "not-packed.json.gz": "{}",
  "not-text.json": new Uint8Array([0x22, 0xff, 0x22]),
  "empty.json": "",
});

Deno.test("loadVectors() reads plain and packed JSON", async () => {
  assertEquals(await loadVectors(FOLDER, "plain"), { file: "plain.json", json: { cases: [1] } });
  assertEquals(await loadVectors(FOLDER, "packed"), {
    file: "packed.json.gz",
    json: { cases: [2] },
  });
});

Deno.test("loadVectors() takes a file with a split in its name if no other is there", async () => {
  assertEquals((await loadVectors(FOLDER, "split"))?.file, "split-dev.json");
  assertEquals((await loadVectors(FOLDER, "plain"))?.file, "plain.json");
});

Deno.test("loadVectors() gives nothing where there is no file", async () => {
  assertEquals(await loadVectors(FOLDER, "pla"), undefined);
});

const BROKEN: readonly (readonly [stem: string, message: string])[] = [
  ["cut", "Cannot read cut.json: not JSON"],
  ["cut-packed", "Cannot read cut-packed.json.gz: not a whole gzip file"],
  ["not-packed", "Cannot read not-packed.json.gz: not a whole gzip file"],
  ["empty", "Cannot read empty.json: it is empty"],
  ["not-text", "Cannot read not-text.json: not UTF-8"],
];

for (const [stem, message] of BROKEN) {
  Deno.test(`loadVectors() says of ${stem}: ${message}`, async () => {
    const error = await assertRejects(() => loadVectors(FOLDER, stem), VectorError, message);
    assertEquals(error.message.includes("\n"), false);
  });
}

const HERE = `${import.meta.dirname}/`;

Deno.test("diskFolder() lists and reads what is on the disk", () => {
  const folder = diskFolder(HERE);
  assertEquals(folder.list().includes("load.ts"), true);
  assertEquals(folder.read("load.ts").length > 0, true);
});

Deno.test("diskFolder() names a folder or a file that cannot be read", () => {
  assertThrows(() => diskFolder(`${HERE}none`).list(), VectorError, "no such folder");
  assertThrows(() => diskFolder(`${HERE}load.ts`).list(), VectorError, "Cannot read the folder");
  assertThrows(() => diskFolder(HERE).read("none.json"), VectorError, "Cannot read none.json");
});
