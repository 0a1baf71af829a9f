import type { VNode } from "preact";
import { renderPage } from "./render.ts";
import { SCOPE, type Scope } from "./scope.ts";
import type { LayoutConfig, ResolvedFreshConfig } from "./types.ts";

/** What a request brings along and what may be answered to it; one for each request. */
export class Context<State> {
  readonly config: ResolvedFreshConfig;
  readonly req: Request;
  /** The address asked for; slashes in a row count as one. */
  readonly url: URL;
  /** The parts of the path that the route leaves open, decoded. */
  readonly params: Record<string, string>;
  /** What middlewares put here for those who come after. */
  readonly state: State = {} as State;
  /** The pattern of the route, or null if there is none. */
  readonly route: string | null;
  /** What was thrown, on error pages; otherwise null. */
  error: unknown = null;
  readonly info: Deno.ServeHandlerInfo;
  /** Always false: there are no partial pages here. */
  readonly isPartial: boolean = false;
  /** Asks the next middleware or, at the end, the route. */
  next: () => Promise<Response> = () => Promise.reject(new Error("Nobody is next"));
  readonly [SCOPE]: Scope;

  constructor(
    about: Pick<
      Context<State>,
      "config" | "req" | "url" | "params" | "route" | "info"
    >,
    scope: Scope,
  ) {
    this.config = about.config;
    this.req = about.req;
    this.url = about.url;
    this.params = about.params;
    this.route = about.route;
    this.info = about.info;
    this[SCOPE] = scope;
  }

  /** Draws a page with the layouts of this place around it. */
  render(
    // deno-lint-ignore no-explicit-any -- whatever a component's props are
    vnode: VNode<any> | null,
    init?: ResponseInit,
    config?: LayoutConfig,
  ): Promise<Response> {
    return renderPage(this, vnode, init, config);
  }

  /**
   * Sends the browser elsewhere. What begins with a slash stays on this site: browsers would read
   * `//host`, `/\host` and the same with a tab inside as another one.
   */
  redirect(pathOrUrl: string, status = 302): Response {
    const location = pathOrUrl.replace(/\p{Cc}/gu, "").trim().replace(
      /^[/\\]{2,}/,
      "/",
    );
    return new Response(null, { status, headers: { location } });
  }

  /** Answers with HTML that is ready. */
  html(content: BodyInit | null, init?: ResponseInit): Response {
    return typed("text/html; charset=utf-8", content, init);
  }

  /** Answers with plain text. */
  text(content: string, init?: ResponseInit): Response {
    return typed("text/plain; charset=utf-8", content, init);
  }

  /** Answers with a value as JSON. */
  // deno-lint-ignore no-explicit-any -- whatever JSON.stringify takes
  json(content: any, init?: ResponseInit): Response {
    return Response.json(content, init);
  }
}

function typed(
  type: string,
  content: BodyInit | null,
  init: ResponseInit = {},
): Response {
  const headers = new Headers(init.headers);
  if (!headers.has("content-type")) headers.set("content-type", type);
  return new Response(content, { ...init, headers });
}
