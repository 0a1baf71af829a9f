/**
 * What this tool uses of playwright-core and axe-core. Both are loaded by a name that only the
 * running tool knows, and described here by hand, so that `deno check`, the tests and every other
 * command download neither.
 */

/** Exact, because pictures and findings change with them. */
const PLAYWRIGHT = ["npm:playwright-core", "1.65.1"].join("@");
const AXE = ["npm:axe-core", "4.14.1"].join("@");

/** Where Debian and Ubuntu put the browser; permissions name the same place. */
export const CHROMIUM = "/usr/bin/chromium";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Pictures look the same on every machine only if glyphs do not sit on its own subpixels.
  "--font-render-hinting=none",
];

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Theme = "light" | "dark";

/** A request that a page made. */
export interface PageRequest {
  url(): string;
  resourceType(): string;
  failure(): { readonly errorText: string } | null;
}

export interface PageResponse {
  url(): string;
  status(): number;
  request(): PageRequest;
  body(): Promise<Uint8Array<ArrayBuffer>>;
}

/** A tab. Functions given to `evaluate` run in the page and see only their argument. */
export interface Page {
  goto(url: string, options?: { readonly waitUntil: "load" | "networkidle" }): Promise<
    PageResponse | null
  >;
  url(): string;
  title(): Promise<string>;
  goBack(): Promise<unknown>;
  evaluate<Result>(what: string): Promise<Result>;
  evaluate<Result, Argument>(what: (given: Argument) => Result, given: Argument): Promise<
    Awaited<Result>
  >;
  waitForFunction<Argument>(
    what: (given: Argument) => unknown,
    given: Argument,
    options?: { readonly timeout: number },
  ): Promise<unknown>;
  click(selector: string): Promise<void>;
  focus(selector: string): Promise<void>;
  innerText(selector: string): Promise<string>;
  readonly keyboard: { press(key: string): Promise<void> };
  setViewportSize(size: Size): Promise<void>;
  emulateMedia(
    media: {
      readonly media?: "print" | "screen";
      readonly colorScheme?: Theme;
      readonly reducedMotion?: "reduce" | "no-preference";
    },
  ): Promise<void>;
  screenshot(): Promise<Uint8Array<ArrayBuffer>>;
  on(event: "console", heard: (message: { type(): string; text(): string }) => void): void;
  on(event: "pageerror", heard: (error: Error) => void): void;
  on(event: "requestfailed", heard: (request: PageRequest) => void): void;
  on(event: "response", heard: (response: PageResponse) => void): void;
  on(event: "request", heard: (request: PageRequest) => void): void;
  close(): Promise<void>;
}

export interface ContextOptions {
  readonly viewport?: Size;
  readonly colorScheme?: Theme;
  readonly reducedMotion?: "reduce" | "no-preference";
  readonly deviceScaleFactor?: number;
  readonly javaScriptEnabled?: boolean;
}

/** A browser profile of its own: cookies, theme, size. */
export interface Context {
  newPage(): Promise<Page>;
  addInitScript(what: () => void): Promise<void>;
  addCookies(
    cookies: readonly { readonly name: string; readonly value: string; readonly url: string }[],
  ): Promise<void>;
  close(): Promise<void>;
}

export interface Browser {
  newContext(options?: ContextOptions): Promise<Context>;
  version(): string;
  close(): Promise<void>;
}

/** Whether there is a browser to drive. */
export async function browserIsThere(): Promise<boolean> {
  try {
    return (await Deno.stat(CHROMIUM)).isFile;
  } catch {
    return false;
  }
}

/** Starts the browser. It is spoken to through pipes: no port is opened. */
export async function launch(): Promise<Browser> {
  const { chromium } = await import(PLAYWRIGHT);
  return await chromium.launch({ executablePath: CHROMIUM, args: FLAGS, timeout: 30_000 });
}

/** The source text of axe-core, to be evaluated in a page. */
export async function axeSource(): Promise<string> {
  return (await import(AXE)).default.source;
}
