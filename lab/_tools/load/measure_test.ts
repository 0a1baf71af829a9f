import { assert, assertEquals } from "@std/assert";
import type { LoadOptions } from "./arguments.ts";
import { scriptsOf } from "./bundle.ts";
import { type Ask, burst, openBrowsers, repeated } from "./burst.ts";
import { isMet } from "./figures.ts";
import { harness } from "./harness.ts";
import { measure } from "./measure.ts";

const TIMING = {
  now: () => performance.now(),
  sleep: (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis)),
};

/** Asks the harness without a network between. */
function harnessAsk() {
  const { guard, handler, service, sessions } = harness();
  guard.open(8000);
  const ask: Ask = async (path, cookie) => {
    const headers = { host: "127.0.0.1:8000", ...(cookie !== undefined && { cookie }) };
    const answer = await handler(new Request(`http://127.0.0.1:8000${path}`, { headers }));
    const set = answer.headers.getSetCookie()[0]?.split(";", 1)[0];
    const body = await answer.text();
    return { status: answer.status, body, ...(set !== undefined && { cookie: set }) };
  };
  return { ask, service, sessions };
}

Deno.test("a small load on the real parts: each run once, nothing lost, every goal met", async () => {
  const { ask, service, sessions } = harnessAsk();
  const options: LoadOptions = {
    sessions: 6,
    rounds: 2,
    within: 20,
    scenario: "tamper",
    address: undefined,
    program: undefined,
    json: false,
    help: false,
  };
  // The clock stands still: how quick this machine is, a test must not ask.
  const figures = await measure(ask, { ...TIMING, now: () => 0 }, options);
  assertEquals(figures.filter((figure) => !isMet(figure)), []);
  assertEquals(service.metrics.computed, 1 + 6 * 2);
  assert(sessions.size >= 6);
  assertEquals(figures.find(({ name }) => name.startsWith("scripts"))?.goal, undefined);
});

Deno.test("burst() tells answers, errors and losses apart", async () => {
  const ask: Ask = (path) =>
    path === "/lost"
      ? Promise.reject(new Error("connection reset"))
      : Promise.resolve({ status: path === "/busy" ? 503 : 200, body: "" });
  const paths = ["/a", "/busy", "/lost", "/b"];
  const browsers = paths.map(() => ({ cookie: undefined }));
  const round = await burst(ask, browsers, (i) => paths[i]!, { within: 0, timing: TIMING });
  assertEquals([round.millis.length, round.errors, round.lost], [2, 1, 1]);
  assert(round.pages.length >= 1);
});

Deno.test("a browser keeps its cookie, and takes a new one", async () => {
  let given = 0;
  const seen: (string | undefined)[] = [];
  const ask: Ask = (path, cookie) => {
    if (path !== "/") seen.push(cookie);
    const answer = { status: 200, body: "" };
    return Promise.resolve(cookie === undefined ? { ...answer, cookie: `id=${++given}` } : answer);
  };
  const browsers = await openBrowsers(ask, 2, "/page");
  await burst(ask, browsers, () => "/run", { within: 0, timing: TIMING });
  await repeated(ask, "/again", 2, TIMING);
  assertEquals(seen.slice(0, 4), [undefined, undefined, "id=1", "id=2"]);
  assertEquals(seen[4], undefined);
  assert(seen[5] !== undefined);
});

Deno.test("scriptsOf() finds what a page loads, straight and through others, once each", async () => {
  const files: Record<string, string> = {
    "/page": `<script type="module" src="/js/main.js?v=1"></script><a href="/learn">x</a>
      <script type="application/json">{"islands":["/js/island.js"]}</script>`,
    "/js/main.js?v=1": `import"./chunk.js";import{a}from'./island.js';const b=import("./late.js")`,
    "/js/chunk.js": `export*from"../other/deep.mjs"`,
    "/js/island.js": `import "./chunk.js"; const text = "from nowhere.js";`,
    "/js/late.js": `import"/js/main.js?v=1";import"/js/missing.js"`,
    "/other/deep.mjs": "",
  };
  const ask: Ask = (path) =>
    Promise.resolve({ status: path in files ? 200 : 404, body: files[path] ?? "" });
  const scripts = await scriptsOf(ask, "/page");
  assertEquals([...scripts.keys()].sort(), Object.keys(files).slice(1).sort());
});
