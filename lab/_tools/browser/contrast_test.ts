import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { coloursOf, contrast } from "./contrast.ts";

const CSS = Deno.readTextFileSync(new URL("../../../static/styles.css", import.meta.url));

/** What text is written in, and what it stands on. */
const TEXTS = ["--ink", "--soft", "--link", "--sealed", "--forged", "--bad", "--good"];
const GROUNDS = ["--paper", "--panel", "--sunken", "--mark"];

/** What WCAG asks of text and of shapes that mean something. */
const FOR_TEXT = 4.5;
const FOR_SHAPES = 3;

/** The declarations behind the first line that ends so. */
function block(selector: string): Map<string, string> {
  const start = CSS.indexOf(`${selector} {`);
  assert(start >= 0, `There is no ${selector} in the style sheet`);
  return coloursOf(CSS.slice(start, CSS.indexOf("}", start)));
}

const LIGHT = block(":root");
const themes = {
  light: LIGHT,
  "dark by system": new Map([...LIGHT, ...block(':root:not([data-theme="light"])')]),
  "dark by choice": new Map([...LIGHT, ...block(':root[data-theme="dark"]')]),
};

for (const [theme, colours] of Object.entries(themes)) {
  Deno.test(`every text can be read on every ground, ${theme}`, () => {
    for (const text of TEXTS) {
      for (const ground of GROUNDS) {
        const ratio = contrast(colours.get(text)!, colours.get(ground)!);
        assert(ratio >= FOR_TEXT, `${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  });

  Deno.test(`the focus can be seen on every ground, ${theme}`, () => {
    for (const ground of GROUNDS) {
      const ratio = contrast(colours.get("--focus")!, colours.get(ground)!);
      assert(ratio >= FOR_SHAPES, `--focus on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}

Deno.test("both ways to the dark theme have the same colours", () => {
  assertEquals(themes["dark by choice"], themes["dark by system"]);
});

Deno.test("contrast() is 21 for black and white, and 1 for equals", () => {
  assertAlmostEquals(contrast("#000000", "#ffffff"), 21);
  assertAlmostEquals(contrast("#808080", "#808080"), 1);
  assertAlmostEquals(contrast("#767676", "#ffffff"), 4.54, 0.005);
});
