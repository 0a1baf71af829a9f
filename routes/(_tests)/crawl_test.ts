/** Follows every link from the first page on, as a visitor with much patience would. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { CONTENT_SECURITY_POLICY } from "../(_server)/headers.ts";
import { SCENARIOS } from "../(_server)/lab.ts";
import { type Markup, readMarkup } from "./testing/markup.ts";
import { type Answer, follow } from "./testing/site.ts";

/** More pages than there are by far: a crawl that never ends would be a fault of its own. */
const MOST_PAGES = 4_000;

interface Visit {
  readonly answer: Answer;
  readonly markup: Markup | undefined;
  /** Where the first link to it stands. */
  readonly from: string;
}

const visits = new Map<string, Visit>();
/** Places inside of pages that somebody links to: the page, the place, and where the link stands. */
const places: [page: string, place: string, from: string][] = [];
const waiting: [page: string, from: string][] = [["/", "the beginning"]];

/** A page by its address; of the many packets of a run one is enough. */
function pageOf(address: string): string {
  return address.replace(/#.*/, "").replace(/&at=\d+/, "").replace(/\/packet\/\d+/, "");
}

for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
  const [address, from] = next;
  if (visits.has(pageOf(address)) || visits.size >= MOST_PAGES) continue;
  const answer = await follow(address.replace(/#.*/, ""));
  const type = answer.headers.get("content-type") ?? "";
  const markup = type.startsWith("text/html") ? readMarkup(answer.text) : undefined;
  visits.set(pageOf(address), { answer, markup, from });
  for (const link of linksOf(markup)) {
    const target = link.startsWith("#") ? pageOf(address) + link : link;
    const [, place] = target.split("#");
    if (place !== undefined) places.push([pageOf(target), place, address]);
    waiting.push([target, address]);
  }
}

/** Everything that a page leads to or loads; a form as it is when nobody has changed it. */
function linksOf(markup: Markup | undefined): string[] {
  return (markup?.elements ?? []).flatMap(({ attributes }) =>
    ["href", "src", "action"].flatMap((name) => attributes.get(name) ?? [])
  );
}

Deno.test("every link on every page leads to a page", () => {
  const broken = [...visits.values()].filter(({ answer }) => answer.status !== 200)
    .map(({ answer, from }) => `${answer.path} (${answer.status}), linked from ${from}`);
  assertEquals(broken, []);
  assert(visits.size < MOST_PAGES, "the crawl came to its end");
});

Deno.test("every place inside of a page that is linked to is there", () => {
  const ids = new Map([...visits].map(([page, { markup }]) => [
    page,
    new Set((markup?.elements ?? []).flatMap(({ attributes }) => attributes.get("id") ?? [])),
  ]));
  assertEquals(places.filter(([page, place]) => !ids.get(page)?.has(place)), []);
  assert(places.length > 100);
});

Deno.test("no page has an id twice", () => {
  for (const [page, { markup }] of visits) {
    const ids = (markup?.elements ?? []).flatMap(({ attributes }) => attributes.get("id") ?? []);
    assertEquals(ids.filter((id, i) => ids.indexOf(id) !== i), [], page);
  }
});

Deno.test("the crawl has seen every kind of page of every scenario", () => {
  const seen = [...visits.keys()];
  for (const { id } of SCENARIOS) {
    for (const path of ["", "/keys", "/certificates", "/cost", "/trace.json", "/diagram.svg"]) {
      assert(seen.some((page) => page.startsWith(`/run/${id}${path}?seed=1`)), `${id}${path}`);
    }
    assert(seen.some((page) => page.startsWith(`/learn/${id}`)), `the lesson of ${id}`);
    assert(seen.some((page) => page.startsWith(`/present/${id}`)), `${id} for the projector`);
  }
});

Deno.test("every answer has the headers that every answer has", () => {
  for (const [page, { answer: { headers } }] of visits) {
    const policy = headers.get("content-security-policy");
    const isFile = headers.get("content-disposition")?.startsWith("attachment") ?? false;
    assertEquals(policy, isFile ? "default-src 'none'; sandbox" : CONTENT_SECURITY_POLICY, page);
    assertEquals(headers.get("x-content-type-options"), "nosniff", page);
    assertEquals(headers.get("referrer-policy"), "no-referrer", page);
    assertEquals(headers.get("cross-origin-resource-policy"), "same-origin", page);
    assert(headers.has("cache-control") && headers.has("content-type"), page);
    assertEquals([...headers.keys()].filter((name) => name.startsWith("access-control")), []);
  }
});

Deno.test("no page has a script, a style or a handler inline, and all loads come from here", () => {
  for (const [page, { markup }] of visits) {
    // The one block that is no script: the props of the islands.
    assertEquals((markup?.scripts ?? []).filter((text) => text !== "").length <= 1, true, page);
    for (const { name, attributes } of markup?.elements ?? []) {
      const bad = [...attributes.keys()].filter((attribute) => /^on|^style$/i.test(attribute));
      assertEquals([name === "style", bad], [false, []], page);
      if (name !== "script") continue;
      if (attributes.has("src")) assertMatch(attributes.get("src")!, /^\/_fresh\//);
      else assertEquals(attributes.get("type"), "application/json", page);
    }
  }
});

Deno.test("every page has one heading, a language, and a title", () => {
  for (const [page, { markup }] of visits) {
    if (markup === undefined) continue;
    const names = markup.elements.map(({ name }) => name);
    assertEquals(names.filter((name) => name === "h1").length, 1, page);
    assertEquals(names.filter((name) => name === "title").length, 1, page);
    assertEquals(markup.elements[0]?.attributes.get("lang"), "en", page);
  }
});
