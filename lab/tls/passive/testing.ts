/** What tests of passive readers need: what two engines said to each other, and their secrets. */
import { type Bytes, concat, hex, utf8 } from "../../bytes/mod.ts";
import { Pair, type PairOptions } from "../testing.ts";

/** A connection as it went past, with what its ends said of it. */
export interface Tape {
  readonly toServer: Bytes;
  readonly toClient: Bytes;
  /** The lines of a key log (RFC 9850). */
  readonly keyLog: string;
  readonly pair: Pair;
}

export const PING = "ping, says the client";
export const PONG = "pong, says the server";

/** Plays a connection in which both ends say something and hang up, and keeps what passed. */
export function tapeOf(options: PairOptions = {}): Tape {
  const pair = new Pair(options);
  const kept = { client: [] as Bytes[], server: [] as Bytes[] };
  let from: "client" | "server" = "server";
  const drive = () =>
    pair.drive((bytes) => {
      from = from === "client" ? "server" : "client";
      kept[from].push(bytes.slice());
      return [bytes];
    });
  drive();
  if (pair.client.state === "CONNECTED") {
    pair.client.send(utf8(PING));
    drive();
    pair.server.send(utf8(PONG));
    drive();
    pair.client.close();
    drive();
  }
  const keyLog = pair.clientEvents.flatMap((event) =>
    event.kind === "secret"
      ? [`${event.label} ${hex(event.clientRandom)} ${hex(event.secret)}`]
      : []
  ).join("\n");
  return { toServer: concat(...kept.client), toClient: concat(...kept.server), keyLog, pair };
}
