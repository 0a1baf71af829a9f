/** The scenario `mitm` from beginning to end without touching a mouse. */
import type { Page } from "../driver.ts";
import { type Check, must } from "../report.ts";
import { complaintsOf, type Lab, type Visit, visit } from "../visit.ts";

const RUN = "/run/mitm?seed=1";
const STATUS = "main [role=status].sr";

export function keyboard(lab: Lab): Check[] {
  const check = (name: string, path: string, look: (seen: Visit) => Promise<void>): Check => ({
    name: `keyboard: ${name}`,
    run: () =>
      visit(lab, path, {}, async (seen) => {
        await look(seen);
        const complaints = (await complaintsOf(seen)).filter((text) => !isOvertaken(text));
        must(complaints.length === 0, complaints.join("\n"));
      }),
  });
  return [
    check("arrow keys step through every packet", RUN, stepsThrough),
    check("Tab comes to the diagram, Enter opens a packet", RUN, opensFromDiagram),
    check("a byte names its field, a field lights up its bytes", RUN, bytesAndFields),
    check("a defence is flipped, and back leads back to the packet", RUN, flips),
    check("a link to a packet opens it", RUN, (seen) => deepLink(lab, seen)),
    check("arrow keys turn the pages of the presentation", "/present/mitm?seed=1", turnsPages),
    check("every stop of Tab can be seen", RUN, focusIsVisible),
    check("the page stays at its top on arrival", RUN, async ({ page }) => {
      await page.evaluate<void>("new Promise((done) => setTimeout(done, 1000))");
      const top = await page.evaluate(() => scrollY, null);
      must(top === 0, `It is scrolled down by ${top} pixels`);
    }),
  ];
}

/**
 * Waits until keys are heard, which nothing on the page shows: steps forward until the address
 * follows, and back to the beginning.
 */
async function awake(page: Page): Promise<void> {
  let presses = 0;
  while (!page.url().includes("#")) {
    must(presses++ < 20, "Nobody hears the arrow keys");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => location.hash !== "", null, { timeout: 500 }).catch(() => {});
  }
  for (; presses > 0; presses--) await page.keyboard.press("ArrowLeft");
  const [first] = await stepsOf(page);
  await shows(page, first!);
}

/** A panel that was asked for and no longer wanted, because the next key came first. */
function isOvertaken(complaint: string): boolean {
  return complaint.includes("/packet/") && complaint.includes("ERR_ABORTED");
}

async function stepsThrough({ page }: Visit): Promise<void> {
  await awake(page);
  const steps = await stepsOf(page);
  must(steps.length > 5, `Only ${steps.length} packets are in the diagram`);
  let spoken = await page.innerText(STATUS);
  for (const [i, step] of steps.entries()) {
    if (i > 0) await page.keyboard.press("ArrowRight");
    await shows(page, step);
    if (i > 0) must(page.url().endsWith(`#${step}`), `The address is ${page.url()}, not #${step}`);
    const said = await page.innerText(STATUS);
    must(i === 0 || said !== spoken, `The live region still says "${said}" at #${step}`);
    spoken = said;
    const seen = await page.evaluate((event) => {
      const { top, bottom } = document.getElementById(event)!.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight + 1;
    }, step);
    must(seen, `The row of #${step} is out of sight`);
  }
  await page.keyboard.press("ArrowRight");
  await shows(page, steps.at(-1)!);
  await page.keyboard.press("ArrowUp");
  await shows(page, steps.at(-2)!);
}

async function opensFromDiagram({ page }: Visit): Promise<void> {
  await awake(page);
  await tabTo(page, "a[data-step]", 60);
  await page.keyboard.press("Tab");
  const step = await page.evaluate(() => document.activeElement!.getAttribute("data-step"), null);
  must(step !== null, "The second stop in the diagram is no packet");
  await page.keyboard.press("Enter");
  await shows(page, step);
}

async function bytesAndFields({ page }: Visit): Promise<void> {
  await awake(page);
  await tabTo(page, ".bytes[tabindex]", 120);
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(
    () => document.querySelector("[role=status] .note-box strong") !== null,
    null,
  );
  const named = await page.innerText(".note-box");
  must(/bytes \d+ to \d+/.test(named), `The chosen byte is described as "${named}"`);
  await tabTo(page, ".tree button", 40);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const { range, lit } = await page.evaluate(() => ({
    range: document.activeElement!.querySelector(".range")?.textContent ?? "",
    lit: document.querySelectorAll(".bytes .b.on").length,
  }), null);
  const [, start, end] = /\[(\d+),(\d+)\)/.exec(range) ?? [];
  must(lit === Number(end) - Number(start), `The field ${range} lights up ${lit} bytes`);
}

async function flips({ page }: Visit): Promise<void> {
  await awake(page);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const steps = await stepsOf(page);
  await shows(page, steps[2]!);
  const place = page.url();
  const before = await page.innerText(".verdict");
  must(before.includes("succeeds"), `Without a defence the verdict is "${before}"`);
  // Back to the beginning of the page's order, as Ctrl+Home does for a screen reader.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur(), null);
  await tabTo(page, '[role=switch][href*="with=validation"]', 60);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.search.includes("with=validation"), null);
  const after = await page.innerText(".verdict");
  must(after.includes("attack fails"), `With validation the verdict is "${after}"`);
  must(after.includes("unknown_ca"), `The alert is not named: "${after}"`);
  await page.goBack();
  await page.waitForFunction(() => !location.search.includes("with="), null);
  must(page.url() === place, `Back leads to ${page.url()}, not ${place}`);
  await shows(page, new URL(place).hash.slice(1));
}

async function deepLink(lab: Lab, { page }: Visit): Promise<void> {
  const step = (await stepsOf(page)).at(-3)!;
  await visit(lab, `${RUN}#${step}`, {}, (seen) => shows(seen.page, step));
}

async function turnsPages({ page }: Visit): Promise<void> {
  const first = await page.innerText("main");
  // Keys are heard from when the island is awake, and nothing on the page shows when that is. One
  // key too many turns one page more.
  for (let i = 0; i < 10 && !page.url().includes("act="); i++) {
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => location.search.includes("act="), null, { timeout: 1_000 })
      .catch(() => {});
  }
  must(page.url().includes("act="), "The right arrow key turns no page");
  must(await page.innerText("main") !== first, "The next page looks like the first");
}

async function focusIsVisible({ page }: Visit): Promise<void> {
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(() => {
      const element = document.activeElement!;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height, right, bottom } = element.getBoundingClientRect();
      const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      if (outlined && width > 0 && height > 0 && right > 0 && bottom > 0) return "";
      return `${element.localName}.${element.className} "${element.textContent?.slice(0, 40)}"`;
    }, null);
    must(hidden === "", `Nobody sees that the focus is on ${hidden}`);
  }
}

/** The events of all packets, in the order of the diagram. */
function stepsOf(page: Page): Promise<string[]> {
  return page.evaluate(
    () => [...document.querySelectorAll("a[data-step]")].map((a) => a.getAttribute("data-step")!),
    null,
  );
}

/** Waits until row and panel show a packet. */
async function shows(page: Page, step: string): Promise<void> {
  try {
    await page.waitForFunction(
      (event) =>
        document.getElementById(event)?.classList.contains("selected") &&
        document.querySelector(".beside h2")?.textContent?.includes(`#${event}`),
      step,
      { timeout: 5_000 },
    );
  } catch {
    throw new Error(`#${step} is not shown at ${page.url()}`);
  }
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, selector: string, most: number): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement!.matches(wanted), selector)) return;
  }
  throw new Error(`Tab has not come to ${selector} in ${most} steps`);
}
