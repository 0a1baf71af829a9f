/** What a lesson points at is in sight, marked, and told of beside the diagram. */
import { type Check, must } from "../report.ts";
import { complaintsOf, type Lab, visit } from "../visit.ts";

export function looks(lab: Lab): Check[] {
  return [true, false].map((javaScriptEnabled): Check => ({
    name: `"Look here" of a lesson is in sight ${javaScriptEnabled ? "with" : "without"} script`,
    run: () =>
      visit(lab, "/learn/stolen-key", { javaScriptEnabled }, async (seen) => {
        const { page } = seen;
        // The last is something that Mallory learns, which is no packet, far down the page.
        await page.click('li:last-child > a[href*="&at="]');
        // The island wakes up and may scroll; where no script runs, nothing has to be waited for.
        if (javaScriptEnabled) {
          await page.evaluate<void>("new Promise((done) => setTimeout(done, 500))");
        }
        const event = page.url().split("#")[1]!;
        const found = await page.evaluate((id) => {
          const row = document.getElementById(id)!;
          const { top, bottom } = row.getBoundingClientRect();
          return {
            seen: top >= 0 && bottom <= innerHeight + 1,
            marked: row.classList.contains("selected"),
            heading: document.querySelector(".beside h2")?.textContent ?? "",
          };
        }, event);
        must(found.seen, `The row of #${event} is out of sight`);
        must(found.marked, `The row of #${event} is not marked`);
        must(found.heading.includes(`#${event} `), `The panel shows "${found.heading}"`);
        const complaints = await complaintsOf(seen);
        must(complaints.length === 0, complaints.join("\n"));
      }),
  }));
}
