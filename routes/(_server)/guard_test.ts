import { assert, assertEquals, assertFalse, assertStringIncludes, assertThrows } from "@std/assert";
import { Guard } from "./guard.ts";
import { CONTENT_SECURITY_POLICY } from "./headers.ts";
import { browserRequest } from "./testing.ts";

const HOST = "127.0.0.1:8000";
const JSON_POST = { origin: `http://${HOST}`, "content-type": "application/json" };

/** A guard at port 8000 before a handler that takes everything. */
function guarded(
  handler: (request: Request) => Response | Promise<Response> = () => new Response("in"),
) {
  const errors: unknown[] = [];
  const guard = new Guard({
    posts: ["/api/play"],
    onError: (reference, error) => void errors.push([reference, error]),
  });
  guard.open(8000);
  return { ask: guard.around(handler), guard, errors };
}

/** What every answer must carry, whoever gave it. */
function assertSecured({ headers }: Response, csp = CONTENT_SECURITY_POLICY): void {
  const found = Object.fromEntries(headers);
  assertEquals(found["content-security-policy"], csp);
  assertEquals(found["x-content-type-options"], "nosniff");
  assertEquals(found["referrer-policy"], "no-referrer");
  assertEquals(found["cross-origin-opener-policy"], "same-origin");
  assertEquals(found["cross-origin-resource-policy"], "same-origin");
  assert(found["permissions-policy"]!.includes("camera=()"));
  assert(found["cache-control"] !== undefined);
  assertFalse(Object.keys(found).some((name) => name.startsWith("access-control-")));
}

/** Hosts and the addresses that `Deno.serve` makes of them, measured on 2.9.6 with raw sockets. */
const HOSTS: readonly (readonly [host: string | undefined, url: string, status: number])[] = [
  ["127.0.0.1:8000", "http://127.0.0.1:8000/", 200],
  ["localhost:8000", "http://localhost:8000/", 200],
  ["[::1]:8000", "http://[::1]:8000/", 200],
  [undefined, "http://localhost:8000/", 400],
  ["", "http://localhost:8000/", 400],
  ["127.0.0.1", "http://127.0.0.1/", 400],
  ["127.0.0.1:8001", "http://127.0.0.1:8001/", 400],
  ["evil.example:8000", "http://evil.example:8000/", 400],
  ["127.0.0.1:8000.evil.example", "http://127.0.0.1:8000.evil.example/", 400],
  ["127.0.0.1:8000, evil.example", "http://127.0.0.1:8000, evil.example/", 400],
  ["evil.example@127.0.0.1:8000", "http://evil.example@127.0.0.1:8000/", 400],
  ["LOCALHOST:8000", "http://LOCALHOST:8000/", 400],
  ["0.0.0.0:8000", "http://0.0.0.0:8000/", 400],
  ["a b", "http://a b/", 400],
  ["127.0.0.1:8000", "http://evil.example/", 400], // absolute form: GET http://evil.example/
  ["127.0.0.1:8000", "http://127.0.0.1:8000@evil.example/", 400],
  ["127.0.0.1:8000", "http://localhost:8000/", 400],
];

for (const [host, url, status] of HOSTS) {
  Deno.test(`Host "${host ?? "(missing)"}" for ${url} is answered with ${status}`, async () => {
    const { guard } = guarded();
    // A Request cannot be made with an address that is none; the server can hand one over.
    const headers = new Headers(host === undefined ? {} : { host });
    const refusal = guard.refusalOf({ url, headers, method: "GET" } as Request);
    assertEquals(refusal?.status ?? 200, status);
    if (refusal !== undefined) {
      assertSecured(refusal);
      assertEquals(
        await refusal.text(),
        "This server answers only under its own name on this machine\n",
      );
    }
  });
}

Deno.test("before it is opened, a guard lets nobody in; it opens at one port only", async () => {
  const guard = new Guard();
  const ask = guard.around(() => new Response("in"));
  assertEquals((await ask(browserRequest("/"))).status, 400);
  guard.open(8000);
  guard.open(8000);
  assertEquals((await ask(browserRequest("/"))).status, 200);
  assertThrows(() => guard.open(8001), Error, "port 8000 is guarded already");
});

Deno.test("at port 80 browsers leave the port out", () => {
  const guard = new Guard();
  guard.open(80);
  const headers = new Headers({ host: "localhost" });
  assertEquals(
    guard.refusalOf({ url: "http://localhost/", headers, method: "GET" } as Request),
    undefined,
  );
});

const CROSS = { "sec-fetch-site": "cross-site" };

