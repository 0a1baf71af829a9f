import { vendorName, vendors } from "./vendor.ts";

/** Scripts for the browser. */
export interface Bundled {
  /** The text of each script by its name; names may have slashes. */
  readonly outputs: ReadonlyMap<string, string>;
  /** The name of the script in which each file ended up. */
  readonly names: ReadonlyMap<string, string>;
  /** The name of the script that starts the islands. */
  readonly client: string;
}

/**
 * Bundles islands for the browser, together with the script that starts them. What two of them
 * share becomes a script of its own, so that a signal is the same thing for both.
 *
 * Preact stays outside: its files lie in Deno's cache, which a server allowed to read only its own
 * folder cannot open. They are served as they are, see `vendor.ts`.
 *
 * @param files absolute paths
 * @throws {Error} if one of them, or something they import, cannot run in a browser
 */
export async function bundle(files: readonly string[]): Promise<Bundled> {
  const client = `${import.meta.dirname}/../client/main.ts`.replace(
    "/builder/..",
    "",
  );
  const entrypoints = [client, ...files];
  const result = await Deno.bundle({
    entrypoints,
    external: [...vendors.keys()],
    outputDir: OUT,
    write: false,
    format: "esm",
    platform: "browser",
    codeSplitting: true,
  });
  if (!result.success) {
    throw new Error(
      `Cannot bundle the islands: ${result.errors.map(inWords).join("; ")}`,
    );
  }
  const outputs = new Map<string, string>();
  for (const file of result.outputFiles ?? []) {
    const name = file.path.replaceAll("\\", "/").split(`/${OUT}/`).at(-1)!;
    outputs.set(name, withVendors(name, file.text()));
  }
  for (const [specifier, text] of vendors) {
    outputs.set(vendorName(specifier), text);
  }
  const folder = commonFolder(entrypoints);
  const nameOf = (file: string) => file.slice(folder.length).replace(/\.\w+$/, ".js");
  return {
    outputs,
    names: new Map(files.map((file) => [file, nameOf(file)])),
    client: nameOf(client),
  };
}

function inWords({ text, location }: Deno.bundle.Message): string {
  const where = location ? `${location.file}:${location.line}: ` : "";
  const isDenied = text.startsWith("Requires read access");
  const why = isDenied ? "a package other than preact and signals needs --allow-read" : text;
  return where + why;
}

/** A folder that is never written; it only begins the names of what comes back. */
const OUT = "fresh-out";

/** An import of something outside the bundle, as the bundler writes it: at the start of a line. */
const OUTSIDE = /^((?:import|export|\}) ?(?:[^"'`;]*\bfrom )?)"((?![./])[^"]+)"(?=;$)/gm;

/** The same inside of a function. */
const OUTSIDE_LATER = /(\bimport\()"((?![./])[^"]+)"(?=\))/g;

/** Lets a script find Preact's files, which lie beside it. */
function withVendors(name: string, text: string): string {
  const up = "../".repeat(name.split("/").length - 1) || "./";
  const nearby = (_: string, start: string, specifier: string) => {
    if (vendors.has(specifier)) {
      return `${start}"${up}${vendorName(specifier)}"`;
    }
    throw new Error(`Cannot bundle ${name}: browsers have no "${specifier}"`);
  };
  return text.replace(OUTSIDE, nearby).replace(OUTSIDE_LATER, nearby);
}

/** The deepest folder that all files are in, with a slash at its end. */
function commonFolder(files: readonly string[]): string {
  const steps = files.map((file) => file.split("/").slice(0, -1));
  const [first = []] = steps;
  const length = first.findIndex((step, i) => steps.some((other) => other[i] !== step));
  return `${(length < 0 ? first : first.slice(0, length)).join("/")}/`;
}
