/** Addresses that people type, and the pages they mean. */

/** Kinds of pages that are about one scenario: without its name, the list of all is meant. */
const NEEDS_SCENARIO = /^\/(?:run|learn|present)\/?$/;

/** A page with one slash too many behind it; nothing that could be read as another host. */
const TRAILING_SLASH = /^((?:\/[\w.-]+)+)\/$/;

/**
 * Where an address leads that is nearly that of a page: the way to it, with the same options;
 * `undefined` if there is nothing to mend.
 */
export function mendedAddress({ pathname, search }: URL): string | undefined {
  if (NEEDS_SCENARIO.test(pathname)) return "/";
  const page = TRAILING_SLASH.exec(pathname)?.[1];
  return page === undefined ? undefined : page + search;
}
