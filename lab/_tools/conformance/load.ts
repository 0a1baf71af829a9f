/** A file of vectors that cannot be used. The message is one line for a person and names the file. */
export class VectorError extends Error {
  override name = "VectorError";
}

/** The vectors of one suite, and which file they came from. */
export interface Vectors {
  readonly file: string;
  readonly json: unknown;
}

/** Where vectors lie: a folder of the disk, or what a test makes up. */
export interface Folder {
  /** The names of the files, in alphabetical order. */
  list(): readonly string[];
  read(file: string): Uint8Array<ArrayBuffer>;
}

/** A folder of the disk. Its methods throw {@linkcode VectorError}. */
export function diskFolder(path: string): Folder {
  return {
    list() {
      try {
        return [...Deno.readDirSync(path)].map(({ name }) => name).sort();
      } catch (error) {
        throw new VectorError(`Cannot read the folder "${path}": ${reason(error)}`);
      }
    },
    read(file) {
      try {
        return Deno.readFileSync(`${path}/${file}`);
      } catch (error) {
        throw new VectorError(`Cannot read ${file}: ${reason(error)}`);
      }
    },
  };
}

/**
 * Reads `<stem>.json`, `<stem>.json.gz`, or the same with a split in the name, such as
 * `wycheproof-dev.json.gz`. The first of these in that order counts.
 *
 * @returns `undefined` if the folder has none of them
 * @throws {VectorError} if the folder or the file cannot be read, unpacked or parsed
 */
export async function loadVectors(folder: Folder, stem: string): Promise<Vectors | undefined> {
  const file = choose(folder.list(), stem);
  if (file === undefined) return undefined;
  return { file, json: parse(file, await text(file, folder.read(file))) };
}

function choose(files: readonly string[], stem: string): string | undefined {
  const exact = [`${stem}.json`, `${stem}.json.gz`].find((name) => files.includes(name));
  return exact ?? files.find((name) => name.startsWith(`${stem}-`) && /\.json(\.gz)?$/.test(name));
}

async function text(file: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    return decoder.decode(file.endsWith(".gz") ? await gunzip(bytes) : bytes);
  } catch {
    throw new VectorError(
      `Cannot read ${file}: ${file.endsWith(".gz") ? "not a whole gzip file" : "not UTF-8"}`,
    );
  }
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).bytes();
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new VectorError(
      text.trim() === "" ? `Cannot read ${file}: it is empty` : `Cannot read ${file}: not JSON`,
    );
  }
}

function reason(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such folder or file";
  if (error instanceof Deno.errors.NotADirectory) return "it is not a folder";
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "reading it is not permitted";
  }
  return error instanceof Error ? error.message.split("\n")[0]! : String(error);
}
