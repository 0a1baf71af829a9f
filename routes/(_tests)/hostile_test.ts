/**
 * Hostile text goes wherever a peer or a certificate can put text, through a whole run, and out to
 * every page. It may add no element, no attribute and no address to what honest pages have, and no
 * character that lies to whoever reads it.
 */
import { assert, assertEquals, AssertionError, assertMatch } from "@std/assert";
import { HARMFUL } from "../../lab/cli/testing.ts";
import type { Scenario } from "../../lab/scenario/mod.ts";
import { SCENARIOS, service } from "../(_server)/lab.ts";
import { EVIL_FOR_PAGES, infested } from "./testing/infested.ts";
import { type Markup, readMarkup, stringsIn, vocabularyOf } from "./testing/markup.ts";
import { type Answer, ask, follow, runPages, withScenario } from "./testing/site.ts";

/** An address of this site, written out plainly. */
const OWN_ADDRESS = /^(?:\/(?!\/)|#|\?)[\w/.?=&,#%~-]*$/;
/** Attributes that a browser follows or runs. */
const ADDRESSES = new Set(["href", "src", "action", "formaction", "data", "srcset", "xlink:href"]);
const NEVER =
  /\[(on\w+|style|srcdoc|xmlns:xlink)\]|^(iframe|object|embed|style|base|img|foreignObject)/i;

/** Addresses of every page that has something of a scenario on it. */
function pagesOf(id: string): string[] {
  const side = (on: string) => encodeURIComponent(`/run/${id}?seed=1${on}`);
  return [
    "/",
    "/matrix",
    `/compare?left=${side("")}&right=${side("&with=check")}`,
    `/learn/${id}`,
    ...[1, 3, 8].map((act) => `/present/${id}?seed=1&act=${act}`),
    ...["", "&with=check"].flatMap((on) => runPages(id).map((page) => `${page}?seed=1${on}`)),
  ];
}

/** What honest pages are made of. */
const HONEST = new Set<string>();
for (const { id, defences } of SCENARIOS) {
  const [first = "none"] = Object.keys(defences);
  const pages = [...pagesOf(id).map((page) => page.replaceAll("check", first)), "/play", "/nope"];
  for (const page of pages) {
    for (const word of vocabularyOf(readMarkup((await follow(page)).text))) HONEST.add(word);
  }
}

Deno.test("honest pages hold nothing that a name could run by", () => {
  assert(HONEST.has("a[href]") && HONEST.has("svg") && HONEST.has("fresh-island[data-n]"));
  assertEquals([...HONEST].filter((word) => NEVER.test(word)), []);
});

let count = 0;
for (const [what, evil] of Object.entries(EVIL_FOR_PAGES)) {
  Deno.test(`${what}: pages show it as text, and nothing but text`, async () => {
    const id = `infested-${++count}`;
    const story = infested(id, evil);
    await withScenario(story, async () => {
      const begin = performance.now();
      for (const page of pagesOf(id)) assertHarmless(await ask(page));
      assertHarmless(await askPlayground(story));
      assert(performance.now() - begin < 3_000, `${performance.now() - begin} ms`);
    });
  });

  Deno.test(`${what}: panels, the trace and the drawing hold it harmlessly`, async () => {
    const id = `infested-${++count}`;
    await withScenario(infested(id, evil), async () => {
      for (const event of await stepsOf(`/run/${id}?seed=1`)) {
        const { status, text } = await ask(`/run/${id}/packet/${event}?seed=1`);
        assertEquals(status, 200);
        assertNoHarm(stringsIn(JSON.parse(text)), `packet ${event}`);
        assert(text.length < 250_000, `${text.length} characters in packet ${event}`);
      }
      const drawing = await ask(`/run/${id}/diagram.svg?seed=1`);
      const { texts, elements } = readMarkup(drawing.text);
      assertNoHarm([drawing.text], "drawing");
      assert(texts.some((text) => text.includes("ClientHello")));
      assertEquals(elements.filter(({ name }) => !DRAWN.has(name)), []);
      const trace = await ask(`/run/${id}/trace.json?seed=1`);
      assertNoHarm([trace.text], "trace");
      assert(JSON.stringify(JSON.parse(trace.text)).length > 10_000);
    });
  });
}

/** The elements of a drawing. */
const DRAWN = new Set("svg title desc style g line path polygon circle rect text tspan".split(" "));

/** Nobody can name anything in the playground; should that change, its page is ready. */
async function askPlayground(story: Scenario): Promise<Answer> {
  const { request } = service;
  service.request = (session, key) => request.call(service, session, { ...key, scenario: story });
  try {
    return await ask("/play");
  } finally {
    service.request = request;
  }
}

/** The events that the arrow keys step through. */
async function stepsOf(path: string): Promise<string[]> {
  const { elements } = readMarkup((await ask(path)).text);
  const steps = elements.flatMap(({ attributes }) => attributes.get("data-step") ?? []);
  assert(steps.length > 5, `only ${steps.length} steps`);
  return steps;
}

function assertHarmless({ path, status, text }: Answer): void {
  assertEquals(status, 200, path);
  const markup = readMarkup(text);
  assertNoHarm([...markup.texts, ...strings(markup)], path);
  assertNoHarm([text.replace(/\n/g, "")], `${path}, as it travels`);
  assertEquals([...vocabularyOf(markup)].filter((word) => !HONEST.has(word)), [], path);
  for (const { name, attributes } of markup.elements) {
    for (const [attribute, value] of attributes) {
      if (ADDRESSES.has(attribute)) assertMatch(value, OWN_ADDRESS, `${path}: ${name}`);
    }
  }
  assert(text.length < 400_000, `${path} has ${text.length} characters`);
}

/** Texts that a script in the browser is given, and will show. */
function strings({ scripts, elements }: Markup): string[] {
  const given = scripts.filter((text) => text !== "").flatMap((text) =>
    stringsIn(JSON.parse(text))
  );
  return [...given, ...elements.flatMap(({ attributes }) => [...attributes.values()])];
}

function assertNoHarm(texts: readonly string[], where: string): void {
  for (const text of texts) {
    const { index } = HARMFUL.exec(text) ?? {};
    if (index === undefined) continue;
    throw new AssertionError(
      `${where} holds ${JSON.stringify(text.slice(Math.max(0, index - 80), index + 20))}`,
    );
  }
}
