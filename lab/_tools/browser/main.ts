/**
 * The dashboard in a real browser: `deno task test:browser`. Starts the server and the browser,
 * carries out every check, and says how each ended; the last line is the count.
 *
 * Exit status: 0 all passed or no browser here, 1 something failed.
 */
import { accessible } from "./checks/axe.ts";
import { keyboard } from "./checks/keyboard.ts";
import { media } from "./checks/media.ts";
import { looks } from "./checks/looks.ts";
import { hostileNames } from "./checks/names.ts";
import { withoutScript } from "./checks/no_script.ts";
import { opens } from "./checks/opens.ts";
import { playground } from "./checks/play.ts";
import { axeSource, type Browser, browserIsThere, CHROMIUM, launch } from "./driver.ts";
import { type Check, Report } from "./report.ts";
import { type Server, startServer } from "./server.ts";
import type { Lab } from "./visit.ts";

/** After this long no further check begins, in milliseconds: the whole takes less than 3 minutes. */
const TOTAL_LIMIT = 165_000;

const SUITES: Readonly<Record<string, (lab: Lab) => Check[]>> = {
  opens,
  accessible,
  keyboard,
  withoutScript,
  media,
  hostileNames,
  playground,
  looks,
};

// deno-lint-ignore no-console -- a tool's output
const write = (line: string) => console.log(line);

/** @param words parts of names; only checks that have one of them are made */
async function main(words: readonly string[]): Promise<number> {
  const report = new Report(write);
  if (!await browserIsThere()) {
    report.skip("the dashboard in a browser", `${CHROMIUM} is not there`);
  } else {
    let server: Server | undefined;
    let browser: Browser | undefined;
    try {
      server = await startServer();
      browser = await launch();
      await checkAll({ browser, address: server.address, axe: await axeSource() }, words, report);
      if (server.log() !== "") report.fail("the server has no complaint", server.log());
    } catch (error) {
      report.fail("server and browser", error instanceof Error ? error.message : String(error));
    } finally {
      await browser?.close();
      await server?.stop();
    }
  }
  write(`\n${report.summary}`);
  return report.exitStatus;
}

async function checkAll(lab: Lab, words: readonly string[], report: Report): Promise<void> {
  const until = Date.now() + TOTAL_LIMIT;
  const waiting = Object.values(SUITES).flatMap((checks) => checks(lab))
    .filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (Date.now() < until) await report.check(check);
      else report.fail(check.name, "There was no time left for it");
    }
  };
  // A page in one profile knows nothing of the other's, so two checks do not meet.
  await Promise.all([work(), work()]);
}

if (import.meta.main) Deno.exit(await main(Deno.args));
