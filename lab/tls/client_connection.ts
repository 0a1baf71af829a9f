import type { Ambient, ClientConfig } from "./config.ts";
import { Connection } from "./connection.ts";
import type { TlsEvent } from "./event.ts";
import { sendFirstOffer } from "./tls13/client/offer.ts";
import type { ClientState } from "./tls13/client/state.ts";
import { CLIENT_OF_TLS13 } from "./tls13/protocol.ts";
import { ProtocolVersion } from "../wire/mod.ts";

/** The client's end of a TLS connection. */
export class ClientConnection extends Connection<ClientConfig> {
  constructor(config: ClientConfig, ambient: Ambient) {
    super(CLIENT_OF_TLS13, { name: "START" }, config, ambient);
  }

  /** Opens the conversation with a ClientHello. */
  start(): TlsEvent[] {
    if (this.state !== "START") throw new TypeError(`Cannot start in state ${this.state}`);
    // Old servers and middleboxes want to see TLS 1.0 in the first record (RFC 9846 §5.1).
    this.out.writer.legacyVersion = ProtocolVersion["TLS 1.0"];
    const offer = sendFirstOffer(this.out);
    const next: ClientState = { name: "WAIT_SH", offer };
    this.changeState(next);
    this.out.writer.legacyVersion = ProtocolVersion["TLS 1.2"];
    return this.out.takeEvents();
  }

  get config(): ClientConfig {
    return this.out.config;
  }
}
