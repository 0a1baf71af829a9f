import type { CommonConfig } from "../tls/mod.ts";

/** One known mistake: a replacement part, and where the world has seen it. */
export interface Flaw {
  readonly id: string;
  /** What the party does, in a few words: "Accepts any certificate". */
  readonly title: string;
  /** Where it was found. */
  readonly seen: string;
  /** The rule it breaks. */
  readonly breaks: string;
  /** Builds the mistake into a configuration. */
  apply<C extends CommonConfig>(config: C): C;
}
