/** Themes, paper, and people whom moving things make ill. */
import type { Page, Theme } from "../driver.ts";
import { type Check, must } from "../report.ts";
import { type Lab, visit } from "../visit.ts";

const RUN = "/run/mitm?seed=1";
/** A chain that was refused, with the bytes that fail. */
const FAILED = "/run/mitm/certificates?seed=1&with=validation";

export function media(lab: Lab): Check[] {
  return [
    { name: "the theme follows the system and the toggle", run: () => themes(lab) },
    { name: "the toggle's choice is kept on the next page", run: () => themeIsKept(lab) },
    { name: "on paper there are no controls, and nothing is cut off", run: () => paper(lab) },
    { name: "nothing moves for whoever wants no motion", run: () => stillness(lab) },
  ];
}

async function themes(lab: Lab): Promise<void> {
  const papers = new Map<Theme, string>();
  for (const theme of ["light", "dark"] as const) {
    await visit(lab, RUN, { colorScheme: theme }, async ({ page }) => {
      papers.set(theme, await paperOf(page));
    });
  }
  must(papers.get("light") !== papers.get("dark"), "Both themes have the same paper");
  for (const system of ["light", "dark"] as const) {
    await visit(lab, RUN, { colorScheme: system }, async ({ page }) => {
      await page.waitForFunction(() => document.querySelector(".row.selected") !== null, null);
      for (const theme of ["dark", "light", system] as const) {
        await page.focus("header button");
        await page.keyboard.press("Enter");
        const paper = await paperOf(page);
        must(
          paper === papers.get(theme),
          `With a ${system} system the toggle should give ${theme}, but the paper is ${paper}`,
        );
      }
    });
  }
}

async function themeIsKept(lab: Lab): Promise<void> {
  await visit(lab, "/", { colorScheme: "light" }, async ({ page }) => {
    const before = await paperOf(page);
    // The button works from when its island is awake, so it is pressed until it does.
    for (let i = 0; i < 20 && await paperOf(page) === before; i++) {
      await page.click("header button");
    }
    const dark = await paperOf(page);
    await page.goto(`${lab.address}/matrix`, { waitUntil: "load" });
    must(await paperOf(page) === dark, "The next page has forgotten it");
  });
}

function paperOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor, null);
}

async function paper(lab: Lab): Promise<void> {
  for (const path of [RUN, "/run/mitm/keys?seed=1", FAILED, "/matrix", "/compare"]) {
    await visit(lab, path, { colorScheme: "dark" }, async ({ page }) => {
      await page.emulateMedia({ media: "print" });
      const found = await page.evaluate(() => {
        const shown = (element: Element) => element.getClientRects().length > 0;
        const controls = [...document.querySelectorAll("button, input, select, header.site")]
          .filter((element) => shown(element) && element.closest(".tree") === null)
          .map((element) => `a control: ${element.localName} ${element.textContent}`);
        const cut = [...document.querySelectorAll("main *")].filter((element) => {
          const { overflowX, overflowY, position } = getComputedStyle(element);
          // Texts for screen readers alone are clipped on purpose.
          if (!shown(element) || position === "absolute") return false;
          return overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1 ||
            overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
        }).map((element) => `cut off: ${element.localName}.${element.className}`);
        const [r = 0] = getComputedStyle(document.documentElement).backgroundColor
          .match(/\d+/g)!.map(Number);
        return [...controls, ...cut, ...(r < 200 ? ["dark paper"] : [])].slice(0, 8);
      }, null);
      must(found.length === 0, `${path}: ${found.join("; ")}`);
    });
  }
}

async function stillness(lab: Lab): Promise<void> {
  await visit(lab, RUN, { reducedMotion: "reduce" }, async ({ page }) => {
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return transitionDuration.split(", ").some((each) => parseFloat(each) > 0.001) ||
            animationName !== "none" || scrollBehavior === "smooth";
        }).map((element) => `${element.localName}.${element.className}`).slice(0, 5),
      null,
    );
    must(moving.length === 0, moving.join(", "));
  });
}
