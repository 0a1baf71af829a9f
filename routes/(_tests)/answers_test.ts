/** What the dashboard answers to which address, asked as a browser would, without a network. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { readMarkup } from "./testing/markup.ts";
import { ask } from "./testing/site.ts";

/** Spellings of an address, and the one that is meant. */
const MOVED: readonly (readonly [given: string, meant: string])[] = [
  ["/run/mitm", "/run/mitm?seed=1"],
  ["/run/mitm?with=none", "/run/mitm?seed=1"],
  ["/run/mitm?with=pinning,validation&seed=07", "/run/mitm?seed=7&with=validation,pinning"],
  ["/run/mitm?with=pinning&with=validation", "/run/mitm?seed=1&with=validation,pinning"],
  ["/run/mitm?at=12&seed=3", "/run/mitm?seed=3&at=12"],
  ["/run/mitm/keys?with=Validation", "/run/mitm/keys?seed=1&with=validation"],
  ["/run/mitm/certificates", "/run/mitm/certificates?seed=1"],
  ["/run/mitm/cost", "/run/mitm/cost?seed=1"],
  ["/present/mitm?act=2&with=pinning", "/present/mitm?seed=1&with=pinning&act=2"],
];

for (const [given, meant] of MOVED) {
  Deno.test(`${given} leads to ${meant}, and no further`, async () => {
    const { status, headers } = await ask(given);
    assertEquals([status, headers.get("location")], [307, meant]);
    assertEquals((await ask(meant)).status, 200);
  });
}

/** Addresses that cannot be answered, and what the page says to them. */
const REFUSED: readonly (readonly [path: string, status: number, says: RegExp])[] = [
  ["/nowhere", 404, /There is no page/],
  ["/run/mitn", 404, /There is no scenario "mitn"; did you mean "mitm"/],
  ["/run/mitn/keys", 404, /did you mean "mitm"/],
  ["/present/mitn", 404, /did you mean "mitm"/],
  ["/learn/mitn", 404, /did you mean "mitm"/],
  ["/run/mitm?sed=7", 400, /Unknown option "sed"; did you mean "seed"/],
  ["/run/mitm/keys?at=1", 400, /Unknown option "at"/],
  ["/matrix?sed=7", 400, /Unknown option "sed"; did you mean "seed"/],
  ["/learn/mitm?sed=7", 400, /Unknown option "sed"; did you mean "seed"/],
  ["/compare?lef=/run/mitm", 400, /Unknown option "lef"; did you mean "left"/],
  ["/play?loss=200", 400, /loss/],
  ["/play?lost=20", 400, /did you mean "loss"/],
  ["/play?certificate=nobodys", 400, /certificate/],
  ["/run/mitm?with=pining", 400, /no defence "pining"; did you mean "pinning"/],
  ...["-1", "1.5", "1e3", "x", "9007199254740992"].flatMap((seed) =>
    ["/run/mitm", "/matrix", "/learn/mitm", "/play"].map((page) =>
      [`${page}?seed=${seed}`, 400, /seed/i] as const
    )
  ),
  ["/run/mitm?seed=1&seed=2", 400, /seed is given twice/],
  [`/run/mitm?with=${"x".repeat(2_000)}`, 400, /at most 2000 characters/],
  ["/compare?left=//evil.example", 400, /wants the address of a run/],
  ["/compare?left=/run/mitn", 404, /did you mean "mitm"/],
];

for (const [path, status, says] of REFUSED) {
  Deno.test(`${path.slice(0, 60)} is refused with ${status} and a sentence`, async () => {
    const answer = await ask(path);
    assertEquals(answer.status, status);
    assertMatch(answer.headers.get("content-type")!, /^text\/html/);
    assertMatch(readMarkup(answer.text).texts.join(""), says);
    assertEquals(answer.headers.get("cache-control"), "no-store");
  });
}

