import type { Ambient, ServerConfig } from "./config.ts";
import { Connection } from "./connection.ts";
import { TLS13_SERVER } from "./tls13/server/machine.ts";
import type { ServerState } from "./tls13/server/state.ts";

/** The server's end of a TLS connection; it waits to be spoken to. */
export class ServerConnection extends Connection<ServerState, ServerConfig> {
  constructor(config: ServerConfig, ambient: Ambient) {
    super(TLS13_SERVER, { name: "START" }, config, ambient);
  }
}
