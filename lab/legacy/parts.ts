import type { LegacyParts } from "../tls/mod.ts";

/**
 * What to hand to a configuration as `legacy`. The versions and suites have to be named in its
 * `versions` and `cipherSuites` as well: a part that lies there is not yet in use.
 */
export function legacyParts({ dialects = [], suites = [] }: Partial<LegacyParts>): LegacyParts {
  return { dialects, suites };
}
