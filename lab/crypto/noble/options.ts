import type { VerifyTableOptions } from "./verify_tables.ts";

/** How much a provider prepares in advance. No option changes a single byte of its answers. */
export interface EllipticOptions {
  /**
   * Bits of scalar that one lookup in a base point's table stands for, 1 to 8. 4 (the default) is
   * quickest for a command that does a handful of operations, 8 for thousands of them.
   */
  readonly baseWindow?: number;
  /** When a public key gets a table of its own, and how many keys are remembered. */
  readonly keyTables?: Partial<VerifyTableOptions>;
}

/** What is taken where nothing is said. */
export const KEY_TABLES: VerifyTableOptions = { window: 4, after: 12, capacity: 32 };
