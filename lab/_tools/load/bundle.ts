import type { Ask } from "./burst.ts";

/** A quoted path of a script, as attributes and data blocks of a page have it. */
const IN_PAGE = /["'](\/[^"'\s<>]+\.m?js(?:\?[^"'\s<>]*)?)["']/g;
/** What a script imports, at once or later. */
const IN_SCRIPT = /(?:from|import)\s*\(?\s*["']([^"'\s]+\.m?js(?:\?[^"'\s]*)?)["']/g;
/** More scripts than this are a circle or a mistake. */
const MOST = 200;

/** Every script a page may load, straight or through others, with its text. */
export async function scriptsOf(ask: Ask, page: string): Promise<ReadonlyMap<string, string>> {
  const scripts = new Map<string, string>();
  const { body } = await ask(page);
  const open = [...body.matchAll(IN_PAGE)].map(([, path]) => path!);
  for (let path = open.pop(); path !== undefined && scripts.size < MOST; path = open.pop()) {
    if (scripts.has(path)) continue;
    const { status, body } = await ask(path);
    if (status !== 200) continue;
    scripts.set(path, body);
    for (const [, specifier] of body.matchAll(IN_SCRIPT)) {
      const { pathname, search } = new URL(specifier!, `http://127.0.0.1${path}`);
      open.push(pathname + search);
    }
  }
  return scripts;
}

/** How many bytes are left of a text when it is packed with gzip. */
export async function packedLength(text: string): Promise<number> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(packed).arrayBuffer()).byteLength;
}
