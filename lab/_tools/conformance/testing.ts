import type { Folder } from "./load.ts";

/** A folder that a test makes up, of texts and octets. */
export function memoryFolder(
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
): Folder {
  return {
    list: () => Object.keys(files).sort(),
    read(file) {
      const content = files[file]!;
      return typeof content === "string" ? new TextEncoder().encode(content) : content;
    },
  };
}

/** The octets of a gzip file that holds a text. */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(stream).bytes();
}
