/**
 * Tools for command lines with the interface of `@std/cli`, as far as the lab uses it. The root
 * `deno.json` links this folder under that name; without the link, the real package answers.
 */
export { type Args, parseArgs, type ParseOptions } from "./parse_args.ts";
export { unicodeWidth } from "./unicode_width.ts";
