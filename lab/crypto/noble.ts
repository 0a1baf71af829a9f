/** The pure TypeScript provider, apart from `mod.ts` so that only who uses it loads noble. */
export type { EllipticOptions } from "./noble/options.ts";
export { nobleProvider } from "./noble/provider.ts";
