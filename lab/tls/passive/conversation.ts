import type { Bytes } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import type { LegacyParts } from "../config.ts";
import type { KeySource } from "./keys.ts";
import type { Side, Track } from "./track.ts";

/** Something in a recording that can be computed anew: a Finished, a signature. */
export interface ReadCheck {
  readonly from: Side;
  readonly message: string;
  /** `valid`, `not valid`, or why that cannot be said. */
  readonly judgement: string;
}

/** What the reader of either kind of version works with and writes to. */
export interface ReadingContext {
  readonly crypto: CryptoProvider;
  readonly keys: KeySource;
  readonly legacy: LegacyParts | undefined;
  readonly tracks: Readonly<Record<Side, Track>>;
  readonly checks: ReadCheck[];
  /** Secrets as they became known, under their labels (RFC 9850). */
  readonly secrets: Map<string, Bytes>;
  /** Why keys stayed unknown; the first reason counts. */
  close(reason: string): void;
}

/** A handshake message as it was spelt. */
export interface Spoken {
  readonly from: Side;
  /** `undefined` for a type without a name. */
  readonly name: string | undefined;
  /** With its header. */
  readonly raw: Bytes;
}

/** Follows the handshakes of a connection, once a version is chosen. */
export interface Conversation {
  readonly version: string;
  readonly suite: string;
  /** @returns whose turn it is now */
  hear(message: Spoken): Side;
  changeCipherSpec(from: Side): void;
  /** Nothing more will come. */
  end(): void;
}
