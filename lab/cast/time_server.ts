import type { Bytes } from "../bytes/mod.ts";
import { aesCmac, type CryptoProvider } from "../crypto/mod.ts";
import { type Node, type NtpSeal, timeSource } from "../net/mod.ts";
import { Person } from "./person.ts";
import type { Stage } from "./stage.ts";

/** A key that a time server shares with those who want to be sure of its answers (RFC 8573 §3). */
export interface TimeKey {
  /** What it is called on the wire. */
  readonly id: number;
  /** 16 bytes, for AES-CMAC. */
  readonly key: Bytes;
}

/** A machine that knows the true time, and tells everybody who asks. */
export class TimeServer extends Person {
  /** @param key what it seals its answers with, for those who ask with the same */
  constructor(stage: Stage, node: Node, key?: TimeKey) {
    super(stage, node, "time server");
    timeSource(node, () => stage.world.utc(), key && sealOf(stage.crypto, key));
  }
}

/** A time key as packets are sealed with it. */
export function sealOf(crypto: CryptoProvider, { id, key }: TimeKey): NtpSeal {
  return { keyId: id, digest: (header) => aesCmac(crypto, key, header) };
}

const KEY_LENGTH = 16;

/**
 * A key for time that two machines were given before they ever met. It stands in the ledger like
 * any private key.
 *
 * @param owners who has it, by name
 * @param id from 1
 */
export function timeKey(stage: Stage, owners: readonly string[], id: number): TimeKey {
  const title = `time key ${id}`;
  const key = stage.world.random("factory").bytes(title, KEY_LENGTH);
  for (const owner of owners) stage.ownKey(owner, title, key);
  return { id, key };
}
