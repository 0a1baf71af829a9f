import { assertArrayIncludes, assertEquals, assertGreater } from "@std/assert";
import { circles } from "./graph.ts";
import { placeOf, targetOf } from "./lint/places.ts";
import { type Room, ROOMS } from "./lint/rooms.ts";
import { fileGraph, importsOf, readSource, sourceFiles } from "./repository.ts";

const FILES = sourceFiles();

Deno.test("importsOf() finds every form of import", () => {
  const source = [
    `import a from "./a.ts";`,
    `import * as b from "./b.ts";`,
    `import {\n  c,\n  type C,\n} from "./c.ts";`,
    `import "./d.ts";`,
    `export * from "./e.ts";`,
    `export { f } from "./f.ts";`,
    `const g = import("./g.ts");`,
  ].join("\n");
  assertEquals(
    importsOf(source),
    [..."abcdefg"].map((name) => ({ specifier: `./${name}.ts`, typesOnly: false })),
  );
});

Deno.test("importsOf() tells imports of types from others", () => {
  const source = [
    `import type { A } from "./a.ts";`,
    `import { type B, type C } from "./b.ts";`,
    `export type { D } from "./d.ts";`,
    `export type * from "./e.ts";`,
  ].join("\n");
  assertEquals(importsOf(source).map(({ typesOnly }) => typesOnly), [true, true, true, true]);
});

Deno.test("importsOf() takes nothing else for an import", () => {
  const source = [
    ` * import { a } from "./a.ts";`,
    `export const from = "./b.ts";`,
    `export function f(from = "./c.ts") {}`,
    `  import { d } from "./d.ts";`,
  ].join("\n");
  assertEquals(importsOf(source), []);
});

Deno.test("sourceFiles() sees the repository", () => {
  assertArrayIncludes(FILES, ["lab/bytes/mod.ts", "lab/_tools/lint/mod.ts"]);
  assertGreater(fileGraph(FILES).get("lab/bytes/mod.ts")!.size, 0);
});

Deno.test("the repository has no circle of imports", () => {
  assertEquals(circles(fileGraph(FILES)).map((circle) => circle.join(" → ")), []);
});

Deno.test("the repository has no file of more than 400 lines", () => {
  const long = FILES.map((path) => [path, readSource(path).split("\n").length - 1] as const)
    .filter(([, lines]) => lines > 400);
  assertEquals(long, []);
});

Deno.test("the repository names its files in snake_case", () => {
  const odd = FILES.filter((path) => !/^([a-z0-9_.()[\]-]+\/)*[a-z0-9_]+\.tsx?$/.test(path));
  // Fresh's routes are named as addresses are, its components as JSX has them.
  assertEquals(odd.filter((path) => !/(^|\/)routes\//.test(path)), []);
});

/** Whether a test has the name of a file beside it, or imports one from its own room. */
function standsBesideItsSubject(path: string): boolean {
  const subject = path.slice(0, -"_test.ts".length);
  if (
    [`${subject}.ts`, `${subject}.tsx`, `${subject}/mod.ts`].some((file) => FILES.includes(file))
  ) {
    return true;
  }
  // A stand-in is one thing, tested from outside as its users see it.
  const standIn = /^compat\/([^/]+)\//.exec(path);
  if (standIn) {
    return importsOf(readSource(path)).some(({ specifier }) =>
      specifier.startsWith(".") || specifier.startsWith(standIn[1]!.replace("std-", "@std/"))
    );
  }
  const { room } = placeOf(path);
  return importsOf(readSource(path)).some(({ specifier }) => {
    const target = targetOf(path, specifier);
    if (target.kind !== "file") return false;
    const place = placeOf(target.path);
    return place.room === room;
  });
}

Deno.test("each test stands beside what it tests", () => {
  const tests = FILES.filter((path) => path.endsWith("_test.ts"));
  assertEquals(tests.filter((path) => !standsBesideItsSubject(path)), []);
});

/** Rooms that somebody has moved into. */
const BUILT = Object.values<Room>(ROOMS).map(({ folder }) => folder)
  .filter((folder) => FILES.some((path) => path.startsWith(`${folder}/`)));

Deno.test("each room has a mod.ts that begins with what the room is for", () => {
  const without = BUILT.map((folder) => `${folder}/mod.ts`)
    .filter((path) => !FILES.includes(path) || !readSource(path).startsWith("/**"));
  assertEquals(without, []);
});

Deno.test("each folder of the lab is in the table of rooms", () => {
  const folders = new Set(FILES.flatMap((path) => /^lab\/[^_/]+(?=\/)/.exec(path)?.[0] ?? []));
  assertEquals([...folders].filter((folder) => !BUILT.includes(folder)), []);
});
