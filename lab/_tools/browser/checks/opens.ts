/** Every page opens without a complaint, fits every size in both themes, and weighs little. */
import type { Theme } from "../driver.ts";
import { PAGES, SIZES } from "../pages.ts";
import { type Check, must } from "../report.ts";
import { complaintsOf, type Lab, visit } from "../visit.ts";

/** What the scripts of one page may weigh, compressed. */
const SCRIPT_LIMIT = 150_000;

const THEMES: readonly Theme[] = ["light", "dark"];

export function opens(lab: Lab): Check[] {
  return PAGES.flatMap((path) => THEMES.map((theme) => opensIn(lab, path, theme)));
}

function opensIn(lab: Lab, path: string, theme: Theme): Check {
  return {
    name: `${path} opens quietly and fits, ${theme}`,
    run: () =>
      visit(lab, path, { colorScheme: theme }, async (seen) => {
        const { page, scripts } = seen;
        await page.waitForFunction(() => document.readyState === "complete", null);
        const found: string[] = [];
        for (const [name, width, height] of SIZES) {
          await page.setViewportSize({ width, height });
          const tooWide = await page.evaluate(widest, null);
          if (tooWide !== "") found.push(`at ${name} the page scrolls sideways: ${tooWide}`);
        }
        found.push(...await complaintsOf(seen));
        const weight = [...scripts.values()].reduce((sum, size) => sum + size, 0);
        if (weight > SCRIPT_LIMIT) found.push(`scripts weigh ${weight} bytes compressed`);
        must(found.length === 0, found.join("\n"));
      }),
  };
}

/** Runs in the page: what sticks out of it to the right, or nothing. */
function widest(): string {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return "";
  const boxed = (element: Element): boolean => {
    for (let up = element.parentElement; up !== null; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const names = [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .filter((element) => !boxed(element))
    .map((element) => `${element.localName}.${element.getAttribute("class") ?? ""}`);
  return `${scrollWidth} of ${clientWidth} (${[...new Set(names)].slice(0, 6).join(", ")})`;
}
