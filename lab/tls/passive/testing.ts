/** What tests of passive readers need: what two engines said to each other, and their secrets. */
import { type Bytes, concat, fromUtf8, hex, utf8 } from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/mod.ts";
import { ProtocolVersion, PskKeyExchangeMode } from "../../wire/mod.ts";
import { EXTERNAL } from "../testing/resume.ts";
import { noble, Pair, type PairOptions } from "../testing.ts";
import { TLS12_SUITES } from "../tls12/suite.ts";
import type { KeySource } from "./keys.ts";
import { type ReadConnection, readConnection } from "./read_connection.ts";
import { applicationData, type ReadRecord } from "./track.ts";

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

/**
 * Plays a connection in which both ends say something and hang up, and keeps what passed.
 *
 * @param during what happens between the words of the two
 */
export function tapeOf(options: PairOptions = {}, during: (pair: Pair) => void = () => {}): Tape {
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
    during(pair);
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

export function read(
  { toServer, toClient }: Pick<Tape, "toServer" | "toClient">,
  keys: KeySource,
): ReadConnection {
  return readConnection({ toServer, toClient, crypto: noble, keys });
}

/** What was said in either direction, as far as it is open. */
export function wordsIn({ toServer, toClient }: ReadConnection): readonly [string, string] {
  const text = (records: readonly ReadRecord[]) => fromUtf8(applicationData(records));
  return [text(toServer), text(toClient)];
}

/** How many records stayed closed. */
export function closedRecords({ toServer, toClient }: ReadConnection): number {
  return [...toServer, ...toClient].filter(({ content }) => content === undefined).length;
}

/** The key of a server with a suite whose name has RSA in it. */
export const RSA_KEY = rsaFixture("rsa-2048-a");

/** Both ends with one suite of TLS 1.2, and a certificate that fits it. */
export function older(name: string, common: PairOptions["client"] = {}): PairOptions {
  const { value, certificate } = TLS12_SUITES.find((suite) => suite.name === name)!;
  const both = { versions: [ProtocolVersion["TLS 1.2"]], cipherSuites: [value], ...common };
  return {
    client: both,
    server: both,
    ...(certificate === "RSA" && { leaf: { key: RSA_KEY } }),
  };
}

/** Both ends with a shared key and no key exchange beside it. */
export const PSK_ALONE: PairOptions = (() => {
  const pskModes = [PskKeyExchangeMode.psk_ke];
  return {
    client: { ...EXTERNAL.client, pskModes },
    server: { ...EXTERNAL.server, pskModes },
  };
})();
