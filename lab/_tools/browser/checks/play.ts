/** The playground's form, filled in and sent by a real browser. */
import { type Check, must } from "../report.ts";
import { complaintsOf, type Lab, visit } from "../visit.ts";

export function playground(lab: Lab): Check[] {
  return [true, false].map((javaScriptEnabled): Check => ({
    name: `/play is run twice ${javaScriptEnabled ? "with" : "without"} script`,
    run: () =>
      visit(lab, "/play?attacker=own-root", { javaScriptEnabled }, async (seen) => {
        const { page } = seen;
        for (let i = 0; i < 2; i++) {
          await page.click("form button.primary");
          must(page.url().includes("seed="), `The form leads to ${page.url()}`);
          const verdict = await page.innerText(".verdict");
          must(verdict.includes("attack"), `The verdict is "${verdict}"`);
          const chosen = await page.evaluate<string>(
            "document.querySelector('select[name=attacker]').value",
          );
          must(chosen === "own-root", `The form has "${chosen}" for the attacker`);
        }
        const complaints = await complaintsOf(seen);
        must(complaints.length === 0, complaints.join("\n"));
      }),
  }));
}
