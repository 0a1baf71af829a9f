import { type Room, ROOMS } from "./rooms.ts";

/**
 * What part a file plays:
 * - `room`: code of a room, bound by the table
 * - `test`: a `_test.ts`, which may look anywhere
 * - `support`: a bench, or helpers in `testing.ts` and `testing/`
 * - `tool`: `lab/_tools`, which stands outside the lab
 * - `root`: `main.ts`, where the parts are put together
 * - `outside`: whatever else the repository holds
 */
export type Part = "room" | "test" | "support" | "tool" | "root" | "outside";

/** Where a file of the repository stands. */
export interface Place {
  /** The path from the root, with forward slashes. */
  readonly path: string;
  readonly part: Part;
  /** The room's name; `lab/<name>` is a room even if the table does not know it. */
  readonly room?: string;
}

const ROOT = new URL("../../../", import.meta.url);

/** The path of a file from the repository's root; `deno lint` gives absolute names, tests do not. */
export function fromRoot(filename: string): string {
  const path = filename.replaceAll("\\", "/");
  const root = decodeURIComponent(ROOT.pathname).replace(/^\/(?=[A-Za-z]:\/)/, "");
  return path.startsWith(root) ? path.slice(root.length) : path.replace(/^\.\//, "");
}

/** Finds out where a file stands. */
export function placeOf(filename: string): Place {
  const path = fromRoot(filename);
  const room = roomOf(path);
  const part: Part = /_test\.tsx?$/.test(path)
    ? "test"
    : path.startsWith("lab/_tools/")
    ? "tool"
    : /_bench\.tsx?$|(^|\/)testing(\.ts$|\/)/.test(path)
    ? "support"
    : path === "main.ts"
    ? "root"
    : room !== undefined
    ? "room"
    : "outside";
  return { path, part, ...(room !== undefined && { room }) };
}

function roomOf(path: string): string | undefined {
  for (const [name, { folder }] of Object.entries<Room>(ROOMS)) {
    if (path.startsWith(`${folder}/`)) return name;
  }
  return /^lab\/([^_/][^/]*)\//.exec(path)?.[1];
}

/** What an import asks for: a file of this repository or a package. */
export type Target =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "package"; readonly name: string; readonly direct: boolean };

/**
 * Reads the text of an import.
 *
 * @param path the importing file, from the root
 * @param specifier `./reader.ts`, `@noble/hashes/sha2.js`, `npm:fast-check@4`, `node:crypto`
 */
export function targetOf(path: string, specifier: string): Target {
  if (/^\.{0,2}\//.test(specifier)) {
    const base = specifier.startsWith("/") ? [] : path.split("/").slice(0, -1);
    for (const step of specifier.split("/")) {
      if (step === "..") base.pop();
      else if (step !== "." && step !== "") base.push(step);
    }
    return { kind: "file", path: base.join("/") };
  }
  const direct = /^(npm|jsr|https?|data|file):/.test(specifier);
  const bare = specifier.replace(/^(npm|jsr):\/?/, "");
  const name = /^(@[^/]+\/)?[^/@]+/.exec(bare)?.[0] ?? bare;
  return { kind: "package", name, direct };
}
