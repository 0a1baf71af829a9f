/** What no answer may hold, whatever somebody is called. */
import { assertEquals, AssertionError, assertMatch } from "@std/assert";
import { HARMFUL } from "../../../lab/cli/testing.ts";
import { SCENARIOS } from "../../(_server)/lab.ts";
import { type Markup, readMarkup, stringsIn, vocabularyOf } from "./markup.ts";
import { type Answer, follow, runPages } from "./site.ts";

/** An address of this site, written out plainly. */
const OWN_ADDRESS = /^(?:\/(?!\/)|#|\?)[\w/.?=&,#%~()!*'+-]*$/;
/** Attributes that a browser follows. */
const ADDRESSES = new Set(["href", "src", "action", "formaction", "data", "srcset", "xlink:href"]);

/** Addresses of every page that has something of a scenario on it. */
export function pagesOf(id: string, defence: string): string[] {
  const side = (on: string) => encodeURIComponent(`/run/${id}?seed=1${on}`);
  return [
    "/",
    "/matrix",
    `/compare?left=${side("")}&right=${side(`&with=${defence}`)}`,
    `/learn/${id}`,
    ...[3, 8].map((act) => `/present/${id}?seed=1&act=${act}`),
    ...runPages(id).map((page) => `${page}?seed=1`),
    ...["", "/certificates"].map((view) => `/run/${id}${view}?seed=1&with=${defence}`),
  ];
}

/** What honest pages are made of: `a`, `a[href]`, … */
export const HONEST = new Set<string>();
const honestPages = SCENARIOS.flatMap(({ id, defences, lesson }) => {
  const answers = (lesson?.questions ?? []).map(({ id }) => `&a-${id}=1`).join("");
  const [defence = "none"] = Object.keys(defences);
  return [...pagesOf(id, defence), `/learn/${id}?seed=1${answers}`, `/run/${id}x`];
});
for (const page of new Set([...honestPages, "/play", "/nope", "/?q=x"])) {
  for (const word of vocabularyOf(readMarkup((await follow(page)).text))) HONEST.add(word);
}

/** Holds a page against what honest ones are made of, and every text on it against liars. */
export function assertHarmless({ path, text }: Answer): void {
  const markup = readMarkup(text);
  assertNoHarm([...markup.texts, ...strings(markup)], path);
  assertNoHarm([text.replace(/\n/g, "")], `${path}, as it travels,`);
  assertEquals([...vocabularyOf(markup)].filter((word) => !HONEST.has(word)), [], path);
  for (const { name, attributes } of markup.elements) {
    for (const [attribute, value] of attributes) {
      if (ADDRESSES.has(attribute)) assertMatch(value, OWN_ADDRESS, `${path}: ${name}`);
    }
  }
}

/** Texts that a script in the browser is given, and will show. */
function strings({ scripts, elements }: Markup): string[] {
  const given = scripts.filter((text) => text !== "").flatMap((text) =>
    stringsIn(JSON.parse(text))
  );
  return [...given, ...elements.flatMap(({ attributes }) => [...attributes.values()])];
}

/** Nothing but letters and line ends. */
export function assertNoHarm(texts: readonly string[], where: string): void {
  for (const text of texts) {
    const { index } = HARMFUL.exec(text) ?? {};
    if (index === undefined) continue;
    const around = JSON.stringify(text.slice(Math.max(0, index - 80), index + 20));
    throw new AssertionError(`${where} holds ${around}`);
  }
}
