import { type ComponentChildren, h, type VNode } from "preact";
import type { Context } from "./context.ts";
import { type Layout, SCOPE } from "./scope.ts";
import { HttpError } from "./http_error.ts";
import { renderDocument } from "./islands/document.ts";
import type { LayoutConfig, PageComponent, PageProps } from "./types.ts";

// deno-lint-ignore no-explicit-any -- pages, layouts and wrappers of any app
type AnyComponent = PageComponent<any, any>;

/** An async function has to be awaited before anything can be drawn; others are components. */
const AsyncFunction = (async () => {}).constructor;

/** Draws a page component with its data, and what is around it. */
export async function draw<State>(
  ctx: Context<State>,
  component: AnyComponent,
  data: unknown,
  init: ResponseInit,
  config?: LayoutConfig,
): Promise<Response> {
  const drawn = await place(ctx, component, data, () => null);
  if (drawn instanceof Response) return drawn;
  return await renderPage(ctx, drawn, init, config, data);
}

/** Draws what is around a page: its layouts from the inside to the outside, then the wrapper. */
export async function renderPage<State>(
  ctx: Context<State>,
  page: ComponentChildren,
  init: ResponseInit = {},
  config: LayoutConfig = {},
  data?: unknown,
): Promise<Response> {
  const { wrapper, layouts, build } = ctx[SCOPE];
  const [around, withWrapper] = inherited(layouts, config);
  let content = page;
  for (
    const component of [...around, ...withWrapper && wrapper ? [wrapper] : []]
  ) {
    const inner = content;
    const drawn = await place(ctx, component, data, () => inner as VNode);
    if (drawn instanceof Response) return drawn;
    content = drawn;
  }
  const headers = new Headers(init.headers);
  if (!headers.has("content-type")) {
    headers.set("content-type", "text/html; charset=utf-8");
  }
  const html = renderDocument(content, build);
  return new Response(html, {
    ...init,
    status: init.status ?? statusOf(ctx.error),
    headers,
  });
}

/** The layouts that count, innermost first, and whether the wrapper does. */
function inherited(
  layouts: readonly Layout[],
  own: LayoutConfig,
): [AnyComponent[], boolean] {
  const around: AnyComponent[] = [];
  let { skipInheritedLayouts: skip = false, skipAppWrapper: bare = false } = own;
  for (const { component, config } of layouts.toReversed()) {
    if (skip) break;
    around.push(component);
    skip = config.skipInheritedLayouts ?? false;
    bare ||= config.skipAppWrapper ?? false;
  }
  return [around, !bare];
}

/** Makes an element of a component, or its content already if it is asynchronous. */
async function place<State>(
  ctx: Context<State>,
  component: AnyComponent,
  data: unknown,
  Component: () => VNode | null,
): Promise<ComponentChildren | Response> {
  const { config, url, req, params, info, state, error, route, isPartial } = ctx;
  const props: PageProps<unknown, State> = {
    ...{ config, url, req, params, info, state, error, route, isPartial },
    data,
    Component,
  };
  if (component instanceof AsyncFunction) return await component(props);
  return h(component as (props: PageProps<unknown, State>) => VNode, props);
}

function statusOf(error: unknown): number {
  if (error === null) return 200;
  return error instanceof HttpError ? error.status : 500;
}
