import type { Level } from "./segment.ts";
import type { Context } from "./context.ts";
import type { Method } from "./types.ts";

/** What one method of a route does, and what holds at the place where it was added. */
export interface Target<State> {
  readonly levels: readonly Level<State>[];
  readonly answer: (ctx: Context<State>) => Promise<Response>;
}

interface Entry<State> {
  readonly pattern: string;
  readonly targets: Map<Method | "ALL", Target<State>>;
}

/** What the router says of a request. */
export interface Match<State> {
  readonly pattern: string;
  readonly params: Record<string, string>;
  readonly levels: readonly Level<State>[];
  /** Undefined if the route has other methods, but not the one asked for. */
  readonly answer: Target<State>["answer"] | undefined;
}

/** Signs that make a pattern of a path. */
const IS_PATTERN = /[:*?+(){}\\]/;

/** Finds the route of a request: fixed paths first, then patterns in the order they came. */
export class Router<State> {
  readonly #fixed = new Map<string, Entry<State>>();
  readonly #open = new Map<
    string,
    Entry<State> & { readonly matcher: URLPattern }
  >();

  /** Adds a route; where two say the same, the first counts. */
  add(pattern: string, method: Method | "ALL", target: Target<State>): void {
    const { targets } = IS_PATTERN.test(pattern)
      ? this.#openEntry(pattern)
      : this.#fixedEntry(pattern);
    if (!targets.has(method)) targets.set(method, target);
  }

  #fixedEntry(pattern: string): Entry<State> {
    const key = new URL(`http://x${pattern}`).pathname;
    const entry = this.#fixed.get(key) ?? { pattern, targets: new Map() };
    this.#fixed.set(key, entry);
    return entry;
  }

  #openEntry(pattern: string): Entry<State> {
    const known = this.#open.get(pattern);
    if (known !== undefined) return known;
    const matcher = new URLPattern({ pathname: pattern });
    const entry = { pattern, matcher, targets: new Map() };
    this.#open.set(pattern, entry);
    return entry;
  }

  /** The route of a request, or undefined. The path must be one that can be decoded. */
  match(method: string, pathname: string): Match<State> | undefined {
    const fixed = this.#fixed.get(pathname);
    if (fixed !== undefined) return chosen(fixed, method, {});
    for (const entry of this.#open.values()) {
      const groups = entry.matcher.exec({ pathname })?.pathname.groups;
      if (groups !== undefined) return chosen(entry, method, decoded(groups));
    }
    return undefined;
  }
}

function chosen<State>(
  { pattern, targets }: Entry<State>,
  method: string,
  params: Record<string, string>,
): Match<State> {
  const target = targets.get(method as Method) ??
    (method === "HEAD" ? targets.get("GET") : undefined) ?? targets.get("ALL");
  const [first] = targets.values();
  const levels = (target ?? first)?.levels ?? [];
  return { pattern, params, levels, answer: target?.answer };
}

/** Optional parts that are not there are left out. */
function decoded(
  groups: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, decodeURIComponent(value)]]
    ),
  );
}

/** Whether every `%` of a path begins a sign of UTF-8. */
export function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}
