/** Pages read the lab's own lists: what an engine learns to offer appears by itself. */
import { assert, assertEquals } from "@std/assert";
import { FLAWS } from "../../lab/flaws/mod.ts";
import { AlertDescription, CipherSuite, NamedGroup, SignatureScheme } from "../../lab/wire/mod.ts";
import { GLOSSARY } from "../../scenarios/mod.ts";
import { SCENARIOS } from "../(_server)/lab.ts";

const LISTS: Readonly<Record<string, readonly string[]>> = {
  "cipher suites": CipherSuite.entries.map(([name]) => name),
  groups: NamedGroup.entries.map(([name]) => name),
  "signature schemes": SignatureScheme.entries.map(([name]) => name),
  alerts: AlertDescription.entries.map(([name]) => name),
  flaws: FLAWS.flatMap(({ id, title }) => [id, title]),
  "titles of scenarios": SCENARIOS.flatMap(({ title, moral, summary }) => [title, moral, summary]),
  "defences": SCENARIOS.flatMap(({ defences }) => Object.values(defences)),
  glossary: GLOSSARY.map(({ text }) => text),
};

/** The source text of every page, component, island and part of the server, without comments. */
const SOURCES = new Map<string, string>();
const ROUTES = new URL("../", import.meta.url);
const walk = (folder: string) => {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROUTES))) {
    const path = folder + name;
    if (isDirectory && name !== "(_tests)") walk(`${path}/`);
    if (!/\.tsx?$/.test(name) || /_test\.tsx?$|^testing\.ts$/.test(name)) continue;
    const text = Deno.readTextFileSync(new URL(encodeURI(path), ROUTES));
    SOURCES.set(path, text.replace(/\/\*\*[^]*?\*\/|^\s*\/\/.*$/gm, ""));
  }
};
walk("./");

for (const [what, names] of Object.entries(LISTS)) {
  Deno.test(`no page repeats the lab's ${what}`, () => {
    assert(names.length > 4 && SOURCES.size > 30);
    const repeated = [...SOURCES].flatMap(([path, text]) =>
      names.filter((name) => isSaid(name, text)).map((name) => `${name} in ${path}`)
    );
    assertEquals(repeated, []);
  });
}

/** Whether a text says a name by itself, and not as a part of a longer one. */
function isSaid(name: string, text: string): boolean {
  let at = text.indexOf(name);
  for (; at >= 0; at = text.indexOf(name, at + 1)) {
    const [before = " ", after = " "] = [text[at - 1], text[at + name.length]];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}

Deno.test("isSaid() finds a name by itself only", () => {
  assert(isSaid("x25519", 'const group = "x25519";') && isSaid("a b", "a b"));
  assert(!isSaid("x25519", "x25519mlkem") && !isSaid("ab", "cab abc a-ab ab_"));
});
