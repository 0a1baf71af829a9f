/** `fresh/runtime`: what pages and islands may use, on the server and in the browser. */
import type { ComponentChildren } from "preact";
import { BUST, shared } from "./shared.ts";

export { HttpError } from "./http_error.ts";

/** True in the browser, false on the server. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/**
 * The address of a static file that browsers may keep for good: it changes with every build.
 *
 * @param path on this site, such as `/logo.svg`; any other address comes back as it is
 */
export function asset(path: string): string {
  if (shared.buildId === undefined || !/^\/(?![/\\])/.test(path)) return path;
  const [, file = "", query, hash = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(path) ?? [];
  if (new URLSearchParams(query).has(BUST)) return path;
  return `${file}?${query ? `${query}&` : ""}${BUST}=${shared.buildId}${hash}`;
}

/** Puts its children into the page's `<head>`; only on the server. */
export function Head({ children }: { children?: ComponentChildren }): null {
  shared.collectHead?.(children);
  return null;
}
