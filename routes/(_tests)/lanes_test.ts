/** Every diagram has as many lanes as the style sheet has widths for. */
import { assert, assertStringIncludes } from "@std/assert";
import { MOST_LANES } from "../(_components)/Strip.tsx";
import { ask } from "./testing/site.ts";

Deno.test("the style sheet knows the widths of all lanes up to the most that there may be", async () => {
  const sheet = (await Deno.readTextFile(new URL("../../static/styles.css", import.meta.url)))
    .replace(/\s+/g, " ");
  for (let n = 1; n <= MOST_LANES; n++) assertStringIncludes(sheet, `.n${n} { --lanes: ${n}; }`);
  assert(!sheet.includes(`.n${MOST_LANES + 1} {`));
});

for (const [id, lanes] of [["mitm", 3], ["dv-hijack", 5], ["rogue-ca", 6]] as const) {
  Deno.test(`the diagram of ${id} shares its width among ${lanes} lanes`, async () => {
    for (const page of [`/run/${id}?seed=1`, `/present/${id}?seed=1`]) {
      const { text } = await ask(page);
      assertStringIncludes(text, `class="sequence n${lanes}"`);
      const last = Math.round((lanes - 0.5) / lanes * 1e4) / 100;
      assertStringIncludes(text, `x="${last}%" y="16"`);
    }
  });
}
