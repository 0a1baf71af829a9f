/** axe-core finds nothing serious on any page, in either theme, at a desk and on a phone. */
import type { Page } from "../driver.ts";
import { PAGES } from "../pages.ts";
import { type Check, must } from "../report.ts";
import { DESK, type Lab, visit } from "../visit.ts";

const PHONE = { width: 390, height: 844 };

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
  const cases = [["light", DESK, ""], ["dark", DESK, ""], [
    "light",
    PHONE,
    ", on a phone",
  ]] as const;
  return PAGES.flatMap((path) =>
    cases.map(([theme, viewport, where]): Check => ({
      name: `${path} is accessible, ${theme}${where}`,
      run: () =>
        visit(lab, path, { colorScheme: theme, viewport }, async ({ page }) => {
          const findings = await examine(page, lab.axe);
          must(findings.length === 0, findings.map(describe).join("\n"));
        }),
    }))
  );
}

/** Evaluated from outside, so the page's own policy stays in force. */
async function examine(page: Page, axe: string): Promise<Finding[]> {
  await page.evaluate(`${axe}; undefined`);
  const all = await page.evaluate<Finding[]>(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)`,
  );
  return all.filter(({ impact }) => impact === "serious" || impact === "critical");
}

function describe({ id, impact, help, nodes }: Finding): string {
  const [first] = nodes;
  const summary = first?.failureSummary.split("\n")[1]?.trim() ?? "";
  return `${impact} ${id}: ${help}; ${nodes.length} x, such as ${first?.target[0]}: ${summary}`;
}
