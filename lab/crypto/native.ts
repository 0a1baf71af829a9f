/** The provider over node:crypto, apart from `mod.ts` so that only who uses it loads that. */
export type { EllipticOptions } from "./noble/options.ts";
export { nativeProvider } from "./native/provider.ts";
