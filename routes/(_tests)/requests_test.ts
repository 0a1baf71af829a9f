/** Who may ask for what, and that an address means the same for everybody. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { SCENARIOS } from "../(_server)/lab.ts";
import { ask, follow, runPages } from "./testing/site.ts";

/** A page of each kind. */
const PAGES = [
  "/",
  "/?q=name",
  "/matrix?seed=3",
  "/compare",
  "/play",
  "/play?loss=20&seed=7",
  "/glossary",
  "/learn/mitm?seed=3",
  "/present/mitm?seed=3&act=2",
  ...runPages("mitm").map((page) => `${page}?seed=3&with=pinning`),
];

for (const { id, defences } of SCENARIOS) {
  Deno.test(`every page of ${id} answers, with every seed`, async () => {
    for (const seed of ["0", "42", "9007199254740991"]) {
      const on = Object.keys(defences).slice(0, 1).map((name) => `&with=${name}`).join("");
      for (const page of [...runPages(id), `/present/${id}`]) {
        const { status, headers, text } = await ask(`${page}?seed=${seed}${on}`);
        assertEquals([page, seed, status], [page, seed, 200]);
        assertEquals(headers.get("content-type"), "text/html; charset=utf-8");
        assert(text.startsWith("<!DOCTYPE html>"));
      }
    }
  });
}

Deno.test("the same address gives the same bytes, whoever asks and whenever", async () => {
  for (const page of [...PAGES, "/run/mitm/trace.json?seed=3", "/run/mitm/packet/10?seed=3"]) {
    const one = await follow(page);
    const other = await follow(page);
    assertEquals(one.status, 200, page);
    assertEquals(other.text, one.text, page);
    const [mine, others] = [one, other].map(({ headers }) => headers.get("set-cookie"));
    if (mine !== null) assertNotEquals(mine, others, "two visitors, two sessions");
  }
});

Deno.test("a session is a number in a cookie that no script reads, and is kept", async () => {
  const { headers } = await ask("/run/mitm?seed=1");
  const cookie = headers.get("set-cookie")!;
  assertMatch(cookie, /^tls_lab_session=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Strict$/);
  const again = await ask("/run/mitm?seed=1", { headers: { cookie: cookie.split(";")[0]! } });
  assertEquals(again.headers.get("set-cookie"), null);
  const forged = `tls_lab_session=${"0".repeat(32)}`;
  assert(
    (await ask("/run/mitm?seed=1", { headers: { cookie: forged } })).headers.has("set-cookie"),
  );
});

Deno.test("the chosen theme is in the page from the start, and nothing else of a cookie", async () => {
  const dark = await ask("/", { headers: { cookie: 'a=1; theme=dark; b="><script>' } });
  assertMatch(dark.text, /<html lang="en" data-theme="dark">/);
  const evil = await ask("/", { headers: { cookie: 'theme="><script>alert(1)</script>' } });
  assertMatch(evil.text, /<html lang="en">/);
  assertEquals(evil.text, (await ask("/")).text);
});

Deno.test("HEAD is answered like GET, without a body", async () => {
  for (const page of PAGES) {
    const head = await ask(page, { method: "HEAD" });
    const get = await ask(page);
    assertEquals([head.status, head.text], [get.status, ""], page);
    assertEquals(head.headers.get("content-type"), get.headers.get("content-type"));
  }
});

Deno.test("nothing takes anything but GET and HEAD", async () => {
  for (const page of [...PAGES, "/healthz", "/styles.css", "/nowhere"]) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const { status, headers } = await ask(page, { method });
      assertEquals([page, method, status], [page, method, 405]);
      assertEquals(headers.get("allow"), "GET, HEAD");
    }
  }
});

Deno.test("under a foreign name, or under none, nothing is told", async () => {
  for (
    const host of ["evil.example", "127.0.0.1:8001", "127.0.0.1", "localhost.evil.example:8000", ""]
  ) {
    for (const page of [...PAGES, "/healthz", "/styles.css", "/nowhere"]) {
      const { status, text, headers } = await ask(page, { headers: { host } });
      assertEquals([page, host, status], [page, host, 400]);
      assertEquals(text, "This server answers only under its own name on this machine\n");
      assertEquals(headers.get("set-cookie"), null);
    }
  }
});

Deno.test("other sites may link here, and load nothing", async () => {
  for (const page of [...PAGES, "/run/mitm/packet/10?seed=1", "/run/mitm/trace.json?seed=1"]) {
    const load = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" };
    assertEquals((await ask(page, { headers: load })).status, 403, page);
  }
  const link = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };
  assertEquals((await ask("/run/mitm?seed=1", { headers: link })).status, 200);
});

Deno.test("an endless address is refused before anybody reads it", async () => {
  assertEquals((await ask(`/?q=${"x".repeat(9_000)}`)).status, 414);
  assertEquals((await ask(`/learn/mitm?a-serial=${"x".repeat(7_000)}`)).status, 200);
});
