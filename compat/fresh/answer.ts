import type { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { draw } from "./render.ts";
import type { ErrorRoute, Level } from "./segment.ts";
import type {
  HandlerByMethod,
  HandlerFn,
  Method,
  PageComponent,
  PageResponse,
  Route,
} from "./types.ts";

/** Answers by a route: asks its handler for the method, and draws the page with the data. */
export async function answerRoute<State>(
  ctx: Context<State>,
  { component, handlers, config }: Route<State>,
): Promise<Response> {
  const handler = handlerFor(handlers, ctx.req.method);
  if (handler === undefined && !drawsWithout(ctx, component)) {
    throw new HttpError(405);
  }
  const given = await handler?.(ctx);
  if (given instanceof Response) return given;
  if (component === undefined) {
    throw new Error(
      `Cannot answer ${ctx.route}: the handler gives data, and there is no page`,
    );
  }
  const { data, status, headers }: Partial<PageResponse<unknown>> = given ?? {};
  const init: ResponseInit = {
    ...(status && { status }),
    ...(headers && { headers }),
  };
  return await draw(
    ctx,
    component as PageComponent<unknown, unknown>,
    data,
    init,
    config,
  );
}

function handlerFor<State>(
  handlers: Route<State>["handlers"],
  method: string,
): HandlerFn<unknown, State> | undefined {
  if (handlers === undefined || typeof handlers === "function") return handlers;
  const byMethod: HandlerByMethod<unknown, State> = handlers;
  const own = (name: string) =>
    Object.hasOwn(byMethod, name) ? byMethod[name as Method] : undefined;
  return own(method) ?? (method === "HEAD" ? own("GET") : undefined);
}

/** A page needs no handler to be looked at; an error page is shown whatever the method was. */
function drawsWithout<State>(ctx: Context<State>, component: unknown): boolean {
  return component !== undefined &&
    (ctx.error !== null || ctx.req.method === "GET" ||
      ctx.req.method === "HEAD");
}

/**
 * Answers for an error with the page of this level, or throws it on.
 *
 * @param notFound takes every 404, from wherever it comes, up to the outermost level
 */
export async function answerError<State>(
  ctx: Context<State>,
  level: Level<State>,
  isOutermost: boolean,
  notFound: ErrorRoute<State> | undefined,
  thrown: unknown,
): Promise<Response> {
  // In a context, null means that nothing was thrown.
  const error = thrown ?? new Error(`Somebody threw ${thrown}`);
  const isNotFound = notFound !== undefined && error instanceof HttpError &&
    error.status === 404;
  const route = isNotFound ? isOutermost ? notFound : undefined : level.onError;
  if (route === undefined) throw error;
  if (ctx.error !== error) report(error);
  ctx.error = error;
  ctx.next = () => Promise.reject(error);
  return typeof route === "function" ? await route(ctx) : await answerRoute(ctx, route);
}

/** The answer when no page wants to speak for an error. */
export function plainAnswer<State>(
  ctx: Context<State>,
  error: unknown,
): Response {
  if (ctx.error !== error) report(error);
  const { status, message } = error instanceof HttpError ? error : new HttpError(500);
  return new Response(message, {
    status: status >= 400 && status <= 599 ? status : 500,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

/** Tells whoever runs the server of an error that is not the visitor's. */
function report(error: unknown): void {
  if (error instanceof HttpError && error.status < 500) return;
  const text = error instanceof Error ? error.stack ?? error.message : Deno.inspect(error);
  // What an error quotes may come from a peer, and a terminal obeys control characters.
  const visible = text.replace(
    /[^\P{Cc}\n]/gu,
    (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  // deno-lint-ignore no-console -- the one place where the server speaks
  console.error(visible);
}
