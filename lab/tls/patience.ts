import { type Fault, fault } from "./fault.ts";

/**
 * How much of each kind may come, with no data in either direction, before the peer is cut off.
 * This is the engine's own policy: RFC 9846 allows each of them and names no number.
 */
const LIMITS = {
  /** change_cipher_spec and user_canceled: no peer has reason to send more than one or two. */
  dummy: 32,
  /** KeyUpdate and NewSessionTicket: honest, even often, and each costs us a few hashes. */
  message: 1_000,
  /** Empty records of data are cover traffic (§5.1), which has no end by its nature. */
  emptyRecord: 10_000,
} as const;

const WORDS: Readonly<Record<keyof typeof LIMITS, string>> = {
  dummy: "dummy records or warnings",
  message: "KeyUpdates or tickets",
  emptyRecord: "empty records",
};

/** Counts what brings nothing on, so that a peer cannot keep an engine busy for ever. */
export class Patience {
  #counts = { dummy: 0, message: 0, emptyRecord: 0 };

  /** Data went one way or the other: the peer is not just keeping us busy. */
  restore(): void {
    this.#counts = { dummy: 0, message: 0, emptyRecord: 0 };
  }

  /** One more of a kind. */
  spend(kind: keyof typeof LIMITS): Fault | undefined {
    const count = ++this.#counts[kind];
    return count > LIMITS[kind]
      ? fault("noProgress", `${count} ${WORDS[kind]} with no data in either direction`)
      : undefined;
  }
}
