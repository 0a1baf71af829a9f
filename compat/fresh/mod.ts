/**
 * A stand-in for `@fresh/core` 2.3.3, for where only the npm registry can be reached: the part of
 * Fresh that server-rendered pages with a few islands need. The root `deno.json` links this folder
 * under that name; without the link, the real package answers.
 *
 * It is written from Fresh's public documentation. What is not here, apps cannot use by accident:
 * they would not compile.
 */
export { App } from "./app.ts";
export { Context, Context as FreshContext } from "./context.ts";
export { createDefine, type Define, page } from "./define.ts";
export { HttpError } from "./http_error.ts";
export { staticFiles } from "./static_files.ts";
export type {
  FreshConfig,
  HandlerByMethod,
  HandlerFn,
  LayoutConfig,
  ListenOptions,
  Method,
  Middleware,
  MiddlewareFn,
  PageProps,
  PageResponse,
  ResolvedFreshConfig,
  RouteConfig,
  RouteHandler,
} from "./types.ts";
