/**
 * Takes the pictures in `docs/screenshots`: `deno task screenshots`. Each is one page at one
 * place, in both themes; the same program makes the same picture as long as fonts and browser are
 * the same.
 */
import { axeSource, browserIsThere, CHROMIUM, launch, type Page, type Theme } from "./driver.ts";
import { smaller } from "./png.ts";
import { startServer } from "./server.ts";
import { type Lab, visit } from "./visit.ts";

const FOLDER = new URL("../../../docs/screenshots/", import.meta.url);
const SIZE = { width: 1440, height: 900 };

interface Shot {
  readonly name: string;
  readonly path: string;
  /** Goes to the place that is worth a picture. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const SHOTS: readonly Shot[] = [
  { name: "catalogue", path: "/" },
  { name: "run-attack", path: "/run/mitm?seed=1", prepare: (page) => show(page, "PIN") },
  {
    name: "run-defended",
    path: "/run/mitm?seed=1&with=validation",
    prepare: (page) => show(page, "Cert CV Fin}′"),
  },
  { name: "matrix", path: "/matrix" },
  { name: "compare", path: "/compare" },
  { name: "keys", path: "/run/mitm/keys?seed=1" },
  {
    name: "certificates",
    path: "/run/mitm/certificates?seed=1&with=validation",
    prepare: unfold,
  },
];

/** Chooses the first packet whose label has a word, and puts the diagram at the top. */
async function show(page: Page, word: string): Promise<void> {
  await page.evaluate((wanted) => {
    const rows = [...document.querySelectorAll<HTMLElement>("a[data-step]")];
    (rows.find((row) => row.textContent.includes(wanted)) ?? rows.at(-1)!).click();
  }, word);
  await page.waitForFunction(
    () =>
      document.querySelector(".beside h2")?.textContent?.includes(
        `#${location.hash.slice(1)} `,
      ),
    null,
  );
  await page.evaluate(() => {
    const top = document.querySelector(".run")!.getBoundingClientRect().top + scrollY - 16;
    const row = document.querySelector(".row.selected")!.getBoundingClientRect().bottom + scrollY;
    // As much of the beginning as there is room for above the chosen row.
    scrollTo(0, Math.max(top, row + 96 - innerHeight));
  }, null);
}

/** Opens the first certificate of the first chain that was refused. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    const refused = [...document.querySelectorAll("main .panel")]
      .find((panel) => panel.querySelector("th.bad") !== null)!;
    refused.querySelector("details")!.open = true;
    scrollTo(0, refused.getBoundingClientRect().top + scrollY - 16);
  }, null);
}

async function take(lab: Lab, { name, path, prepare }: Shot, theme: Theme): Promise<void> {
  const options = { viewport: SIZE, colorScheme: theme, reducedMotion: "reduce" } as const;
  await visit(lab, path, options, async ({ page }) => {
    await page.waitForFunction(() => document.readyState === "complete", null);
    await page.evaluate<void>("new Promise((done) => setTimeout(done, 300))");
    await prepare?.(page);
    const png = await smaller(await page.screenshot());
    await Deno.writeFile(new URL(`${name}-${theme}.png`, FOLDER), png);
    say(`${name}-${theme}.png, ${Math.round(png.length / 1000)} kB`);
  });
}

function say(line: string): void {
  // deno-lint-ignore no-console -- a tool's output
  console.log(line);
}

async function main(words: readonly string[]): Promise<number> {
  if (!await browserIsThere()) {
    say(`Cannot take pictures: ${CHROMIUM} is not there`);
    return 1;
  }
  const server = await startServer();
  try {
    const browser = await launch();
    try {
      const lab = { browser, address: server.address, axe: await axeSource() };
      await Deno.mkdir(FOLDER, { recursive: true });
      for (const shot of SHOTS) {
        if (words.length > 0 && !words.includes(shot.name)) continue;
        for (const theme of ["light", "dark"] as const) await take(lab, shot, theme);
      }
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
