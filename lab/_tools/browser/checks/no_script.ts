/** Everything can be read, and every packet opened, where no script runs. */
import { PAGES } from "../pages.ts";
import { type Check, must } from "../report.ts";
import { type Lab, visit } from "../visit.ts";

export function withoutScript(lab: Lab): Check[] {
  const options = { javaScriptEnabled: false };
  return [
    ...PAGES.map((path): Check => ({
      name: `${path} is readable without script`,
      run: () =>
        visit(lab, path, options, async ({ page, complaints }) => {
          const heading = await page.innerText("main h1");
          must(heading.trim() !== "", "There is no heading");
          const text = await page.innerText("main");
          const idle = await page.evaluate<string[]>(
            `[...document.querySelectorAll("button:not([type=submit])")]
              .filter((button) => button.closest(".tree") === null)
              .filter((button) => button.getClientRects().length > 0)
              .map((button) => button.textContent)`,
          );
          must(idle.length === 0, `Buttons do nothing: ${idle.join(", ")}`);
          must(text.length > 80, `There is next to no text: "${text}"`);
          must(complaints.length === 0, complaints.join("\n"));
        }),
    })),
    {
      name: "without script an arrow of the diagram is a link that opens its packet",
      run: () =>
        visit(lab, "/run/mitm?seed=1", options, async ({ page }) => {
          const third = "li:nth-child(5 of .row) a, .row:has(a) ~ .row:has(a) a";
          const step = await page.evaluate(
            (selector) => document.querySelector(selector)!.getAttribute("data-step"),
            third,
          );
          await page.click(third);
          must(page.url().includes(`at=${step}#${step}`), `The link leads to ${page.url()}`);
          const heading = await page.innerText(".beside h2");
          must(heading.includes(`#${step}`), `The panel shows "${heading}", not #${step}`);
        }),
    },
  ];
}
