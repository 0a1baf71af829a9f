/**
 * Hostile text goes wherever a peer or a certificate can put text, through a whole run, and out to
 * every page. It may add no element, no attribute and no address to what honest pages have, and no
 * character that lies to whoever reads it.
 */
import { assert, assertEquals } from "@std/assert";
import type { Scenario } from "../../lab/scenario/mod.ts";
import { service } from "../(_server)/lab.ts";
import { assertHarmless, assertNoHarm, HONEST, pagesOf } from "./testing/harm.ts";
import { EVIL_FOR_PAGES, infested } from "./testing/infested.ts";
import { readMarkup, stringsIn } from "./testing/markup.ts";
import { type Answer, ask, withScenario } from "./testing/site.ts";

/** Elements and attributes by which a text could run, or hide the page under something else. */
const NEVER =
  /\[(on\w+|style|srcdoc|xmlns:xlink)\]|^(iframe|object|embed|style|base|img|foreignObject)\b/i;

Deno.test("honest pages hold nothing by which a text could run", () => {
  for (const word of ["a[href]", "svg", "fresh-island[data-n]", "form[action]"]) {
    assert(HONEST.has(word), word);
  }
  assertEquals([...HONEST].filter((word) => NEVER.test(word)), []);
});

let count = 0;
for (const [what, evil] of Object.entries(EVIL_FOR_PAGES)) {
  const id = `infested-${++count}`;
  const story = infested(id, evil);

  Deno.test(`${what}: pages show it as text, and nothing but text`, async () => {
    await withScenario(story, async () => {
      const answers = [await askPlayground(story)];
      for (const page of pagesOf(id, "check")) answers.push(await ask(page));
      for (const answer of answers) {
        assertEquals(answer.status, 200, answer.path);
        assertHarmless(answer);
        assert(answer.text.length < 400_000, `${answer.path}: ${answer.text.length} characters`);
      }
    });
  });

  Deno.test(`${what}: panels, the trace and the drawing hold it harmlessly`, async () => {
    await withScenario(story, async () => {
      for (const event of await stepsOf(`/run/${id}?seed=1`)) {
        const { status, text } = await ask(`/run/${id}/packet/${event}?seed=1`);
        assertEquals(status, 200);
        assertNoHarm(stringsIn(JSON.parse(text)), `packet ${event}`);
        assert(text.length < 250_000, `${text.length} characters in packet ${event}`);
      }
      const drawing = await ask(`/run/${id}/diagram.svg?seed=1`);
      const { texts, elements } = readMarkup(drawing.text);
      assertNoHarm([drawing.text], "the drawing");
      assert(texts.some((text) => text.includes("ClientHello")));
      assertEquals(elements.filter(({ name }) => !DRAWN.has(name)), []);
      const trace = await ask(`/run/${id}/trace.json?seed=1`);
      assertNoHarm([trace.text], "the trace");
      assert(stringsIn(JSON.parse(trace.text)).includes(`secret ${evil}`), "the trace is true");
    });
  });

  Deno.test(`${what}: an address with it is answered harmlessly`, async () => {
    const word = encodeURIComponent(evil.toWellFormed());
    for (const address of wrongAddresses(word)) {
      const answer = await ask(address);
      assert(answer.status < 500, `${address} gives ${answer.status}`);
      assertNoHarm([...answer.headers.values()], address);
      if (answer.status !== 307 && isPage(answer)) assertHarmless(answer);
      else assertNoHarm([answer.text], address);
    }
  });
}

/** Every place of an address that takes words. */
function wrongAddresses(word: string): string[] {
  return [
    `/?q=${word}`,
    `/${word}`,
    `/run/${word}`,
    `/run/mitm?with=${word}`,
    `/run/mitm?seed=${word}`,
    `/run/mitm?${word}=1`,
    `/run/mitm?seed=1&at=${word}`,
    `/run/mitm/packet/${word}?seed=1`,
    `/present/mitm?seed=1&act=${word}`,
    `/learn/${word}`,
    `/learn/mitm?a-serial=${word}`,
    `/matrix?seed=${word}`,
    `/compare?left=/run/${word}`,
    `/compare?left=${word}`,
    `/play?say=${word}`,
    `/play?suites=${word}`,
    `/play?${word}=1`,
  ];
}

function isPage({ headers }: Answer): boolean {
  return headers.get("content-type")!.startsWith("text/html");
}

/** The elements of a drawing. */
const DRAWN = new Set("svg title desc style g line path polygon circle rect text tspan".split(" "));

/** The page of an experiment, in which nobody may name anything yet but what Alice says. */
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
