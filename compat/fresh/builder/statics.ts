import type { StaticFile } from "../build.ts";
import { filesIn } from "./find.ts";

/** Content types by the end of a file's name. */
const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  gif: "image/gif",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  md: "text/markdown; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
};

/** What browsers are told a file is; of an unknown one only that it is bytes. */
export function contentType(name: string): string {
  const end = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(TYPES, end) ? TYPES[end]! : "application/octet-stream";
}

/** Reads all files below a folder, by the path they will be served under. */
export async function readStatics(
  folder: string,
): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  for await (const name of filesIn(folder)) {
    const content = await Deno.readFile(`${folder}/${name}`);
    files.set(`/${name}`, {
      content,
      type: contentType(name),
      etag: await etagOf(content),
    });
  }
  return files;
}

/** A tag that says which content this is. */
export async function etagOf(
  content: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", content);
  return `"${new Uint8Array(digest, 0, 10).toHex()}"`;
}
