/** What this stand-in promises beyond Fresh, or where it differs from it on purpose. */
import { assert, assertEquals, assertFalse, assertMatch, assertNotMatch } from "@std/assert";
import { App } from "fresh";
import { ask } from "./testing.ts";

/** Paths that try to leave `static/`, or that ask for what is not meant to be seen. */
const FORBIDDEN = [
  "/../main.ts",
  "/%2e%2e/main.ts",
  "/..%2fmain.ts",
  "/%2e%2e%2fmain.ts",
  "/x/../../utils.ts",
  "/..\\main.ts",
  "/..%5cmain.ts",
  "/%2fstyle.css",
  "/deep%2fnote.txt",
  "/deep%5Cnote.txt",
  "/style.css%00",
  "/style.css%00.txt",
  "/.secret.txt",
  "/%2esecret.txt",
  "/.hidden/file.txt",
  "/%2Ehidden%2Ffile.txt",
  "/escape.txt",
  "/static/style.css",
  "/main.ts",
  "/routes/index.tsx",
  "/deno.json",
  "/_fresh/main.ts",
  "/_fresh/x/islands.css",
  "/__proto__",
  "/constructor",
];

for (const path of FORBIDDEN) {
  Deno.test(`own: ${path} is nothing that is served`, async () => {
    const response = await ask(path);
    const text = await response.text();
    assertEquals(response.status, 404);
    assertNotMatch(text, /margin|secret|import|createDefine/);
  });
}

for (const path of ["/%", "/%E0%A4%A", "/items/%ff", "/style.css%", "/_fresh/%c0%ae"]) {
  Deno.test(`own: ${path} cannot be decoded, which is the asker's fault`, async () => {
    const response = await ask(path);
    assertMatch(await response.text(), /Trouble: 400/);
    assertEquals(response.status, 400);
  });
}

const TYPES: readonly [path: string, type: string][] = [
  ["/style.css", "text/css; charset=utf-8"],
  ["/data.json", "application/json"],
  ["/deep/note.txt", "text/plain; charset=utf-8"],
  ["/a%20picture.svg", "image/svg+xml"],
  ["/unknown.xyz", "application/octet-stream"],
];

for (const [path, type] of TYPES) {
  Deno.test(`own: ${path} is ${type}, whatever it may look like`, async () => {
    const { headers, body } = await ask(path);
    await body?.cancel();
    assertEquals(headers.get("content-type"), type);
    assertEquals(headers.get("x-content-type-options"), "nosniff");
  });
}

Deno.test("own: an address without a version is asked for again each time", async () => {
  const response = await ask("/style.css", { method: "HEAD" });
  assertEquals(response.headers.get("cache-control"), "no-cache");
  assert(Number(response.headers.get("content-length")) > 0);
});

Deno.test("own: a version that is gone leads to the current one, and is not remembered", async () => {
  const response = await ask("/style.css?a=b&__frsh_c=gone");
  assertEquals(response.headers.get("location"), "/style.css?a=b");
  assertEquals(response.headers.get("cache-control"), "no-store");
});

Deno.test("own: a tag counts in a list, and as a weak one", async () => {
  const etag = (await ask("/style.css", { method: "HEAD" })).headers.get("etag")!;
  for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const response = await ask("/style.css", { headers: { "if-none-match": tags } });
    assertEquals([response.status, response.headers.get("etag")], [304, etag], tags);
  }
});

for (const [method, path] of [["HEAD", "/"], ["HEAD", "/nowhere"], ["HEAD", "/throws"]] as const) {
  Deno.test(`own: ${method} ${path} has no body`, async () => {
    assertEquals((await ask(path, { method })).body, null);
  });
}

for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
  Deno.test(`own: a page does not answer ${method}`, async () => {
    const response = await ask("/items/7", { method });
    await response.body?.cancel();
    assertEquals(response.status, 405);
  });
}

Deno.test("own: what was thrown is not shown to the visitor", async () => {
  for (const path of ["/throws", "/early"]) {
    const text = await (await ask(path)).text();
    assertNotMatch(text, /secret|thrown before|\.tsx?:/);
  }
});

/** Handlers that do what no handler should. */
const UNRULY: readonly [what: string, handler: () => Response][] = [
  ["throws null", () => {
    throw null;
  }],
  ["throws a text", () => {
    throw "\x1b[31m";
  }],
  ["gives nothing", () => undefined as unknown as Response],
  ["gives a text", () => "text" as unknown as Response],
];

for (const [what, handler] of UNRULY) {
  Deno.test(`own: a handler that ${what} costs one request and no more`, async () => {
    const answer = new App<unknown>().get("/", handler).handler();
    const response = await answer(new Request("http://localhost/"));
    assertEquals([response.status, await response.text()], [500, "Internal Server Error"]);
  });
}

/** Where redirects lead that begin with a slash. */
const REDIRECTS = ["//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"];

for (const to of [...REDIRECTS, " //evil.example", "/\n/evil.example", "\x01//evil.example"]) {
  Deno.test(`own: a redirect to ${JSON.stringify(to)} stays on this site`, async () => {
    const answer = new App<unknown>().get("/", (ctx) => ctx.redirect(to)).handler();
    const response = await answer(new Request("http://localhost/"));
    const location = new URL(response.headers.get("location")!, "http://localhost/");
    assertEquals(location.href, "http://localhost/evil.example");
  });
}

Deno.test("own: nothing on a page is inline but data", async () => {
  const html = await (await ask("/islands")).text();
  for (const [, attributes = ""] of html.matchAll(/<script([^>]*)>/g)) {
    assertMatch(attributes, /type="application\/json"|src="\/_fresh\//);
  }
  assertFalse(/<style|\sstyle=|\son[a-z]+="|javascript:/i.test(html));
});
