/** What tests of channels need: a TLS channel at each end of a link, and what the trace says. */
import { type Bytes, fromUtf8 } from "../bytes/mod.ts";
import { pair } from "../net/testing.ts";
import type { LinkOptions, Stream } from "../net/mod.ts";
import {
  type ClientConfig,
  clientConfig,
  ClientConnection,
  type ServerConfig,
  serverConfig,
  ServerConnection,
} from "../tls/mod.ts";
import { ambient, noble, testRoot } from "../tls/testing.ts";
import type { TraceEvent } from "../trace/mod.ts";
import type { Channel } from "./channel.ts";
import { TlsChannel } from "./tls_channel.ts";

const root = testRoot();
const identity = root.issue({ names: ["bank.example"] });

export interface ChannelOptions {
  readonly client?: Partial<ClientConfig>;
  readonly server?: Partial<ServerConfig>;
  readonly link?: LinkOptions;
}

/** Alice and her bank with TLS between them; nothing has happened yet. */
export function tlsPair({ client, server, link }: ChannelOptions = {}) {
  const { world, alice, bank } = pair(link);
  const ends: { alice?: TlsChannel; bank?: TlsChannel } = {};
  const heard: { alice: string[]; bank: string[] } = { alice: [], bank: [] };
  bank.listen(443, (stream) => {
    const config = serverConfig({ crypto: noble, chooseIdentity: () => identity, ...server });
    const engine = new ServerConnection(config, ambient("server"));
    const name = "alice → bank";
    ends.bank = new TlsChannel(engine, stream, world.trace, { node: "bank", name });
    listen(ends.bank, heard.bank);
  });
  const connect = (use: (channel: TlsChannel, stream: Stream) => void = () => {}) =>
    alice.connect({ address: bank.address, port: 443 }, {
      onOpen(stream, cause) {
        const anchors = [root.certificate];
        const config = clientConfig({
          crypto: noble,
          anchors,
          serverName: "bank.example",
          ...client,
        });
        const engine = new ClientConnection(config, ambient("client"));
        const name = "alice → bank";
        ends.alice = new TlsChannel(engine, stream, world.trace, { node: "alice", name });
        listen(ends.alice, heard.alice);
        use(ends.alice, stream);
        ends.alice.start(cause);
      },
    });
  return { world, connect, ends, heard };
}

/** Writes down what a channel tells its owner: `open`, `"words"`, `close`. */
export function listen(channel: Channel, into: string[]): void {
  channel.handlers = {
    onOpen: () => void into.push("open"),
    onData: (data: Bytes) => void into.push(`"${fromUtf8(data)}"`),
    onClose: () => void into.push("close"),
  };
}

/** What one party's trace says of its channel, in short: `sent client_hello`, `says "ping"`. */
export function diary(events: readonly TraceEvent[], node: string): string[] {
  return events.filter((event) => event.node === node).flatMap((event) => {
    switch (event.kind) {
      case "tls.message":
        return [`${event.direction} ${event.message}`];
      case "tls.check":
        return [`${event.ok ? "approves" : "refuses"} ${event.subject}`];
      case "tls.connected":
        return ["connected"];
      case "tls.alert":
        return [`${event.direction} alert ${event.alert}`];
      case "tls.closed":
        return [`closed by ${event.how}`];
      case "app.data":
        return [`${event.direction} "${fromUtf8(event.data)}"`];
      default:
        return [];
    }
  });
}
