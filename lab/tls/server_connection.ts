import { type Bytes, decode } from "../bytes/mod.ts";
import {
  CipherSuite,
  ClientHello,
  HANDSHAKE_HEADER_LENGTH,
  ProtocolVersion,
  readExtension,
  supportedVersions,
} from "../wire/mod.ts";
import type { Ambient, ServerConfig } from "./config.ts";
import { Connection } from "./connection.ts";
import type { TlsEvent } from "./event.ts";
import { type Fault, fault } from "./fault.ts";
import type { Named, StateLike } from "./machine.ts";
import { dialectOf } from "./tls12/choose.ts";
import { serverOf12 } from "./tls12/protocol.ts";
import { requestLate } from "./tls13/server/late_authentication.ts";
import type { ServerState } from "./tls13/server/state.ts";
import { SERVER_OF_TLS13 } from "./tls13/protocol.ts";

/** The server's end of a TLS connection; it waits to be spoken to. */
export class ServerConnection extends Connection<ServerConfig> {
  #settled = false;

  constructor(config: ServerConfig, ambient: Ambient) {
    super(SERVER_OF_TLS13, { name: "START" }, config, ambient);
  }

  /**
   * Asks the client for a new handshake on the same connection (RFC 5246 §7.4.1.1); it may refuse.
   *
   * @param clientCertificate what to want of the client in handshakes from here on, if it changes
   * @throws {TypeError} unless the connection stands and speaks TLS 1.2 or older
   */
  requestRenegotiation(
    clientCertificate: ServerConfig["clientCertificate"] = this.out.config.clientCertificate,
  ): TlsEvent[] {
    if (!this.connected || this.version === "TLS 1.3") {
      throw new TypeError(`Cannot renegotiate in state ${this.state} of ${this.version}`);
    }
    this.out.config = { ...this.out.config, clientCertificate };
    this.out.sendUnhashed("hello_request", {});
    this.out.flush();
    return this.out.takeEvents();
  }

  /**
   * Asks the client for a certificate after the handshake (RFC 9846 §4.7.2 [8446 §4.6.2]). Its
   * answer comes as checks and then as `authenticated`.
   *
   * @throws {TypeError} unless the connection stands, in TLS 1.3, with a client that offered this
   */
  requestCertificate(): TlsEvent[] {
    const state = this.machine as Named<ServerState, "CONNECTED">;
    if (!this.connected || !this.writable || this.version !== "TLS 1.3" || !state.lateRequests) {
      throw new TypeError(`Cannot ask for a certificate in state ${this.state}`);
    }
    this.changeState(requestLate(state, this.out));
    return this.out.takeEvents();
  }

  /** The first ClientHello settles the version: the newest that both speak (RFC 9846 §4.3.1). */
  protected override settle(message: string, raw: Bytes, state: StateLike) {
    if (message !== "client_hello" || state.name !== "START" || this.#settled) return undefined;
    const read = decode(ClientHello, raw.subarray(HANDSHAKE_HEADER_LENGTH));
    if (!read.ok) return undefined;
    this.#settled = true;
    const { config } = this.out;
    const version = versionFor(read.value, config);
    const newest = Math.max(...config.versions);
    if (read.value.cipherSuites.includes(CipherSuite.TLS_FALLBACK_SCSV)) {
      const wrong = config.seams.judgeFallback(version ?? 0, newest);
      if (wrong !== undefined) return fault("inappropriateFallback", wrong);
    }
    const dialect = version === undefined ? undefined : dialectOf(version, config);
    if (dialect !== undefined) {
      this.out.writer.legacyVersion = dialect.version;
      return { protocol: serverOf12(dialect), state };
    }
    return config.versions.includes(ProtocolVersion["TLS 1.3"])
      ? undefined
      : tooNew(read.value, config);
  }
}

/** The newest version that the hello offers and the server speaks. */
function versionFor(hello: ClientHello, config: ServerConfig): number | undefined {
  const listed = readExtension(hello.extensions ?? [], supportedVersions, "client_hello");
  const offered = (version: number) =>
    listed === undefined
      ? version <= hello.legacyVersion && version < ProtocolVersion["TLS 1.3"]
      : listed.ok && listed.value.includes(version);
  return config.versions.filter(offered).toSorted((a, b) => b - a)[0];
}

function tooNew(hello: ClientHello, { versions }: ServerConfig): Fault {
  const speaks = versions.map(ProtocolVersion.label).join(", ");
  const best = ProtocolVersion.label(hello.legacyVersion);
  return fault("noCommonVersion", `The client offers ${best}, this server speaks ${speaks}`);
}
