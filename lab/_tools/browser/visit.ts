/** Opens pages the way a person would, and notes everything a page should not do. */
import type { Browser, Context, ContextOptions, Page } from "./driver.ts";

/** Everything checks share. */
export interface Lab {
  readonly browser: Browser;
  /** Of the dashboard, without a slash at the end. */
  readonly address: string;
  readonly axe: string;
}

/** What went wrong on a page, and what it asked for. */
export interface Watched {
  readonly complaints: string[];
  /** Bytes of every script, compressed, by its address. */
  readonly scripts: Map<string, number>;
}

export interface Visit extends Watched {
  readonly page: Page;
  readonly context: Context;
}

/** A desk, and the size everything is looked at unless said otherwise. */
export const DESK = { width: 1440, height: 1000 };

declare global {
  /** Reports of the content security policy, kept by the page itself. */
  var reportsOfPolicy: string[];
}

/** Opens a page in a profile of its own, hands it over, and closes the profile. */
export async function visit(
  lab: Lab,
  path: string,
  options: ContextOptions,
  look: (visit: Visit) => Promise<void>,
): Promise<void> {
  const context = await lab.browser.newContext({ viewport: DESK, ...options });
  try {
    await context.addInitScript(() => {
      globalThis.reportsOfPolicy = [];
      addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        globalThis.reportsOfPolicy.push(`${violatedDirective} forbids ${blockedURI}`);
      });
    });
    const page = await context.newPage();
    const watched = watch(page, lab.address, path);
    await page.goto(lab.address + path, { waitUntil: "load" });
    await look({ page, context, ...watched });
  } finally {
    await context.close();
  }
}

/** Listens from before the first request on. */
function watch(page: Page, address: string, path: string): Watched {
  const complaints: string[] = [];
  const scripts = new Map<string, number>();
  const mayFail = address + path;
  page.on("console", (message) => {
    const text = message.text();
    // A page that is an error on purpose is told by Chromium to the console, too.
    const expected = EXPECTED_STATUS.has(path) && text.startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !expected) {
      complaints.push(`console ${message.type()}: ${text}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`page error: ${error.message}`));
  page.on("requestfailed", (request) => {
    complaints.push(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${address}/`) && !url.startsWith("data:")) {
      complaints.push(`a request to somebody else: ${url}`);
    }
  });
  page.on("response", (response) => {
    const expected = response.url() === mayFail ? EXPECTED_STATUS.get(path) ?? 200 : 200;
    // 304 and redirects are answers as good as 200.
    const fine = expected === 200 ? response.status() < 400 : response.status() === expected;
    if (!fine) complaints.push(`status ${response.status()}: ${response.url()}`);
    if (response.request().resourceType() !== "script") return;
    scripts.set(response.url(), 0);
    response.body().then(compressed).then((size) => scripts.set(response.url(), size), () => {});
  });
  return { complaints, scripts };
}

/** Pages that say what is wrong with an address. */
export const EXPECTED_STATUS: ReadonlyMap<string, number> = new Map([
  ["/run/mitn", 404],
  ["/run/mitm?wiht=validation", 400],
]);

/** All complaints so far, with the page's own about its policy. */
export async function complaintsOf({ page, complaints }: Visit): Promise<string[]> {
  const reports = await page.evaluate<string[]>("globalThis.reportsOfPolicy ?? []");
  return [...complaints, ...reports.map((report) => `policy: ${report}`)];
}

async function compressed(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
