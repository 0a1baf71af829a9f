import { LEGACY_SUITES, SSL30, TLS10, TLS11 } from "../legacy/mod.ts";
import { type Dialect, type Suite12, TLS12, TLS12_SUITES } from "../tls/mod.ts";

/** The versions before TLS 1.3 whose records the views can open. */
const DIALECTS: readonly Dialect[] = [TLS12, TLS11, TLS10, SSL30];
const SUITES: readonly Suite12[] = [...TLS12_SUITES, ...LEGACY_SUITES];

/** How a version computes; `undefined` for one that nobody here speaks. */
export function dialectOf(version: number): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.version === version);
}

/** A suite up to TLS 1.2 by its IANA name. */
export function olderSuite(name: string): Suite12 | undefined {
  return SUITES.find((suite) => suite.name === name);
}
