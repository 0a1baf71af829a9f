import type { Bytes, Infer } from "../../bytes/mod.ts";
import type { RandomSource } from "../../crypto/mod.ts";
import type { Handshake12Name, HANDSHAKE_BODIES_12 } from "../../wire/mod.ts";
import type { CommonConfig } from "../config.ts";
import type { TlsEvent } from "../event.ts";
import type { RecordOpener, RecordSealer } from "../record/layer.ts";
import type { Exporter } from "../outbox.ts";
import type { Transcript } from "../schedule/mod.ts";
import type { Fault } from "../fault.ts";
import type { Asks, CHANGE_CIPHER_SPEC, Named, StateLike } from "../machine.ts";

type BodyOf<N extends Handshake12Name> = Infer<(typeof HANDSHAKE_BODIES_12)[N]>;

/** A handshake message that arrived, with the bytes that enter the transcript. */
export type Received12<N extends Handshake12Name = Handshake12Name> = {
  readonly [K in N]: {
    readonly name: K;
    readonly body: BodyOf<K>;
    /** Header and body, as the peer spelt them. */
    readonly raw: Bytes;
  };
}[N];

/** What a handler of TLS 1.2 may do besides naming the next state. */
export interface Out12<C extends CommonConfig = CommonConfig> {
  readonly config: C;
  readonly random: RandomSource;
  readonly now: () => number;
  readonly transcript: Transcript;
  /** Sends a handshake message and adds it to the transcript. */
  send<N extends Handshake12Name>(name: N, body: BodyOf<N>): void;
  /** Sends a message that is already spelt, and adds it to the transcript. */
  sendRaw(name: Handshake12Name, body: Bytes): void;
  /** Sends change_cipher_spec under the old keys; from here on records are sealed with these. */
  changeCipherSpecTo(sealer: RecordSealer): void;
  /** From here on records are opened with these keys. */
  protectReading(opener: RecordOpener): void;
  /** A warning that ends nothing. */
  warn(alert: "no_renegotiation"): void;
  limitRecords(limit: number): void;
  /** Heartbeats are agreed on: from here on their records may come (RFC 6520 §3). */
  allowHeartbeats(): void;
  /** Keys for other protocols can be made from this session (RFC 5705). */
  exportFrom(exporter: Exporter): void;
  emit(event: TlsEvent): void;
  /** Asks the owner something; until there is an answer, or none, nothing more is read. */
  ask: Asks["ask"];
}

/** What one message does in one state. */
export type Handler12<S extends StateLike, N extends S["name"], M, C extends CommonConfig> = (
  state: Named<S, N>,
  message: M extends Handshake12Name ? Received12<M> : { readonly raw: Bytes },
  out: Out12<C>,
) => S | Fault;

/** A whole machine of TLS 1.2: which message is allowed in which state, and what it does. */
export type Table12<S extends StateLike, C extends CommonConfig> = {
  readonly [N in S["name"]]?: {
    readonly [M in Handshake12Name | typeof CHANGE_CIPHER_SPEC]?: Handler12<S, N, M, C>;
  };
};
