import { answerError, plainAnswer } from "./answer.ts";
import { type Build, USE_BUILD } from "./build.ts";
import { Context } from "./context.ts";
import { SCOPE, type Scope } from "./scope.ts";
import { addFsRoutes } from "./fs_routes.ts";
import { HttpError } from "./http_error.ts";
import { isDecodable } from "./router.ts";
import { type ErrorRoute, runLevels, runMiddlewares } from "./segment.ts";
import { RouteTable } from "./table.ts";
import type {
  FreshConfig,
  LayoutComponent,
  LayoutConfig,
  ListenOptions,
  Method,
  MiddlewareFn,
  RequestHandler,
  ResolvedFreshConfig,
  Route,
} from "./types.ts";

/** Who asks when nobody says: requests that tests make up. */
const NOBODY: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

/**
 * Collects routes, middlewares, layouts and error pages, and answers requests by them. Everything
 * holds from top to bottom: a middleware is for the routes that are added after it.
 */
export class App<State> {
  readonly config: ResolvedFreshConfig;
  /** What was asked for, in its order; carried out when the handler is made. */
  readonly #commands: ((table: RouteTable<State>, build: Build | undefined) => void)[] = [];
  #build: Build | undefined;

  constructor(config: FreshConfig = {}) {
    this.config = {
      root: config.root ?? ".",
      basePath: "",
      mode: "production",
    };
  }

  /** Adds middlewares, for all that follows or for what follows below a path. */
  use(...middlewares: MiddlewareFn<State>[]): this;
  use(path: string, ...middlewares: MiddlewareFn<State>[]): this;
  use(
    first: string | MiddlewareFn<State>,
    ...others: MiddlewareFn<State>[]
  ): this {
    const [path, middlewares] = typeof first === "string" ? [first, others] : ["/", [
      first,
      ...others,
    ]];
    return this.#add(({ root }) => root.at(path).middlewares.push(...middlewares));
  }

  /** Answers GET, and HEAD where nobody else does; the handlers before the last may ask `next()`. */
  get(path: string, ...handlers: MiddlewareFn<State>[]): this {
    return this.#method("GET", path, handlers);
  }

  /** Answers POST. */
  post(path: string, ...handlers: MiddlewareFn<State>[]): this {
    return this.#method("POST", path, handlers);
  }

  /** Answers PUT. */
  put(path: string, ...handlers: MiddlewareFn<State>[]): this {
    return this.#method("PUT", path, handlers);
  }

  /** Answers PATCH. */
  patch(path: string, ...handlers: MiddlewareFn<State>[]): this {
    return this.#method("PATCH", path, handlers);
  }

  /** Answers DELETE. */
  delete(path: string, ...handlers: MiddlewareFn<State>[]): this {
    return this.#method("DELETE", path, handlers);
  }

  /** Answers HEAD in a way of its own. */
  head(path: string, ...handlers: MiddlewareFn<State>[]): this {
    return this.#method("HEAD", path, handlers);
  }

  /** Answers every method. */
  all(path: string, ...handlers: MiddlewareFn<State>[]): this {
    return this.#method("ALL", path, handlers);
  }

  #method(
    method: Method | "ALL",
    path: string,
    handlers: MiddlewareFn<State>[],
  ): this {
    const answer = (ctx: Context<State>) => runMiddlewares(ctx, handlers, notFound);
    return this.#add((table) => table.route(path, path, method, answer));
  }

  /** Adds a page with its handlers. */
  route(path: string, route: Route<State>): this {
    return this.#add((table) => table.page(path, path, () => Promise.resolve(route)));
  }

  /** Puts a layout around the pages below a path; `*` means all. */
  layout(
    path: string,
    component: LayoutComponent<State>,
    config: LayoutConfig = {},
  ): this {
    return this.#add(({ root }) => root.at(path).layout = { component, config });
  }

  /** Sets what goes around everything, usually from `<html>` to `<body>`. */
  appWrapper(component: LayoutComponent<State>): this {
    return this.#add((table) => table.wrapper = component);
  }

  /** Sets who answers when something below a path is thrown; without a path, anything. */
  onError(route: ErrorRoute<State>): this;
  onError(path: string, route: ErrorRoute<State>): this;
  onError(first: string | ErrorRoute<State>, second?: ErrorRoute<State>): this {
    const [path, route] = typeof first === "string" ? [first, second!] : ["/", first];
    return this.#add(({ root }) => root.at(path).onError = route);
  }

  /** Sets who answers every 404. */
  notFound(route: ErrorRoute<State>): this {
    return this.#add((table) => table.notFound = route);
  }

  /** Adds what the builder found in `routes/`, below a path if one is given. */
  fsRoutes(path = "/"): this {
    return this.#add((table, build) => addFsRoutes(table, path, build?.files ?? []));
  }

  #add(
    command: (table: RouteTable<State>, build: Build | undefined) => void,
  ): this {
    this.#commands.push(command);
    return this;
  }

  /** Takes what the builder made. */
  [USE_BUILD](build: Build): void {
    this.#build = build;
  }

  /** A function from request to response, which never throws. */
  handler(): RequestHandler {
    const build = this.#build;
    const table = new RouteTable<State>();
    for (const command of this.#commands) command(table, build);
    return async (req, info = NOBODY) => {
      const response = await this.#answer(table, build, req, info);
      if (req.method !== "HEAD" || response.body === null) return response;
      // The body may be somebody else's already; it is not ours to complain.
      await response.body.cancel().catch(() => {});
      return new Response(null, response);
    };
  }

  async #answer(
    table: RouteTable<State>,
    build: Build | undefined,
    req: Request,
    info: Deno.ServeHandlerInfo,
  ): Promise<Response> {
    const url = new URL(req.url);
    url.pathname = url.pathname.replace(/\/{2,}/g, "/");
    const wellFormed = isDecodable(url.pathname);
    const match = wellFormed ? table.router.match(req.method, url.pathname) : undefined;
    const last = async (ctx: Context<State>) => {
      if (match === undefined) throw new HttpError(wellFormed ? 404 : 400);
      if (match.answer === undefined) throw new HttpError(405);
      return await match.answer(ctx);
    };

    const scope: Scope = { wrapper: table.wrapper, layouts: [], build };
    const { config } = this;
    const { pattern: route = null, params = {} } = match ?? {};
    const ctx = new Context<State>(
      { config, req, url, params, route, info },
      scope,
    );
    try {
      const response = await runLevels(
        ctx,
        match?.levels ?? table.root.levels(),
        {
          last,
          entered: (ctx, layouts) => ctx[SCOPE].layouts = layouts,
          caught: (ctx, level, isOutermost, error) =>
            answerError(ctx, level, isOutermost, table.notFound, error),
        },
      );
      if (response instanceof Response) return response;
      throw new TypeError(
        `Cannot answer ${route}: a handler or middleware gave no response`,
      );
    } catch (error) {
      return plainAnswer(ctx, error);
    }
  }

  /**
   * Serves until the signal in `options` says stop. Listens on this machine only, unless told
   * otherwise.
   *
   * @throws {Deno.errors.AddrInUse} if somebody else has the port
   */
  async listen(options: ListenOptions = {}): Promise<void> {
    const handler = this.handler();
    const server = Deno.serve({ hostname: "127.0.0.1", ...options }, handler);
    await server.finished;
  }
}

function notFound(): Promise<Response> {
  throw new HttpError(404);
}
