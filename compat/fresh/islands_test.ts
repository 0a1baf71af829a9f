/** How islands come to the browser; this is our own way, and not the real Fresh's. */
import { assert, assertEquals, assertMatch, assertNotMatch, assertRejects } from "@std/assert";
import { bundle } from "./builder/bundle.ts";
import { vendors } from "./builder/vendor.ts";
import { decoder } from "./client/decode.ts";
import type { PageData } from "./islands/document.ts";
import { ask } from "./testing.ts";

const html = await (await ask("/islands")).text();
const [, json = ""] = /<script type="application\/json" id="fresh-data">(.*?)<\/script>/s
  .exec(html) ?? [];
const data: PageData = JSON.parse(json);
const [, client = ""] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];

interface Props {
  readonly id: string;
  readonly label: string;
  readonly bytes: Uint8Array;
  readonly count: unknown;
  readonly children: unknown;
}

const valueAt = decoder(data.values, (number) => `slot ${number}`);
const props = data.islands.map(([, , place]) => valueAt(place) as Props);
const named = (id: string) => props.find((given) => given.id === id)!;

Deno.test("own: every island has its element, its module and its props", () => {
  const marks = html.match(/<fresh-island data-n="\d+">/g) ?? [];
  assertEquals(marks.length, data.islands.length);
  assertEquals(props.map(({ id }) => id), ["one", "two", "open", "nested", "closed", "hidden"]);
});

Deno.test("own: no text ends the data block early", () => {
  assertEquals(named("one").label, "</script><b>bold</b>");
  assertEquals(named("two").label, "<!-- & -->");
  assertNotMatch(json, /</);
});

Deno.test("own: bytes arrive as bytes", () => {
  assertEquals(named("one").bytes, Uint8Array.of(22, 3, 1));
  assertEquals(named("two").bytes, new Uint8Array());
});

Deno.test("own: a signal that islands share is one signal", () => {
  const counts = ["one", "two", "nested", "hidden"].map((id) => named(id).count);
  assertEquals(new Set(counts).size, 1);
});

Deno.test("own: what the server drew for an island stands in it, or waits in a template", () => {
  assertEquals(named("open").children, "slot 0");
  assertMatch(html, /<fresh-slot data-n="0"><p>drawn by the server<\/p><fresh-island/);
  assertEquals(named("closed").children, "slot 1");
  assertMatch(html, /<template data-fresh-slot="1"><fresh-island/);
});

Deno.test("own: a page without islands has no script", async () => {
  assertNotMatch(await (await ask("/")).text(), /<script|islands\.css/);
});

Deno.test("own: a function cannot be a prop", async () => {
  assertEquals((await ask("/function_prop")).status, 500);
});

Deno.test("own: every script is served, for good, and finds all that it imports", async () => {
  const seen = new Set<string>();
  const visit = async (url: URL) => {
    if (seen.has(url.pathname)) return;
    seen.add(url.pathname);
    const response = await ask(url.pathname);
    const text = await response.text();
    assertEquals([url.pathname, response.status], [url.pathname, 200]);
    assertMatch(response.headers.get("content-type")!, /^text\/javascript/);
    assertMatch(response.headers.get("cache-control")!, /immutable/);
    for (const [, to = ""] of text.matchAll(/(?:from|import)\s*"([^"]+)"/g)) {
      assertMatch(to, /^\.\.?\//, `${url.pathname} imports ${to}`);
      await visit(new URL(to, url));
    }
  };
  const urls = [client, ...data.islands.map(([url]) => url)];
  for (const url of urls) await visit(new URL(url, "http://localhost"));
  assert([...seen].some((path) => path.endsWith("/preact.js")));
});

Deno.test("own: the packages served to browsers import nothing else", () => {
  for (const [name, text] of vendors) {
    assertNotMatch(text, /\b(from|import)\s*"(?!\.\/)|require\(|sourceMappingURL/, name);
  }
});

const BAD = `${import.meta.dirname}/testdata/bad_islands`;
const REFUSED: readonly [file: string, reason: RegExp][] = [
  ["node.tsx", /browsers have no "node:crypto"/],
  ["later.tsx", /browsers have no "node:fs"/],
  ["missing.tsx", /not_there/],
];

for (const [file, reason] of REFUSED) {
  Deno.test(`own: the island ${file} is refused at the start`, async () => {
    const error = await assertRejects(() => bundle([`${BAD}/${file}`]), Error);
    assertMatch(error.message, reason);
  });
}
