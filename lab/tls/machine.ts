import type { Bytes, Infer } from "../bytes/mod.ts";
import type { HANDSHAKE_BODIES, HandshakeName } from "../wire/mod.ts";
import type { StatusQuestion } from "../pki/mod.ts";
import type { CommonConfig } from "./config.ts";
import type { SecretLabel, TlsEvent } from "./event.ts";
import type { Fault } from "./fault.ts";
import type { Received } from "./record/joiner.ts";
import type { Kdf, TrafficSecret, Transcript } from "./schedule/mod.ts";
import type { RandomSource } from "../crypto/mod.ts";
import type { Suite } from "./suites.ts";

/** What an agreed suite gives the rest of the connection. */
export interface Session {
  readonly suite: Suite;
  readonly kdf: Kdf;
  readonly clientRandom: Bytes;
}

/** Whoever can ask the owner of the connection something that is known elsewhere. */
export interface Asks {
  /** @param conclude is told what came, and says whether the connection may go on */
  ask(question: StatusQuestion, conclude: (answer: Bytes | undefined) => Fault | undefined): void;
}

/** What a handler may do besides naming the next state. */
export interface Out<C extends CommonConfig = CommonConfig> {
  readonly config: C;
  readonly random: RandomSource;
  readonly now: () => number;
  readonly transcript: Transcript;
  /** Sends a handshake message and adds it to the transcript. */
  send<N extends HandshakeName>(name: N, body: Infer<(typeof HANDSHAKE_BODIES)[N]>): void;
  emit(event: TlsEvent): void;
  /** Asks the owner something; until there is an answer, or none, nothing more is read. */
  ask: Asks["ask"];
  /** Reports a secret under its SSLKEYLOGFILE label. */
  secret(session: Session, label: SecretLabel, secret: Bytes): void;
  /** From here on, records are opened with keys from this secret. */
  readKeys(session: Session, secret: TrafficSecret): void;
  /** From here on, records are sealed with keys from this secret. */
  writeKeys(session: Session, secret: TrafficSecret): void;
  /** Sends the dummy change_cipher_spec, behind what was said so far and only once (§E.4). */
  changeCipherSpec(): void;
  /** Longest inner plaintext the peer takes. */
  limitRecords(limit: number): void;
  /** Sends a handshake message that is no part of the handshake's transcript. */
  sendUnhashed(name: string, body: unknown): Bytes;
  /** The secrets of the present keys, which key updates change. */
  readonly trafficSecrets: { readonly reading: TrafficSecret; readonly writing: TrafficSecret };
  /** From here on, records are written in the clear: the early keys were for nothing (§4.2.2). */
  writeClear(): void;
  /** Early data may be sent now, so many bytes. */
  openEarlyData(limit: number): void;
  /** Whether early data may still be sent. */
  readonly earlyDataOpen: boolean;
  /** @throws {RangeError} beyond the bytes allowed */
  sendEarlyData(data: Bytes): void;
  /** The server took the early data, or did not; the owner is told. */
  earlyDataAnswered(accepted: boolean): void;
  /** No early data after this. */
  closeEarlyData(): void;
  /** Early data may come now, so many bytes. */
  expectEarlyData(limit: number): void;
  /** Lets pass so many bytes that cannot be opened: early data that were turned down (§4.3.10). */
  skipEarlyData(limit: number): void;
  /** The second ClientHello is there: no early data can follow (§4.3.10 [8446 §4.2.10]). */
  stopSkipping(): void;
  /** The peer changed its keys; change ours too if it asks for that (RFC 9846 §4.7.3). */
  keyUpdate(requested: boolean): Fault | undefined;
}

/** A change_cipher_spec record, where it is a message of its own (RFC 5246 §7.1). */
export const CHANGE_CIPHER_SPEC = "change_cipher_spec";

/** A message as any table takes it: which body belongs to which name, each table knows itself. */
export interface Message {
  readonly name: string;
  readonly body: unknown;
  /** Header and body, as the peer spelt them. */
  readonly raw: Bytes;
}

/** A state is a name and exactly what it needs to go on from there. */
export interface StateLike {
  readonly name: string;
}

export type Named<S extends StateLike, N extends S["name"]> = Extract<S, { readonly name: N }>;

/** What one message does in one state. */
export type Handler<
  S extends StateLike,
  N extends S["name"],
  M extends HandshakeName,
  C extends CommonConfig,
> = (state: Named<S, N>, message: Received<M>, out: Out<C>) => S | Fault;

/** A whole protocol machine: which message is allowed in which state, and what it does. */
export type Table<S extends StateLike, C extends CommonConfig> = {
  readonly [N in S["name"]]?: { readonly [M in HandshakeName]?: Handler<S, N, M, C> };
};
