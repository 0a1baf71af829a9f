import type { Build } from "./build.ts";
import type { LayoutComponent, LayoutConfig } from "./types.ts";

/** A layout that waits for its page. */
export interface Layout {
  // deno-lint-ignore no-explicit-any -- any app's state
  readonly component: LayoutComponent<any>;
  readonly config: LayoutConfig;
}

/** What surrounds a page at the place the request has reached. */
export interface Scope {
  // deno-lint-ignore no-explicit-any -- any app's state
  wrapper: LayoutComponent<any> | undefined;
  /** From the outermost to the innermost. */
  layouts: readonly Layout[];
  /** Undefined where nothing was built, as in many tests. */
  readonly build: Build | undefined;
}

/** The key of what only this package may see. */
export const SCOPE = Symbol("scope");
