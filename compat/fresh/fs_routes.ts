import type { FsFile, FsModule } from "./fs_files.ts";
import { moreExact, patternOf } from "./fs_files.ts";
import type { RouteTable } from "./table.ts";
import type { LayoutComponent, LayoutConfig, MiddlewareFn, Route } from "./types.ts";

/**
 * Adds the files of `routes/` to an app.
 *
 * @param mount the path below which they answer, `/` for all
 */
export function addFsRoutes<State>(
  table: RouteTable<State>,
  mount: string,
  files: readonly FsFile[],
): void {
  const base = mount.replace(/[/*]+$/, "");
  // A route takes what its folders have when it is added: so the folders come first.
  for (const file of files) {
    if (file.kind !== "route") addToFolder(table, base, file);
  }
  const routes = files.filter(({ kind }) => kind === "route");
  for (const file of routes.toSorted((a, b) => moreExact(a.path, b.path))) {
    const pattern = file.module?.config?.routeOverride ?? patternOf(file.path);
    const folder = file.path.slice(0, file.path.lastIndexOf("/"));
    const load = async () => asRoute<State>(await file.load());
    table.page(joined(base, pattern), base + folder, load);
  }
}

function joined(base: string, pattern: string): string {
  return base !== "" && pattern === "/" ? base : base + pattern;
}

function addToFolder<State>(
  table: RouteTable<State>,
  base: string,
  file: FsFile,
): void {
  const { kind, path, module } = file;
  if (module === undefined) {
    throw new Error(`Cannot use ${path}: it has not been loaded`);
  }
  const segment = table.root.at(base + path);
  switch (kind) {
    case "app":
      table.wrapper = component<State>(module);
      break;
    case "layout": {
      const layout = component<State>(module);
      if (layout) {
        segment.layout = {
          component: layout,
          config: (module.config ?? {}) as LayoutConfig,
        };
      }
      break;
    }
    case "middleware":
      segment.middlewares.push(...middlewares<State>(path, module));
      break;
    case "error":
      segment.onError = asRoute<State>(module);
      break;
    case "notFound":
      table.notFound = asRoute<State>(module);
  }
}

function component<State>(
  module: FsModule,
): LayoutComponent<State> | undefined {
  return module.default as LayoutComponent<State> | undefined;
}

function asRoute<State>(module: FsModule): Route<State> {
  const { default: component, handler, handlers = handler, config } = module;
  return {
    ...component !== undefined && { component },
    ...handlers !== undefined && { handlers },
    ...config !== undefined && { config },
  } as Route<State>;
}

function middlewares<State>(
  path: string,
  module: FsModule,
): MiddlewareFn<State>[] {
  const given = [module.default ?? module.handler ?? module.handlers].flat();
  if (!given.every((middleware) => typeof middleware === "function")) {
    throw new TypeError(
      `Cannot use the _middleware in ${path}: it exports no function`,
    );
  }
  return given as MiddlewareFn<State>[];
}
