import { answerRoute } from "./answer.ts";
import type { Context } from "./context.ts";
import { Router } from "./router.ts";
import { type ErrorRoute, Segment } from "./segment.ts";
import type { LayoutComponent, Method, Route } from "./types.ts";

/** All an app knows about its routes; filled from top to bottom. */
export class RouteTable<State> {
  readonly root: Segment<State> = new Segment();
  readonly router: Router<State> = new Router();
  wrapper: LayoutComponent<State> | undefined;
  notFound: ErrorRoute<State> | undefined;

  /**
   * Adds an answer to a pattern.
   *
   * @param path the place in the tree of middlewares and layouts, which for a file is its folder
   */
  route(
    pattern: string,
    path: string,
    method: Method | "ALL",
    answer: (ctx: Context<State>) => Promise<Response>,
  ): void {
    this.router.add(pattern, method, {
      levels: this.root.at(path).levels(),
      answer,
    });
  }

  /** Adds a page that is loaded when somebody first asks for it. */
  page(pattern: string, path: string, load: () => Promise<Route<State>>): void {
    this.route(
      pattern,
      path,
      "ALL",
      async (ctx) => await answerRoute(ctx, await load()),
    );
  }
}