Deno.test("a suggested address can be followed", async () => {
  for (const path of ["/run/mitn", "/learn/mitn", "/run/mitm?sed=7", "/run/mitm?with=pining"]) {
    const [, suggestion = ""] =
      /Perhaps you meant <a href="([^"]+)"/.exec((await ask(path)).text) ??
        [];
    assertNotEquals(suggestion, "", path);
    assertEquals((await ask(suggestion.replaceAll("&amp;", "&"))).status, 200, suggestion);
  }
});

Deno.test("a place that a run does not have shows the run all the same", async () => {
  const [plain] = (await ask("/run/mitm?seed=1")).text.split("fresh-data");
  for (const at of ["0", "999999", ""]) {
    const { status, text } = await ask(`/run/mitm?seed=1&at=${at}`);
    assertEquals(status, 200);
    // But for a line that says so.
    const [shown] = text.split("fresh-data");
    assertEquals(shown!.replace(/<p class="bad" role="status">[^<]*<\/p>/, ""), plain, at);
  }
  for (const act of ["0", "-1", "999", "1.5", "x", ""]) {
    assertEquals((await ask(`/present/mitm?seed=1&act=${act}`)).status, 200, act);
  }
});

Deno.test("a place that is no number is answered with 400, and the run without it", async () => {
  for (const at of ["-1", "1.5", "x", "1e99"]) {
    for (const page of ["/run/mitm?seed=1", "/play?seed=1"]) {
      const { status, text } = await ask(`${page}&at=${at}`);
      assertEquals([page, at, status], [page, at, 400]);
      assertMatch(text, /at wants the number of an event/);
    }
  }
});

Deno.test("a packet that is none is a 404 in JSON", async () => {
  for (const event of ["999999", "-1", "x", "1.5", "12345678", "__proto__", "0"]) {
    for (const page of [`/run/mitm/packet/${event}?seed=1`, `/play/packet/${event}`]) {
      const { status, headers, text } = await ask(page);
      assertEquals([page, status], [page, 404]);
      assertMatch(headers.get("content-type")!, /^application\/json/);
      assertEquals(Object.keys(JSON.parse(text)), ["error"]);
    }
  }
});

const FILES: readonly (readonly [file: string, type: string, name: string])[] = [
  ["trace.json", "application/json", "mitm-7.json"],
  ["diagram.svg", "image/svg+xml; charset=utf-8", "mitm-7.svg"],
];

for (const [file, type, name] of FILES) {
  Deno.test(`${file} is a file to save, which could do nothing if it were opened`, async () => {
    const { status, headers, text } = await ask(`/run/mitm/${file}?seed=7&with=pinning`);
    assertEquals([status, headers.get("content-type")], [200, type]);
    assertEquals(headers.get("content-disposition"), `attachment; filename="${name}"`);
    assertEquals(headers.get("content-security-policy"), "default-src 'none'; sandbox");
    assert(text.length > 5_000);
    assertEquals((await ask(`/run/mitn/${file}`)).status, 404);
  });
}

Deno.test("/healthz tells figures, and nothing of anybody", async () => {
  const { status, text, headers } = await ask("/healthz");
  assertEquals([status, headers.get("set-cookie")], [200, null]);
  const health = JSON.parse(text);
  assertEquals(Object.keys(health), ["status", "runs", "sessions", "memory"]);
  const figures = [health.sessions, ...Object.values(health.runs), ...Object.values(health.memory)];
  assert(figures.every((figure) => typeof figure === "number"));
});

Deno.test("tests and helpers beside the pages are no pages", async () => {
  for (const path of ["answers_test", "(_tests)/answers_test", "testing/site", "(_server)/panel"]) {
    assertEquals((await ask(`/${path}`)).status, 404, path);
  }
});

Deno.test("addresses that are nearly those of pages lead there", async () => {
  for (const [typed, meant] of [["/run", "/"], ["/run/mitm/?seed=3", "/run/mitm?seed=3"]]) {
    const { status, headers } = await ask(typed!);
    assertEquals([status, headers.get("location")], [307, meant]);
  }
  const { status, text } = await ask("/matrix?seed=abc");
  assertEquals([status, text.includes("carried out just now")], [400, false]);
});
