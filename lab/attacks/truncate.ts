import { type Bytes, concat } from "../bytes/mod.ts";
import { Fault, RecordFramer } from "../tls/mod.ts";
import { ContentType } from "../wire/mod.ts";
import type { Target } from "./moves.ts";
import type { Attack, Line, Position } from "./position.ts";

/**
 * Carries a connection across up to a protected record of the client, and ends it behind that one
 * (RFC 9846 §6.1): towards the server in the client's name, towards the client not at all. TCP has
 * no key, so anybody on the path can say that a connection is over.
 */
export function cutBehind(last: Target): Attack {
  return (mallory) => {
    mallory.note(`${mallory.name} is on-path at "${mallory.link}"`);
    mallory.intercept({ name: "cut", onSegment: () => "take" });
    mallory.listenForeign((client, destination) =>
      mallory.connect(destination, {
        onOpen: (server) => carry(mallory, client, server, last),
        onReset: () => void client.abort(),
      })
    );
  };
}

function carry(mallory: Position, client: Line, server: Line, { index }: Target): void {
  const framer = new RecordFramer();
  let passed = 0;
  let cut = false;
  client.listen({
    onData(bytes, packet) {
      if (cut) return;
      framer.push(bytes);
      const onward: Bytes[] = [];
      for (let record = framer.next(); record !== undefined && !cut; record = framer.next()) {
        if (record instanceof Fault) return void server.abort(packet);
        onward.push(record.bytes);
        cut = record.type === ContentType.application_data && passed++ === index;
      }
      if (server.state !== "open") return;
      if (onward.length > 0) server.write(concat(...onward), packet);
      if (!cut) return;
      const from = mallory.nameOf(client.remote.address);
      mallory.note(`${mallory.name} ends the connection in ${from}'s name`, packet);
      server.end(packet);
    },
    onEnd: (packet) => void (!cut && server.state === "open" && server.end(packet)),
    onReset: (_reason, packet) => void (!cut && server.state === "open" && server.abort(packet)),
  });
  server.listen({
    onData: (bytes, packet) => void (!cut && client.write(bytes, packet)),
    onEnd: (packet) => void (!cut && client.state === "open" && client.end(packet)),
    onReset: (_reason, packet) => void (!cut && client.state === "open" && client.abort(packet)),
  });
}
