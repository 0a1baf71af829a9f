import { type Bytes, concat } from "../../bytes/mod.ts";
import type { CryptoProvider, HashName, HashState } from "../../crypto/mod.ts";
import { HandshakeType } from "../../wire/mod.ts";

/**
 * The running hash over all handshake messages, as they were spelt (RFC 9846 §4.1 [8446 §4.4.1]).
 * Before the suite is known, messages wait unhashed.
 */
export class Transcript {
  readonly #crypto: CryptoProvider;
  #waiting: Bytes[] = [];
  #all: Bytes[] = [];
  #state: HashState | undefined;

  constructor(crypto: CryptoProvider) {
    this.#crypto = crypto;
  }

  add(message: Bytes): void {
    this.#all.push(message);
    if (this.#state === undefined) this.#waiting.push(message);
    else this.#state.update(message);
  }

  /** Settles the hash function, once the suite is chosen. Choosing again changes nothing. */
  choose(hash: HashName): void {
    if (this.#state !== undefined) return;
    this.#state = this.#crypto.hash(hash).create();
    for (const message of this.#waiting) this.#state.update(message);
    this.#waiting = [];
  }

  /** Puts the hash of the first ClientHello in its place, as HelloRetryRequest demands. */
  restartWithHash(hash: HashName): void {
    const digest = this.#crypto.hash(hash).digest(concat(...this.#waiting));
    this.#waiting = [Uint8Array.of(HandshakeType.message_hash, 0, 0, digest.length), digest];
    this.choose(hash);
  }

  /** All messages as they were spelt: what TLS 1.2 hashes, each time with the hash it needs. */
  bytes(): Bytes {
    return concat(...this.#all);
  }

  /** A new handshake begins on the same connection (RFC 5246 §7.4.1.1). */
  restart(): void {
    this.#all = [];
    this.#waiting = [];
    this.#state = undefined;
  }

  /** The hash of all messages so far and of some bytes more, before the suite need be known. */
  digestWith(hash: HashName, more: Bytes): Bytes {
    const state = this.#state?.copy() ?? this.#crypto.hash(hash).create();
    if (this.#state === undefined) { for (const message of this.#waiting) state.update(message); }
    return state.update(more).digest();
  }

  /** A transcript of its own that begins with this one. */
  fork(): Transcript {
    const fork = new Transcript(this.#crypto);
    fork.#all = [...this.#all];
    fork.#waiting = [...this.#waiting];
    fork.#state = this.#state?.copy();
    return fork;
  }

  /** The hash of all messages so far. */
  digest(): Bytes {
    if (this.#state === undefined) throw new Error("Cannot hash the transcript: no hash chosen");
    return this.#state.digest();
  }
}
