/** `fresh/dev`: finds routes, islands and static files, and bundles the islands for the browser. */
export { Builder, type BuildOptions } from "./builder/builder.ts";
