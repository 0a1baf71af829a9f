import { type Build, BUILD_PREFIX, type StaticFile } from "./build.ts";
import type { Context } from "./context.ts";
import { SCOPE } from "./scope.ts";
import { BUST } from "./shared.ts";
import type { MiddlewareFn } from "./types.ts";

const FOREVER = "public, max-age=31536000, immutable";

/**
 * Serves the files of `static/` and the scripts of the islands.
 *
 * All files were read at the start, so a request only looks up a name in a table: there is no path
 * on the disk that it could lead astray.
 */
export function staticFiles<State>(): MiddlewareFn<State> {
  return (ctx) => {
    const { build } = ctx[SCOPE];
    const file = build && find(build, ctx);
    return file ? serve(build, file, ctx) : ctx.next();
  };
}

function find<State>(
  { statics }: Build,
  { req, url }: Context<State>,
): StaticFile | undefined {
  if (req.method !== "GET" && req.method !== "HEAD") return undefined;
  // An encoded slash is no separator, so there is no name that it could be part of.
  if (/%2f|%5c/i.test(url.pathname)) return undefined;
  try {
    return statics.get(decodeURIComponent(url.pathname));
  } catch {
    return undefined;
  }
}

function serve<State>(
  build: Build,
  file: StaticFile,
  { req, url }: Context<State>,
): Response {
  const version = url.searchParams.get(BUST);
  if (version !== null && version !== build.id) return redirectToCurrent(url);
  const isVersioned = version !== null ||
    url.pathname.startsWith(`${BUILD_PREFIX}/`);
  const headers = new Headers({
    "cache-control": isVersioned ? FOREVER : "no-cache",
    etag: file.etag,
  });
  if (isKnown(req.headers.get("if-none-match"), file.etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers.set("content-type", file.type);
  headers.set("content-length", String(file.content.length));
  headers.set("x-content-type-options", "nosniff");
  return new Response(file.content, { headers });
}

/** A version that is gone must not be remembered as this one. */
function redirectToCurrent(url: URL): Response {
  const query = new URLSearchParams(url.search);
  query.delete(BUST);
  const location = url.pathname + (query.size > 0 ? `?${query}` : "");
  return new Response(null, {
    status: 307,
    headers: { location, "cache-control": "no-store" },
  });
}

/** Whether a browser already has this very file; weak and strong tags count alike. */
function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes("*") || tags.includes(etag);
}
