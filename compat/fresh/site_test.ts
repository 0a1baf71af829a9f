/** What an app does with the files of `routes/` and `static/`. All of it holds for the real Fresh. */
import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { BUST } from "./shared.ts";
import { ask } from "./testing.ts";

/** Paths, with the status and a part of the page. */
const PAGES: readonly [path: string, status: number, part: string][] = [
  ["/", 200, "<h1>Home of / by /</h1>"],
  ["/?query", 200, "<h1>Home of / by /</h1>"],
  ["/items/7", 200, '<section class="shop"><p>item 7</p></section>'],
  ["/items/a%20b", 200, "<p>item a b</p>"],
  ["/items/special", 200, "<p>the special item</p>"],
  ["/items/broken", 500, "<h1>Trouble in the shop</h1>"],
  ["/docs", 200, "<p>docs latest</p>"],
  ["/docs/1.0", 200, "<p>docs 1.0</p>"],
  ["/docs/1.0/more", 404, "<h1>Trouble: 404</h1>"],
  ["/data", 202, "<p>The answer is 42</p>"],
  ["/data?teapot", 418, "<h1>Trouble: 418</h1>"],
  ["/async", 200, "<p>awaited</p>"],
  ["/other/deno@2", 200, "<p>deno 2</p>"],
  ["/renamed", 404, "<h1>Trouble: 404</h1>"],
  ["/throws", 500, "<h1>Trouble: bug</h1>"],
  ["/nowhere", 404, "<h1>Trouble: 404</h1>"],
  ["/helper", 404, "<h1>Trouble: 404</h1>"],
  ["/Counter", 404, "<h1>Trouble: 404</h1>"],
  ["/_app", 404, "<h1>Trouble: 404</h1>"],
];

for (const [path, status, part] of PAGES) {
  Deno.test(`the site answers ${path} with ${status}`, async () => {
    const response = await ask(path);
    assertStringIncludes(await response.text(), part);
    assertEquals(response.status, status);
  });
}

Deno.test("a page stands in its layout and the app, after the middlewares", async () => {
  const html = await (await ask("/")).text();
  assertMatch(html, /^<!DOCTYPE html><html lang="en"><head>/);
  assertMatch(html, /<body><main class="outer" data-visits="first,second"><h1>.*<\/main><\/body>/);
});

Deno.test("<Head> replaces the title of the app", async () => {
  const html = await (await ask("/")).text();
  assertEquals(html.match(/<title>.*?<\/title>/g), ["<title>Home</title>"]);
});

Deno.test("a page that wants neither layout nor app stands alone", async () => {
  const html = await (await ask("/bare")).text();
  assertStringIncludes(html, "<p>bare</p>");
  assertNotMatch(html, /<main|lang="en"/);
});

Deno.test("handlers answer by method", async () => {
  const posted = await ask("/data", { method: "POST", body: "words" });
  assertEquals([posted.status, await posted.text()], [200, "got words"]);
  const head = await ask("/data", { method: "HEAD" });
  await head.body?.cancel();
  assertEquals([head.status, head.headers.get("x-data")], [202, "yes"]);
});

Deno.test("an asynchronous page may answer by itself", async () => {
  const response = await ask("/async?away");
  assertEquals([response.status, response.headers.get("location")], [303, "/"]);
});

Deno.test("a rest parameter holds all that is left", async () => {
  const response = await ask("/old/a/b");
  assertEquals([response.status, response.headers.get("location")], [301, "/a/b"]);
});

Deno.test("an error page stands outside the middlewares of its level", async () => {
  assertEquals((await ask("/")).headers.get("x-middleware"), "seen");
  assertEquals((await ask("/throws")).headers.get("x-middleware"), null);
  assertEquals((await ask("/nowhere")).headers.get("x-middleware"), null);
});

Deno.test("a route before fsRoutes() gets no error page from the files", async () => {
  const response = await ask("/early");
  assertNotMatch(await response.text(), /Trouble/);
  assertEquals(response.status, 500);
});

Deno.test("static files come with their type, and once only", async () => {
  const response = await ask("/style.css");
  assertMatch(response.headers.get("content-type") ?? "", /^text\/css/);
  assertMatch(await response.text(), /^p /);
  const again = await ask("/style.css", {
    headers: { "if-none-match": response.headers.get("etag")! },
  });
  assertEquals([again.status, await again.text()], [304, ""]);
});

Deno.test("asset() makes an address that browsers may keep for good", async () => {
  const [, address = ""] = /href="(\/style\.css[^"]*)"/.exec(await (await ask("/")).text()) ?? [];
  assertMatch(address, new RegExp(`^/style\\.css\\?${BUST}=\\w+$`));
  const response = await ask(address);
  assertMatch(response.headers.get("cache-control") ?? "", /max-age=31536000/);
  await response.body?.cancel();
  assertEquals((await ask(`/style.css?${BUST}=another`)).status, 307);
});
