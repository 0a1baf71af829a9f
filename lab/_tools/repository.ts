import { targetOf } from "./lint/places.ts";

/** The folder that holds `deno.json`. */
export const ROOT = new URL("../../", import.meta.url);

/** Folders with source text; beside them there are single files such as `main.ts`. */
const SOURCE_FOLDERS = ["compat", "lab", "routes", "scenarios"];

/** Every TypeScript file, by its path from the root, in alphabetical order. */
export function sourceFiles(): string[] {
  const files: string[] = [];
  const walk = (folder: string) => {
    for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROOT))) {
      if (isDirectory && !name.startsWith(".")) walk(`${folder}${name}/`);
      else if (/\.tsx?$/.test(name)) files.push(folder + name);
    }
  };
  for (const { name, isDirectory, isFile } of Deno.readDirSync(ROOT)) {
    if (isDirectory && SOURCE_FOLDERS.includes(name)) walk(`${name}/`);
    if (isFile && /\.tsx?$/.test(name)) files.push(name);
  }
  return files.sort();
}

/** The text of a file, by its path from the root. */
export function readSource(path: string): string {
  return Deno.readTextFileSync(new URL(path, ROOT));
}

/** One import or re-export of a file. */
export interface Import {
  readonly specifier: string;
  /** Whether nothing of it is left when the program runs. */
  readonly typesOnly: boolean;
}

/**
 * The imports of a formatted source text. A statement starts at the left margin, where `deno fmt`
 * puts it, so examples in comments are not taken for imports.
 */
export function importsOf(source: string): Import[] {
  const statements = /^(?:import|export)\s+(?:(type\s)?([^;"'`=(]*?)\sfrom\s+)?"([^"]+)"/gm;
  const dynamic = /\bimport\("([^"]+)"\)/g;
  const found: Import[] = [];
  for (const [, type, names = "", specifier] of source.matchAll(statements)) {
    const each = /^\{([^}]*)\}$/.exec(names.trim())?.[1]?.split(",").map((name) => name.trim());
    const onlyTypes = each?.every((name) => name === "" || name.startsWith("type ")) ?? false;
    found.push({ specifier: specifier!, typesOnly: type !== undefined || onlyTypes });
  }
  for (const [, specifier] of source.matchAll(dynamic)) {
    found.push({ specifier: specifier!, typesOnly: false });
  }
  return found;
}

/** Files and the files they import. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Who imports whom when the program runs. Imports of types leave no trace in a running program, and
 * two files that know each other's types are no circle.
 */
export function fileGraph(files: readonly string[], withTypes = false): Graph {
  return new Map(files.map((path) => {
    const targets = importsOf(readSource(path))
      .filter(({ typesOnly }) => withTypes || !typesOnly)
      .map(({ specifier }) => targetOf(path, specifier))
      .flatMap((target) => target.kind === "file" ? [target.path] : []);
    return [path, new Set(targets)];
  }));
}
