import type { Ambient, ServerConfig } from "./config.ts";
import { Connection } from "./connection.ts";
import { SERVER_OF_TLS13 } from "./tls13/protocol.ts";

/** The server's end of a TLS connection; it waits to be spoken to. */
export class ServerConnection extends Connection<ServerConfig> {
  constructor(config: ServerConfig, ambient: Ambient) {
    super(SERVER_OF_TLS13, { name: "START" }, config, ambient);
  }
}
