import { type Bytes, decode } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import {
  CipherSuite,
  ClientHello,
  HANDSHAKE_HEADER_LENGTH,
  HandshakeType,
  ProtocolVersion,
  readExtension,
  ServerHello,
  supportedVersions,
} from "../../wire/mod.ts";
import type { LegacyParts } from "../config.ts";
import { suiteOf } from "../suites.ts";
import { TLS12 } from "../tls12/dialect.ts";
import type { Conversation, ReadCheck, ReadingContext, Spoken } from "./conversation.ts";
import { Conversation12, olderSuite } from "./conversation12.ts";
import { Conversation13 } from "./conversation13.ts";
import type { KeySource } from "./keys.ts";
import { otherSide, type ReadRecord, type Side, type Step, Track } from "./track.ts";

/** A recorded connection, and what to open it with. */
export interface RecordedStreams {
  /** All that the client sent, in order. */
  readonly toServer: Bytes;
  /** All that the server sent, in order. */
  readonly toClient: Bytes;
  readonly crypto: CryptoProvider;
  readonly keys: KeySource;
  /** Versions and suites that are only read because somebody handed them in. */
  readonly legacy?: LegacyParts;
}

/** What a passive reader made of a recorded connection. */
export interface ReadConnection {
  /** `TLS 1.2`; absent if no hello of a server chose one that the lab has. */
  readonly version?: string;
  readonly suite?: string;
  /** Handshake messages in the order in which they were said, as far as they were readable. */
  readonly messages: readonly Spoken[];
  readonly toServer: readonly ReadRecord[];
  readonly toClient: readonly ReadRecord[];
  readonly checks: readonly ReadCheck[];
  /** Under the labels of RFC 9850; in TLS 1.2 the main secret of the last handshake. */
  readonly secrets: ReadonlyMap<string, Bytes>;
  /** Why the sealed records stayed closed, some or all of them. */
  readonly closed?: string;
  /** What the connection chose and the lab does not have. */
  readonly unsupported?: string;
  /** Why a stream could not be read to its end. */
  readonly trouble?: string;
}

/**
 * Reads a connection of any version that went past, as an onlooker does: who sends nothing and
 * judges nothing but what can be computed. The streams may come without their interleaving, since
 * the handshake itself says whose turn it is. Never throws on what the streams hold.
 */
export function readConnection(streams: RecordedStreams): ReadConnection {
  return new Reading(streams).read();
}

class Reading {
  readonly #tracks: Readonly<Record<Side, Track>>;
  readonly #context: ReadingContext;
  readonly #messages: Spoken[] = [];
  #conversation: Conversation | undefined;
  #closed: string | undefined;
  #unsupported: string | undefined;

  constructor({ toServer, toClient, crypto, keys, legacy }: RecordedStreams) {
    this.#tracks = { client: new Track(toServer), server: new Track(toClient) };
    this.#context = {
      crypto,
      keys,
      legacy,
      tracks: this.#tracks,
      checks: [],
      secrets: new Map(),
      close: (reason) => void (this.#closed ??= reason),
    };
  }

  read(): ReadConnection {
    const ended = new Set<Side>();
    for (let turn: Side = "client"; ended.size < 2;) {
      const step = this.#tracks[turn].next();
      if (step === undefined) ended.add(turn);
      else turn = this.#take(step, turn);
      if (ended.has(turn)) turn = otherSide(turn);
    }
    this.#conversation?.end();
    const { checks, secrets } = this.#context;
    const trouble = this.#tracks.client.trouble ?? this.#tracks.server.trouble;
    return {
      ...(this.#conversation !== undefined && {
        version: this.#conversation.version,
        suite: this.#conversation.suite,
      }),
      messages: this.#messages,
      toServer: this.#tracks.client.records,
      toClient: this.#tracks.server.records,
      checks,
      secrets,
      ...(this.#closed !== undefined && { closed: this.#closed }),
      ...(this.#unsupported !== undefined && { unsupported: this.#unsupported }),
      ...(trouble !== undefined && { trouble }),
    };
  }

  #take(step: Step, from: Side): Side {
    if (step.kind === "change_cipher_spec") {
      if (this.#conversation !== undefined) this.#conversation.changeCipherSpec(from);
      else if (this.#unsupported !== undefined) this.#tracks[from].sealAll(undefined);
      return from;
    }
    const { raw } = step;
    const spoken: Spoken = { from, name: HandshakeType.nameOf(raw[0]!), raw };
    this.#messages.push(spoken);
    if (spoken.name === "server_hello") this.#conversation ??= this.#choose(raw);
    if (this.#conversation !== undefined) return this.#conversation.hear(spoken);
    return spoken.name === "client_hello" ? "server" : from;
  }

  /** The first hello of the server says what is spoken from here on. */
  #choose(raw: Bytes): Conversation | undefined {
    const first = this.#messages[0]!;
    const clientHello = decode(ClientHello, first.raw.subarray(HANDSHAKE_HEADER_LENGTH));
    const hello = decode(ServerHello, raw.subarray(HANDSHAKE_HEADER_LENGTH));
    if (first.name !== "client_hello" || !clientHello.ok || !hello.ok) return undefined;
    const { extensions = [], legacyVersion, cipherSuite } = hello.value;
    const selected = readExtension(extensions, supportedVersions, "server_hello");
    const version = selected?.ok ? selected.value : legacyVersion;
    const named = `${ProtocolVersion.label(version)} with ${CipherSuite.label(cipherSuite)}`;
    if (version === ProtocolVersion["TLS 1.3"]) {
      const suite = suiteOf(cipherSuite);
      if (suite !== undefined) {
        return new Conversation13(this.#context, suite, clientHello.value, first.raw);
      }
    } else {
      const dialect = [TLS12, ...this.#context.legacy?.dialects ?? []]
        .find((known) => known.version === version);
      const suite = olderSuite(cipherSuite, this.#context);
      if (dialect !== undefined && suite !== undefined) {
        const chosen = { dialect, suite };
        return new Conversation12(this.#context, chosen, clientHello.value, first.raw);
      }
    }
    this.#unsupported = `${named} is not supported`;
    return undefined;
  }
}
