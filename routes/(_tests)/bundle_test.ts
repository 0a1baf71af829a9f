/** What a browser has to load: the islands and what they need, and nothing of the laboratory. */
import { assert, assertEquals, assertLess } from "@std/assert";
import { GLOSSARY, SCENARIOS } from "../../scenarios/mod.ts";
import { readMarkup } from "./testing/markup.ts";
import { ask, follow } from "./testing/site.ts";

/** Bytes of all scripts together, compressed. */
const MOST_BYTES = 150_000;

/** Every script that any page loads, by its address. */
const scripts = new Map<string, string>();
for (const page of ["/", "/run/mitm", "/run/mitm/certificates", "/play", "/present/mitm"]) {
  const { elements, scripts: blocks } = readMarkup((await follow(page)).text);
  const sources = elements.filter(({ name }) => name === "script")
    .flatMap(({ attributes }) => attributes.get("src") ?? []);
  const islands = blocks.filter((text) => text !== "").flatMap((text): string[] =>
    JSON.parse(text).islands.map(([url]: [string]) => url)
  );
  for (const path of [...sources, ...islands]) await load(path);
}

async function load(path: string): Promise<void> {
  if (scripts.has(path)) return;
  const { status, text } = await ask(path);
  assertEquals([path, status], [path, 200]);
  scripts.set(path, text);
  for (const [, to = ""] of text.matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)) {
    await load(new URL(to, `http://lab.invalid${path}`).pathname);
  }
}

const everything = [...scripts.values()].join("\n");

Deno.test("the islands and Preact are what a browser loads", () => {
  for (const island of ["Stepper", "Bytes", "ThemeToggle", "PageKeys"]) {
    assert([...scripts.keys()].some((path) => path.endsWith(`/${island}.js`)), island);
  }
  assert(everything.includes("data-byte") && everything.includes("ArrowDown"));
});

/** What only the laboratory says: labels of the key schedule, constants of ciphers, names of files. */
const MARKERS = [
  ...["tls13 ", "c hs traffic", "derived", "expand 32-byte k", "HKDF", "noble", "x25519", "AES"],
  ...["ClientHello", "unknown_ca", "TLS_AES", "basicConstraints", "2.5.29", "seededRandom"],
  ...["crypto.subtle", "Deno.", "node:", "eval(", "new Function"],
  ...SCENARIOS.flatMap(({ title, moral }) => [title, moral]),
  ...GLOSSARY.map(({ text }) => text),
];

Deno.test("no engine, no cipher, no scenario comes to the browser", () => {
  assertEquals(MARKERS.filter((marker) => everything.includes(marker)), []);
});

Deno.test(`all scripts together are at most ${MOST_BYTES} bytes, compressed`, async () => {
  const stream = new Blob([everything]).stream().pipeThrough(new CompressionStream("gzip"));
  const { byteLength } = await new Response(stream).arrayBuffer();
  assertLess(byteLength, MOST_BYTES);
  assert(byteLength > 5_000, "there is something to compress");
});

Deno.test("no page loads anything from anywhere else", () => {
  const urls = [...everything.matchAll(/https?:\/\/[\w.-]+/g)].map(([url]) => url);
  const namespaces = ["http://www.w3.org"];
  assertEquals(urls.filter((url) => !namespaces.includes(url)), []);
});
