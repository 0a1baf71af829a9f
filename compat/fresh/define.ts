import type {
  HandlerByMethod,
  LayoutComponent,
  Middleware,
  PageComponent,
  PageResponse,
  RouteHandler,
} from "./types.ts";

/**
 * Gives data to the page of this route.
 *
 * @param options status and headers of the response
 */
export function page<T>(
  data: T,
  options: { status?: number; headers?: HeadersInit } = {},
): PageResponse<T> {
  return { data, ...options };
}

/** The data that a handler, or any of the handlers by method, gives its page. */
export type DataOf<H> = H extends (ctx: never) => infer R ? DataIn<R>
  : H extends object ? { [M in keyof H]: DataOf<H[M]> }[keyof H]
  : never;
type DataIn<R> = Awaited<R> extends infer A ? A extends { data: infer D } ? D : never
  : never;

/** Helpers that only add types: each gives back what it was given. */
export interface Define<State> {
  /** Handlers of a route. */
  handlers<H extends RouteHandler<unknown, State>>(handlers: H): H;
  handlers<H extends HandlerByMethod<unknown, State>>(handlers: H): H;
  /** A page; `define.page<typeof handler>` gives it the handler's data. */
  page<H = never, Data = [H] extends [never] ? unknown : DataOf<H>>(
    component: PageComponent<Data, State>,
  ): PageComponent<Data, State>;
  /** A layout or the app wrapper. */
  layout(component: LayoutComponent<State>): LayoutComponent<State>;
  /** A middleware, or several in their order. */
  middleware<M extends Middleware<State>>(middleware: M): M;
}

/** Makes the helpers for an app whose `ctx.state` is a `State`. */
export function createDefine<State>(): Define<State> {
  const same = <T>(value: T): T => value;
  return { handlers: same, page: same, layout: same, middleware: same };
}
