import { classify, type FsFile } from "../fs_files.ts";

/** What a folder of routes holds. */
export interface Found {
  readonly files: readonly (FsFile & {
    /** Whether the file may have a pattern of its own, and has to be loaded to know it. */
    readonly overrides: boolean;
  })[];
  /** Paths of the files in `(_islands)` folders. */
  readonly islands: readonly string[];
}

/** Looks through a folder of routes; a folder that is not there is an empty one. */
export async function findRoutes(folder: string): Promise<Found> {
  const islands: string[] = [];
  const files: Found["files"][number][] = [];
  for await (const name of filesIn(folder)) {
    const part = classify(name);
    const file = `${folder}/${name}`;
    if (part?.kind === "island") islands.push(file);
    else if (part !== undefined) {
      const { kind, path } = part;
      const overrides = kind === "route" &&
        (await Deno.readTextFile(file)).includes("routeOverride");
      files.push({
        kind,
        path,
        module: undefined,
        load: () => importFile(file),
        overrides,
      });
    }
  }
  return { files, islands };
}

/** Looks through a folder in which all are islands. */
export async function findIslands(folder: string): Promise<string[]> {
  const islands: string[] = [];
  for await (const name of filesIn(folder)) {
    if (classify(`(_islands)/${name}`) !== undefined) {
      islands.push(`${folder}/${name}`);
    }
  }
  return islands;
}

/**
 * All files below a folder, in the order of their names, as paths from there. Hidden ones and links
 * are left out: what is served shall lie where it seems to lie.
 */
export async function* filesIn(
  folder: string,
  below = "",
): AsyncGenerator<string> {
  const entries: Deno.DirEntry[] = [];
  try {
    for await (const entry of Deno.readDir(`${folder}/${below}`)) {
      entries.push(entry);
    }
  } catch (error) {
    if (below === "" && error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isFile, isDirectory } of entries) {
    if (name.startsWith(".")) continue;
    if (isFile) yield below + name;
    if (isDirectory) yield* filesIn(folder, `${below}${name}/`);
  }
}

/** Loads a module by its path. Deno keeps modules, so that a second time costs nothing. */
export function importFile(file: string): Promise<Record<string, unknown>> {
  const path = file.split("/").map(encodeURIComponent).join("/");
  return import(`file://${path}`);
}
