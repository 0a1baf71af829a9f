import type { Ambient, ClientConfig } from "./config.ts";
import { Connection } from "./connection.ts";
import type { TlsEvent } from "./event.ts";
import { TLS13_CLIENT } from "./tls13/client/machine.ts";
import { sendFirstOffer } from "./tls13/client/offer.ts";
import type { ClientState } from "./tls13/client/state.ts";
import { ProtocolVersion } from "../wire/mod.ts";

/** The client's end of a TLS connection. */
export class ClientConnection extends Connection<ClientState, ClientConfig> {
  constructor(config: ClientConfig, ambient: Ambient) {
    super(TLS13_CLIENT, { name: "START" }, config, ambient);
  }

  /** Opens the conversation with a ClientHello. */
  start(): TlsEvent[] {
    if (this.state !== "START") throw new TypeError(`Cannot start in state ${this.state}`);
    // Old servers and middleboxes want to see TLS 1.0 in the first record (RFC 9846 §5.1).
    this.out.writer.legacyVersion = ProtocolVersion["TLS 1.0"];
    const offer = sendFirstOffer(this.out);
    this.changeState({ name: "WAIT_SH", offer });
    this.out.writer.legacyVersion = ProtocolVersion["TLS 1.2"];
    return this.out.takeEvents();
  }

  get config(): ClientConfig {
    return this.out.config;
  }
}
