import type { ComponentType } from "preact";
import type { App } from "../app.ts";
import { type Build, BUILD_PREFIX, type Island, type StaticFile, USE_BUILD } from "../build.ts";
import { STYLESHEET } from "../build.ts";
import type { FsFile } from "../fs_files.ts";
import type { ListenOptions } from "../types.ts";
import { bundle, type Bundled } from "./bundle.ts";
import { findIslands, findRoutes, importFile } from "./find.ts";
import { etagOf, readStatics } from "./statics.ts";

/** Where the parts of a project are, seen from `root`. */
export interface BuildOptions {
  /** The folder of the project, as a path or a `file:` URL; by default where Deno was started. */
  root?: string;
  /** By default `static`. */
  staticDir?: string;
  /** By default `islands`; `(_islands)` folders in the routes count too. */
  islandDir?: string;
  /** By default `routes`. */
  routeDir?: string;
}

// deno-lint-ignore no-explicit-any -- whatever its state is
type AnyApp = App<any>;

/** Makes of a folder what an app needs to serve it. */
export class Builder {
  readonly #root: string;
  readonly #options: BuildOptions;

  constructor(options: BuildOptions = {}) {
    const { root = Deno.cwd() } = options;
    this.#root = root.startsWith("file:") ? decodeURIComponent(new URL(root).pathname) : root;
    this.#options = options;
  }

  /**
   * Finds and bundles everything, and holds it in memory.
   *
   * @returns a function that gives it to an app
   * @throws {Error} if an island cannot be bundled
   * @throws {Deno.errors.NotSupported} for `snapshot: "disk"`, which only the real package can do
   */
  async build(
    { snapshot = "disk" }: {
      mode?: "development" | "production";
      snapshot?: "disk" | "memory";
    } = {},
  ): Promise<(app: AnyApp) => void> {
    if (snapshot !== "memory") {
      throw new Deno.errors.NotSupported(
        'Cannot build to disk: use { snapshot: "memory" }',
      );
    }
    const build = await this.#build();
    return (app) => app[USE_BUILD](build);
  }

  /** Builds in memory, and serves. */
  async listen(
    load: () => Promise<{ app: AnyApp } | AnyApp>,
    options: ListenOptions = {},
  ): Promise<void> {
    const loaded = await load();
    const app = "app" in loaded ? loaded.app : loaded;
    (await this.build({ mode: "development", snapshot: "memory" }))(app);
    await app.listen(options);
  }

  async #build(): Promise<Build> {
    const { staticDir = "static", islandDir = "islands", routeDir = "routes" } = this.#options;
    const found = await findRoutes(join(this.#root, routeDir));
    const islandFiles = [
      ...found.islands,
      ...await findIslands(join(this.#root, islandDir)),
    ].sort();
    const [bundled, files, modules, statics] = await Promise.all([
      islandFiles.length > 0 ? bundle(islandFiles) : undefined,
      Promise.all(found.files.map(loadEarly)),
      Promise.all(islandFiles.map(importFile)),
      readStatics(join(this.#root, staticDir)),
    ]);
    const scripts = bundled ? await toServe(bundled) : new Map<string, StaticFile>();
    const id = await idOf(scripts, statics);
    const path = (name: string) => `${BUILD_PREFIX}/${id}/${name}`;
    const url = (name: string) => path(name).split("/").map(encodeURIComponent).join("/");
    for (const [name, file] of scripts) statics.set(path(name), file);
    return {
      id,
      files,
      statics,
      islands: islandsOf(
        islandFiles,
        modules,
        (file) => url(bundled!.names.get(file)!),
      ),
      client: bundled && url(bundled.client),
    };
  }
}

function join(root: string, path: string): string {
  return path.startsWith("/") ? path : `${root.replace(/\/$/, "")}/${path}`;
}

/** Folders' files are needed for every page, and an overridden route has to be known. */
async function loadEarly(
  file: FsFile & { readonly overrides: boolean },
): Promise<FsFile> {
  return file.kind === "route" && !file.overrides ? file : { ...file, module: await file.load() };
}

function islandsOf(
  files: readonly string[],
  modules: readonly Record<string, unknown>[],
  urlOf: (file: string) => string,
): Build["islands"] {
  const islands = new Map<ComponentType, Island>();
  files.forEach((file, i) => {
    for (const [exportName, value] of Object.entries(modules[i]!)) {
      if (typeof value !== "function") continue;
      islands.set(value as ComponentType, { url: urlOf(file), exportName });
    }
  });
  return islands;
}

const STYLE = "fresh-island, fresh-slot { display: contents }\n";

async function toServe({ outputs }: Bundled): Promise<Map<string, StaticFile>> {
  const all: [name: string, text: string][] = [...outputs, [STYLESHEET, STYLE]];
  const files = all.map(async ([name, text]): Promise<[string, StaticFile]> => {
    const content = new TextEncoder().encode(text);
    const type = `text/${name === STYLESHEET ? "css" : "javascript"}; charset=utf-8`;
    return [name, { content, type, etag: await etagOf(content) }];
  });
  return new Map(await Promise.all(files));
}

/** A name for exactly these files: the same at every start until one of them changes. */
async function idOf(
  ...groups: ReadonlyMap<string, StaticFile>[]
): Promise<string> {
  const lines = groups.flatMap((group) => [...group].map(([name, { etag }]) => `${name} ${etag}`));
  const tag = await etagOf(new TextEncoder().encode(lines.sort().join("\n")));
  return tag.replaceAll('"', "");
}
