import type { Bytes } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import type { Link, Node } from "../net/mod.ts";
import type { EventId, How, Recorder, SecretId } from "../trace/mod.ts";
import type { Ambient } from "../tls/mod.ts";

/**
 * All that an attack may touch: a machine of her own at a place in the network, chance of her own,
 * and a notebook. What she knows is what she can lay on the table as bytes.
 */
export interface Position {
  readonly name: string;
  readonly node: Node;
  /** The link she sits on, or listens to. */
  readonly link: Link;
  readonly crypto: CryptoProvider;
  readonly ambient: Ambient;
  readonly recorder: Recorder;
  /** Writes bytes into her notebook; the ledger compares them with the secrets of others. */
  learn(bytes: Bytes, how: How, cause?: EventId): readonly SecretId[];
  /** A remark for the audience. */
  note(text: string, cause?: EventId): EventId;
}

/** What an attacker does from her position: she sets it going, and the network does the rest. */
export type Attack = (position: Position) => void;
