import type { ComponentChildren } from "preact";

/**
 * What the server, or the script in the browser, tells `fresh/runtime`. Drawing a page is
 * synchronous, so that nobody else comes in between.
 */
export const shared: {
  /** Of the page that is being drawn. */
  buildId: string | undefined;
  /** Takes what belongs into the page's head; only while the server draws. */
  collectHead: ((children: ComponentChildren) => void) | undefined;
} = { buildId: undefined, collectHead: undefined };

/** The parameter that says of which build the asset is. */
export const BUST = "__frsh_c";
