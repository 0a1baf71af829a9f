/** The part a file in `routes/` plays. */
export type FsKind =
  | "route"
  | "app"
  | "layout"
  | "middleware"
  | "error"
  | "notFound";

/** A file in `routes/` that takes part in routing. */
export interface FsFile {
  readonly kind: FsKind;
  /** Its folder and, for a route, its own name: `/(shop)/items/[id]`. */
  readonly path: string;
  /** What the file exports; undefined until it is loaded. */
  readonly module: FsModule | undefined;
  /** Loads the file when it is first needed. */
  readonly load: () => Promise<FsModule>;
}

/** What a file in `routes/` may export. */
export interface FsModule {
  readonly default?: unknown;
  readonly handler?: unknown;
  readonly handlers?: unknown;
  readonly config?: { readonly routeOverride?: string };
}

const SPECIAL: Readonly<Record<string, FsKind>> = {
  _app: "app",
  _layout: "layout",
  _middleware: "middleware",
  _error: "error",
  _500: "error",
  _404: "notFound",
};

const CODE = /\.[cm]?[jt]sx?$/;
const NOT_FOR_SERVING = /([._](test|bench)|\.d)\.[cm]?[jt]sx?$/;

/**
 * What a file is for.
 *
 * @param path from `routes/` on, with slashes: `(shop)/items/[id].tsx`
 * @returns undefined for files that are no part of routing, such as those in `(_components)`
 */
export function classify(
  path: string,
): { kind: FsKind | "island"; path: string } | undefined {
  if (!CODE.test(path) || NOT_FOR_SERVING.test(path)) return undefined;
  const steps = path.replace(CODE, "").split("/");
  const folders = steps.slice(0, -1);
  if (folders.includes("(_islands)")) return { kind: "island", path };
  if (folders.some((folder) => folder.startsWith("(_"))) return undefined;
  const name = steps.at(-1)!;
  const kind = Object.hasOwn(SPECIAL, name) ? SPECIAL[name]! : "route";
  return { kind, path: `/${(kind === "route" ? steps : folders).join("/")}` };
}

/** The pattern of a route file: `/items/:id` for `/(shop)/items/[id]`. */
export function patternOf(path: string): string {
  const steps = path.split("/").filter((step) => step !== "" && !/^\(.*\)$/.test(step));
  if (steps.at(-1) === "index") steps.pop();
  return steps.map(patternOfStep).join("") || "/";
}

function patternOfStep(step: string): string {
  const optional = /^\[\[(\w+)\]\]$/.exec(step);
  if (optional) return `{/:${optional[1]}}?`;
  const rest = /^\[\.\.\.(\w+)\]$/.exec(step);
  if (rest) return `/:${rest[1]}*`;
  const parts = step.split(/\[(\w+)\]/);
  // Every second part is a name; the others stand for themselves.
  return `/${parts.map((part, i) => i % 2 ? `:${part}` : literal(part)).join("")}`;
}

/** Signs that mean something in a pattern are told not to. */
function literal(text: string): string {
  return text.replace(/[:*+?(){}\\]/g, "\\$&");
}

/** Sorts routes so that the more exact one comes first: names, then `[a]`, `[[a]]`, `[...a]`. */
export function moreExact(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = openness(left[i]) - openness(right[i]);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function openness(step: string | undefined): number {
  if (step === undefined) return 0;
  return step.startsWith("[...") ? 4 : step.startsWith("[[") ? 3 : step.includes("[") ? 2 : 1;
}
