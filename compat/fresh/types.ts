import type { ComponentChildren, FunctionComponent } from "preact";
import type { Context } from "./context.ts";

/** A method of HTTP that a route can answer. */
export type Method =
  | "GET"
  | "HEAD"
  | "POST"
  | "PUT"
  | "PATCH"
  | "DELETE"
  | "OPTIONS";

/** What an {@linkcode App} can be told; only what this stand-in honours. */
export interface FreshConfig {
  /** The folder of the project. */
  root?: string;
}

/** The configuration with every default filled in. */
export interface ResolvedFreshConfig {
  root: string;
  basePath: string;
  mode: "development" | "production";
}

/** Runs before a route: answers itself, or asks the next one with `ctx.next()`. */
export type MiddlewareFn<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** One middleware or a list of them. */
export type Middleware<State> = MiddlewareFn<State> | MiddlewareFn<State>[];

/** What a handler gives its page: data, and how to send the page. Made by {@linkcode page}. */
export interface PageResponse<T> {
  data: T;
  status?: number;
  headers?: HeadersInit;
}

type MaybePromise<T> = T | Promise<T>;

/** Answers a request, or gives the data with which the page is to be drawn. */
export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => MaybePromise<Response | PageResponse<Data>>;

/** A handler for each method. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** One handler for all methods, or one for each. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** What pages, layouts and the app wrapper are given. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    | "config"
    | "url"
    | "req"
    | "params"
    | "info"
    | "state"
    | "error"
    | "route"
    | "isPartial"
  >
  & {
    /** What the handler gave. */
    data: Data;
    /** In layouts and the app wrapper: what they go around. */
    Component: FunctionComponent;
  };

/** A page; it may be asynchronous, and then may also answer with a response of its own. */
export type PageComponent<Data, State> = (
  props: PageProps<Data, State>,
) => ComponentChildren | Promise<ComponentChildren | Response>;

/** A layout or the app wrapper: draws what is around a page. */
// deno-lint-ignore no-explicit-any -- a layout knows nothing of the data of the pages in it
export type LayoutComponent<State> = PageComponent<any, State>;

/** What a page may leave out of what it would inherit. */
export interface LayoutConfig {
  /** Without the layouts of the folders above. */
  skipInheritedLayouts?: boolean;
  /** Without the app wrapper. */
  skipAppWrapper?: boolean;
}

/** What a file in `routes/` may export as `config`. */
export interface RouteConfig extends LayoutConfig {
  /** A URLPattern that takes the place of the one made from the file's name. */
  routeOverride?: string;
}

/** A page with its handlers, as {@linkcode App.route} takes it. */
export interface Route<State> {
  // deno-lint-ignore no-explicit-any -- its own handlers decide what data it is given
  component?: PageComponent<any, State>;
  handlers?: RouteHandler<unknown, State>;
  config?: RouteConfig;
}

/** What the server needs to know; see `Deno.serve`. */
export type ListenOptions = Partial<Deno.ServeTcpOptions>;

/** Answers a request; what {@linkcode App.handler} makes. */
export type RequestHandler = (
  request: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;
