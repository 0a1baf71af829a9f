/** `deno task conformance`: checks the lab against vectors from outside. */
import { writeText } from "../output.ts";
import { diskFolder } from "./load.ts";
import { conformance } from "./run.ts";
import { SUITES } from "./suites.ts";

if (import.meta.main) {
  const code = await conformance(Deno.args, SUITES, {
    folder: diskFolder,
    out: (line) => writeText(Deno.stdout, `${line}\n`),
    error: (line) => writeText(Deno.stderr, `${line}\n`),
  });
  Deno.exit(code);
}
