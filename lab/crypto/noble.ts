/** The pure TypeScript provider, apart from `mod.ts` so that only who uses it loads noble. */
export { type EllipticOptions, nobleProvider } from "./noble/provider.ts";
