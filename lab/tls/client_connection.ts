import { type Bytes, decode, EMPTY } from "../bytes/mod.ts";
import {
  HANDSHAKE_HEADER_LENGTH,
  ProtocolVersion,
  ServerHello,
  supportedVersions,
} from "../wire/mod.ts";
import type { Ambient, ClientConfig } from "./config.ts";
import { Connection } from "./connection.ts";
import type { TlsEvent } from "./event.ts";
import type { Named, StateLike } from "./machine.ts";
import { dialectOf } from "./tls12/choose.ts";
import { sendOffer12 } from "./tls12/client/offer.ts";
import { beginAgain } from "./tls12/client/renegotiation.ts";
import type { ClientState12 } from "./tls12/client/state.ts";
import { clientOf12 } from "./tls12/protocol.ts";
import { beginEarlyData } from "./tls13/client/early_data.ts";
import { sendFirstOffer } from "./tls13/client/offer.ts";
import type { ClientState } from "./tls13/client/state.ts";
import { CLIENT_OF_TLS13 } from "./tls13/protocol.ts";

/** The client's end of a TLS connection. */
export class ClientConnection extends Connection<ClientConfig> {
  /** @throws {RangeError} if a version is named that nobody here speaks */
  constructor(config: ClientConfig, ambient: Ambient) {
    super(newestProtocol(config), { name: "START" }, config, ambient);
  }

  /** Opens the conversation with a ClientHello. */
  start(): TlsEvent[] {
    if (this.state !== "START") throw new TypeError(`Cannot start in state ${this.state}`);
    const { writer, config } = this.out;
    // Old servers and middleboxes want to see an old version in the first record (RFC 9846 §5.1).
    const newest = Math.max(...config.versions);
    writer.legacyVersion = Math.min(newest, ProtocolVersion["TLS 1.0"]);
    const next: ClientState | ClientState12 = speaks13(config)
      ? { name: "WAIT_SH", offer: sendFirstOffer(this.out) }
      : sendOffer12(this.out);
    this.changeState(next);
    writer.legacyVersion = Math.min(newest, ProtocolVersion["TLS 1.2"]);
    if (next.name === "WAIT_SH") beginEarlyData(next.offer, this.out);
    const { earlyData = EMPTY } = config;
    if (earlyData.length > 0 && !this.out.earlyDataOpen) {
      // No session allows it, so it waits for its owner to say it again.
      this.out.emit({ kind: "earlyData", accepted: false, data: earlyData, sent: false });
    }
    return this.out.takeEvents();
  }

  /**
   * Begins a new handshake on the same connection (RFC 5246 §7.4.1.1).
   *
   * @throws {TypeError} unless the connection stands and speaks TLS 1.2 or older
   */
  renegotiate(): TlsEvent[] {
    if (!this.connected || this.version === "TLS 1.3") {
      throw new TypeError(`Cannot renegotiate in state ${this.state} of ${this.version}`);
    }
    this.changeState(
      beginAgain(this.machine as Named<ClientState12, "CONNECTED">, this.out),
    );
    return this.out.takeEvents();
  }

  /** Whether early data may be sent now: the session allows it and the handshake is under way. */
  get takesEarlyData(): boolean {
    return this.writable && this.out.earlyDataOpen;
  }

  /**
   * Sends data before the handshake is done, for a server that may take them or not.
   *
   * @throws {TypeError} when no early data may be sent (any more)
   * @throws {RangeError} for more bytes than the ticket allows
   */
  sendEarly(plaintext: Bytes): TlsEvent[] {
    if (!this.takesEarlyData) throw new TypeError(`Cannot send early data in state ${this.state}`);
    this.out.sendEarlyData(plaintext);
    return this.out.takeEvents();
  }

  get config(): ClientConfig {
    return this.out.config;
  }

  /** A ServerHello without supported_versions is one of TLS 1.2 or older (RFC 9846 §4.3.1). */
  protected override settle(message: string, raw: Bytes, state: StateLike) {
    // Whoever has sent early data knows a server of TLS 1.3 (RFC 9846 §E.3 [8446 §D.3]).
    const undecided = message === "server_hello" && isUndecided(state) && !this.out.earlyDataOpen;
    if (!undecided) return undefined;
    const read = decode(ServerHello, raw.subarray(HANDSHAKE_HEADER_LENGTH));
    if (!read.ok) return undefined;
    const { legacyVersion, extensions = [] } = read.value;
    const dialect = dialectOf(legacyVersion, this.config);
    if (dialect === undefined || extensions.some(({ type }) => type === supportedVersions.type)) {
      return undefined;
    }
    const hello = "offer" in state ? state.offer.hello : state.hello;
    const next: ClientState12 = { name: "WAIT_SERVER_HELLO", hello };
    this.out.writer.legacyVersion = legacyVersion;
    return { protocol: clientOf12(dialect), state: next };
  }
}

/** Whether a first ServerHello is waited for: a retry or a renegotiation keeps to its version. */
function isUndecided(
  state: StateLike,
): state is Named<ClientState, "WAIT_SH"> | Named<ClientState12, "WAIT_SERVER_HELLO"> {
  return state.name === "WAIT_SH" && !("retry" in state) ||
    state.name === "WAIT_SERVER_HELLO" && !("before" in state);
}

function speaks13({ versions }: ClientConfig): boolean {
  return versions.includes(ProtocolVersion["TLS 1.3"]);
}

function newestProtocol(config: ClientConfig) {
  if (speaks13(config)) return CLIENT_OF_TLS13;
  const newest = Math.max(...config.versions);
  const dialect = dialectOf(newest, config);
  if (dialect === undefined) {
    throw new RangeError(`Cannot speak ${ProtocolVersion.label(newest)}: no such part was given`);
  }
  return clientOf12(dialect);
}
