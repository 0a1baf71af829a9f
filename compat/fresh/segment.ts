import type { Context } from "./context.ts";
import type { Layout } from "./scope.ts";
import type { MiddlewareFn, Route } from "./types.ts";

/** What answers for an error: a middleware, or a page with its handlers. */
export type ErrorRoute<State> = MiddlewareFn<State> | Route<State>;

/** What a folder, or a path of the app, adds to the routes below it. */
export interface Level<State> {
  readonly middlewares: readonly MiddlewareFn<State>[];
  readonly layout: Layout | undefined;
  readonly onError: ErrorRoute<State> | undefined;
}

/** A step of a path in the tree of middlewares, layouts and error pages. */
export class Segment<State> {
  readonly middlewares: MiddlewareFn<State>[] = [];
  layout: Layout | undefined;
  onError: ErrorRoute<State> | undefined;
  readonly #parent: Segment<State> | undefined;
  readonly #children = new Map<string, Segment<State>>();

  constructor(parent?: Segment<State>) {
    this.#parent = parent;
  }

  /**
   * The segment of a path, made if there is none yet.
   *
   * @param path such as `/docs/(group)/:page`; `*` and `/` mean this segment itself
   */
  at(path: string): Segment<State> {
    const steps = path.split("/").filter((step) => step !== "" && step !== "*");
    return steps.reduce<Segment<State>>(
      (segment, step) => segment.#child(step),
      this,
    );
  }

  #child(step: string): Segment<State> {
    const child = this.#children.get(step) ?? new Segment(this);
    this.#children.set(step, child);
    return child;
  }

  /** What holds here now, outermost first; what is added later does not count any more. */
  levels(): Level<State>[] {
    const { layout, onError } = this;
    const own = { middlewares: [...this.middlewares], layout, onError };
    return [...this.#parent?.levels() ?? [], own];
  }
}

/** How a chain of levels ends, and what it does with errors. */
export interface ChainEnd<State> {
  /** Answers when all middlewares have asked for the next. */
  readonly last: (ctx: Context<State>) => Promise<Response>;
  /** Answers for an error by a level's route, or throws it on to the level above. */
  readonly caught: (
    ctx: Context<State>,
    level: Level<State>,
    isOutermost: boolean,
    error: unknown,
  ) => Promise<Response>;
  /** Told at each level which layouts hold there. */
  readonly entered: (ctx: Context<State>, layouts: readonly Layout[]) => void;
}

/**
 * Leads a request through the middlewares of all levels. A level's error page stands outside its
 * own middlewares: they see the error pass, and not the page that is made of it.
 */
export function runLevels<State>(
  ctx: Context<State>,
  levels: readonly Level<State>[],
  end: ChainEnd<State>,
): Promise<Response> {
  const enter = async (depth: number): Promise<Response> => {
    const level = levels[depth];
    if (level === undefined) return await end.last(ctx);
    const layouts = levels.slice(0, depth + 1).flatMap(({ layout }) => layout ?? []);
    end.entered(ctx, layouts);
    try {
      return await runMiddlewares(
        ctx,
        level.middlewares,
        () => enter(depth + 1),
      );
    } catch (error) {
      end.entered(ctx, layouts);
      return await end.caught(ctx, level, depth === 0, error);
    }
  };
  return enter(0);
}

/** Runs middlewares one inside the other, and `last` in the innermost. */
export async function runMiddlewares<State>(
  ctx: Context<State>,
  middlewares: readonly MiddlewareFn<State>[],
  last: () => Promise<Response>,
): Promise<Response> {
  const run = async (place: number): Promise<Response> => {
    const middleware = middlewares[place];
    if (middleware === undefined) return await last();
    const next = async () => {
      try {
        return await run(place + 1);
      } finally {
        // Who asks twice shall meet the same next one.
        ctx.next = next;
      }
    };
    ctx.next = next;
    return await middleware(ctx);
  };
  return await run(0);
}
