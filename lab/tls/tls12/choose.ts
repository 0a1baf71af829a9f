import type { CommonConfig } from "../config.ts";
import { type Dialect, TLS12 } from "./dialect.ts";
import { type Suite12, TLS12_SUITES } from "./suite.ts";

/** A suite that this end speaks: one of the engine's own, or a legacy one that it was given. */
export function suiteOf12(value: number, config: CommonConfig): Suite12 | undefined {
  if (!config.cipherSuites.includes(value)) return undefined;
  const known = (suite: Suite12) => suite.value === value;
  return config.legacy?.suites.find(known) ?? TLS12_SUITES.find(known);
}

/** How a version is spoken; `undefined` for TLS 1.3 and for what this end does not speak. */
export function dialectOf(version: number, config: CommonConfig): Dialect | undefined {
  if (!config.versions.includes(version)) return undefined;
  return version === TLS12.version
    ? TLS12
    : config.legacy?.dialects.find((dialect) => dialect.version === version);
}
