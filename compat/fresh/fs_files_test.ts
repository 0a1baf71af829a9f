import { assertEquals } from "@std/assert";
import { classify, moreExact, patternOf } from "./fs_files.ts";

/** Files in `routes/`, with their pattern; most rows are from the documentation of Fresh. */
const PATTERNS: readonly [file: string, pattern: string][] = [
  ["index.ts", "/"],
  ["about.ts", "/about"],
  ["blog/index.ts", "/blog"],
  ["blog/[slug].ts", "/blog/:slug"],
  ["blog/[slug]/comments.ts", "/blog/:slug/comments"],
  ["old/[...path].ts", "/old/:path*"],
  ["docs/[[version]]/index.ts", "/docs{/:version}?"],
  ["(marketing)/about.tsx", "/about"],
  ["(marketing)/index.tsx", "/"],
  ["files/[name].json.ts", "/files/:name.json"],
  ["a+b/c.ts", "/a\\+b/c"],
];

for (const [file, pattern] of PATTERNS) {
  Deno.test(`${file} answers at ${pattern}`, () => {
    assertEquals(patternOf(classify(file)!.path), pattern);
  });
}

const PARTS: readonly [file: string, kind: string | undefined, path?: string][] = [
  ["_app.tsx", "app", "/"],
  ["_layout.tsx", "layout", "/"],
  ["(shop)/items/_layout.tsx", "layout", "/(shop)/items"],
  ["api/_middleware.ts", "middleware", "/api"],
  ["_error.tsx", "error", "/"],
  ["_500.tsx", "error", "/"],
  ["_404.tsx", "notFound", "/"],
  ["(_islands)/Dial.tsx", "island", "(_islands)/Dial.tsx"],
  ["a/(_islands)/deep/Dial.tsx", "island", "a/(_islands)/deep/Dial.tsx"],
  ["(_components)/card.tsx", undefined],
  ["index_test.ts", undefined],
  ["index.test.tsx", undefined],
  ["types.d.ts", undefined],
  ["notes.md", undefined],
];

for (const [file, kind, path] of PARTS) {
  Deno.test(`${file} in routes/ is ${kind ?? "nothing"}`, () => {
    const part = classify(file);
    assertEquals([part?.kind, part?.path], [kind, path]);
  });
}

Deno.test("the more exact route comes first", () => {
  const sorted = ["/[...rest]", "/[[opt]]", "/[id]", "/[id]/x", "/a", "/a/[id]", "/a/b"];
  assertEquals(sorted.toReversed().sort(moreExact), [
    "/a",
    "/a/b",
    "/a/[id]",
    "/[id]",
    "/[id]/x",
    "/[[opt]]",
    "/[...rest]",
  ]);
});
