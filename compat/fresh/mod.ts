/**
 * A stand-in for `@fresh/core` 2.3.3, for where only the npm registry can be reached: the part of
 * Fresh that a server-rendered page with a few islands needs. The root `deno.json` links this
 * folder under that name; without the link, the real package answers.
 */
export { HttpError } from "./http_error.ts";
