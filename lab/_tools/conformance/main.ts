/** `deno task conformance`: checks the lab against vectors from outside. */
import { diskFolder } from "./load.ts";
import { conformance } from "./run.ts";
import { SUITES } from "./suites.ts";

/** Writes a line; a reader that went away, such as `head`, is no fault of ours. */
function writeLine(stream: { writeSync(bytes: Uint8Array): number }, line: string): void {
  const bytes = new TextEncoder().encode(`${line}\n`);
  try {
    for (let at = 0; at < bytes.length;) at += stream.writeSync(bytes.subarray(at));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

if (import.meta.main) {
  const code = await conformance(Deno.args, SUITES, {
    folder: diskFolder,
    out: (line) => writeLine(Deno.stdout, line),
    error: (line) => writeLine(Deno.stderr, line),
  });
  Deno.exit(code);
}
