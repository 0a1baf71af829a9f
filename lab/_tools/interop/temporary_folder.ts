import { type Bytes, utf8 } from "../../bytes/mod.ts";

/** A folder that is gone when its user is. */
export interface TemporaryFolder extends Disposable {
  /** Writes a file under a name of its own. @returns the path, for another process to read */
  readonly write: (name: string, content: string | Bytes) => string;
  /** Makes an empty folder inside it. @returns the path */
  readonly makeFolder: () => string;
}

/**
 * Makes a folder inside `.deno`, which Git ignores and which is all that this tool may write to.
 * The permission for the system's own temporary folder would have another name on every machine.
 */
export function temporaryFolder(): TemporaryFolder {
  Deno.mkdirSync(".deno", { recursive: true });
  const folder = Deno.makeTempDirSync({ dir: ".deno", prefix: "interop-" });
  let count = 0;
  return {
    write(name, content) {
      const path = `${folder}/${++count}-${name}`;
      const bytes = typeof content === "string" ? utf8(content) : content;
      Deno.writeFileSync(path, bytes, { mode: 0o600 });
      return path;
    },
    makeFolder: () => Deno.makeTempDirSync({ dir: folder }),
    [Symbol.dispose]: () => Deno.removeSync(folder, { recursive: true }),
  };
}
