/** axe-core finds nothing serious on any page, in either theme, at a desk and on a phone. */
import type { Page } from "../driver.ts";
import { PAGES } from "../pages.ts";
import { type Check, must } from "../report.ts";
import { type Lab, visit } from "../visit.ts";

const PHONE = { width: 390, height: 844 };
const EVERYTHING = {};

/** What axe-core reports, as far as it is read. */
interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly {
    readonly target: readonly string[];
    readonly failureSummary: string;
  }[];
}

export function accessible(lab: Lab): Check[] {
  return PAGES.flatMap((path): Check[] => [
    {
      name: `${path} is accessible, at a desk and on a phone`,
      run: () =>
        visit(lab, path, { colorScheme: "light" }, async ({ page }) => {
          const atDesk = await examine(page, lab.axe, EVERYTHING);
          await page.setViewportSize(PHONE);
          const onPhone = await examine(page, "", EVERYTHING);
          const lines = [...atDesk, ...onPhone.map((finding) => `on a phone: ${finding}`)];
          must(lines.length === 0, lines.join("\n"));
        }),
    },
    {
      // The markup is the same; only colours can be wrong in one theme and right in the other.
      name: `${path} has enough contrast, dark`,
      run: () =>
        visit(lab, path, { colorScheme: "dark" }, async ({ page }) => {
          const found = await examine(page, lab.axe, { runOnly: ["color-contrast"] });
          must(found.length === 0, found.join("\n"));
        }),
    },
  ]);
}

/**
 * Evaluated from outside, so the page's own policy stays in force.
 *
 * @param axe the source of axe-core, or nothing where it is in the page already
 */
async function examine(page: Page, axe: string, options: object): Promise<string[]> {
  await page.evaluate(`${axe}; undefined`);
  const call = `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ["violations"] })})`;
  const all = await page.evaluate<Finding[]>(`${call}.then(({ violations }) => violations)`);
  return all.filter(({ impact }) => impact === "serious" || impact === "critical").map(describe);
}

function describe({ id, impact, help, nodes }: Finding): string {
  const [first] = nodes;
  const summary = first?.failureSummary.split("\n")[1]?.trim() ?? "";
  return `${impact} ${id}: ${help}; ${nodes.length} x, such as ${first?.target[0]}: ${summary}`;
}