/** Requests with the right Host: what they ask, and how they are answered. */
const REQUESTS: readonly (readonly [
  method: string,
  path: string,
  headers: Record<string, string>,
  status: number,
])[] = [
  ["GET", "/run/mitm?seed=1", {}, 200],
  ["HEAD", "/run/mitm", {}, 200],
  ["POST", "/run/mitm", JSON_POST, 405],
  ["PUT", "/api/play", JSON_POST, 405],
  ["DELETE", "/", {}, 405],
  ["PATCH", "/", {}, 405],
  ["OPTIONS", "/api/play", { origin: "http://evil.example" }, 405],
  ["GET", "/%zz", {}, 400],
  ["GET", "/%", {}, 400],
  ["GET", "/%ff", {}, 400],
  ["GET", "/a?b=%zz", {}, 200],
  ["GET", `/${"a".repeat(8 * 1024)}`, {}, 414],
  ["GET", `/?${"a".repeat(8 * 1024)}`, {}, 414],
  ["GET", "/", { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" }, 200],
  ["GET", "/", { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" }, 200],
  ["GET", "/", { ...CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }, 200],
  ["GET", "/", { ...CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }, 403],
  ["GET", "/", { ...CROSS, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }, 403],
  ["GET", "/", { ...CROSS, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" }, 403],
  ["GET", "/", { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" }, 403],
  ["POST", "/api/play", JSON_POST, 200],
  ["POST", "/api/play?x=1", { ...JSON_POST, "sec-fetch-site": "same-origin" }, 200],
  ["POST", "/api/play", { ...JSON_POST, "content-type": "application/json; charset=utf-8" }, 200],
  ["POST", "/api/play", { "content-type": "application/json" }, 403],
  ["POST", "/api/play", { ...JSON_POST, origin: "null" }, 403],
  ["POST", "/api/play", { ...JSON_POST, origin: "http://localhost:8000" }, 403],
  ["POST", "/api/play", { ...JSON_POST, origin: "https://127.0.0.1:8000" }, 403],
  ["POST", "/api/play", { ...JSON_POST, ...CROSS }, 403],
  ["POST", "/api/play", { ...JSON_POST, "sec-fetch-site": "none" }, 403],
  ["POST", "/api/play", { ...JSON_POST, "content-type": "text/plain" }, 415],
  ["POST", "/api/play", { ...JSON_POST, "content-type": "application/jsonp" }, 415],
  ["POST", "/api/play", { ...JSON_POST, "content-encoding": "gzip" }, 415],
  ["POST", "/api/play", { origin: `http://${HOST}` }, 415],
];

for (const [method, path, headers, status] of REQUESTS) {
  const said = Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join(", ");
  Deno.test(`${method} ${path.slice(0, 30)} (${said}) is answered with ${status}`, async () => {
    const { ask } = guarded();
    const answer = await ask(browserRequest(path, { method, headers }));
    assertEquals(answer.status, status);
    assertSecured(answer);
    assertEquals(answer.headers.has("allow"), status === 405);
    if (status >= 400) assertEquals(answer.headers.get("cache-control"), "no-store");
  });
}

Deno.test("a handler's own headers stay, except those that would let other sites in", async () => {
  const { ask } = guarded(() =>
    new Response("body {}", {
      status: 201,
      headers: [
        ["Cache-Control", "public, max-age=31536000, immutable"],
        ["Content-Type", "text/css"],
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
        ["Access-Control-Allow-Origin", "*"],
        ["Content-Security-Policy", "default-src *"],
      ],
    })
  );
  const answer = await ask(browserRequest("/styles.css"));
  assertSecured(answer);
  assertEquals([answer.status, await answer.text()], [201, "body {}"]);
  assertEquals(answer.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assertEquals(answer.headers.get("content-type"), "text/css");
  assertEquals(answer.headers.getSetCookie(), ["a=1", "b=2"]);
});

Deno.test("redirects and empty answers are answers too", async () => {
  const moved = await guarded(() => Response.redirect("http://127.0.0.1:8000/run", 303))
    .ask(browserRequest("/"));
  assertSecured(moved);
  assertEquals([moved.status, moved.headers.get("location")], [303, "http://127.0.0.1:8000/run"]);
  const unchanged = await guarded(() => new Response(null, { status: 304 })).ask(
    browserRequest("/"),
  );
  assertSecured(unchanged);
  assertEquals(unchanged.status, 304);
  assertEquals(unchanged.headers.get("cache-control"), "private, no-cache");
});

Deno.test("a file to be saved can do nothing when it is opened", async () => {
  const { ask } = guarded(() =>
    new Response("<svg/>", { headers: { "Content-Disposition": 'attachment; filename="a.svg"' } })
  );
  assertSecured(await ask(browserRequest("/a.svg")), "default-src 'none'; sandbox");
});

Deno.test("what a handler throws becomes an answer with a reference, and the next is served", async () => {
  let broken = true;
  const thrown = new Error("secret details");
  const { ask, errors } = guarded(() => {
    if (broken) throw thrown;
    return new Response("in");
  });
  const answer = await ask(browserRequest("/"));
  assertSecured(answer);
  assertEquals(answer.status, 500);
  const text = await answer.text();
  assertStringIncludes(text, "server-error-1");
  assertFalse(text.includes("secret"));
  assertEquals(errors, [["server-error-1", thrown]]);
  broken = false;
  assertEquals((await ask(browserRequest("/"))).status, 200);
});

Deno.test("as a middleware, the guard refuses and adds headers just the same", async () => {
  const { guard } = guarded();
  const next = () => new Response("in");
  const good = await guard.middleware({ req: browserRequest("/"), next });
  assertSecured(good);
  assertEquals(good.status, 200);
  const bad = await guard.middleware({
    req: browserRequest("/", { headers: { host: "evil.example" } }),
    next,
  });
  assertSecured(bad);
  assertEquals(bad.status, 400);
});
