/** What a passive reader may be given to open a recording with. */
import type { Bytes } from "../../bytes/mod.ts";
import type { PublicKey } from "../../crypto/mod.ts";
import type { ClientHello, ServerHello } from "../../wire/mod.ts";
import type { Kdf } from "../schedule/mod.ts";
import type { Suite } from "../suites.ts";
import type { Dialect, Kit, Randoms } from "../tls12/dialect.ts";
import type { Suite12 } from "../tls12/suite.ts";

/** Why a key does not help, as the end of a sentence for people. */
export interface Closed {
  readonly closed: string;
}

/** What both hellos of a handshake say. */
export interface Hellos {
  readonly clientHello: ClientHello;
  readonly serverHello: ServerHello;
}

/** What has been seen of a handshake of TLS 1.2 or older when its main secret is wanted. */
export interface SeenOlder extends Hellos {
  readonly dialect: Dialect;
  readonly suite: Suite12;
  readonly kit: Kit;
  readonly randoms: Randoms;
  /** RFC 7627 */
  readonly extendedMainSecret: boolean;
  /** The key in the server's certificate, if it showed one. */
  readonly serverKey: PublicKey | undefined;
  /** The body of ServerKeyExchange, if there was one. */
  readonly serverKeyExchange: Bytes | undefined;
  /** The body of ClientKeyExchange; absent where an earlier session goes on. */
  readonly clientKeyExchange: Bytes | undefined;
  /** All handshake messages up to here. */
  readonly transcript: Bytes;
}

/** What has been seen of a handshake of TLS 1.3 when a traffic secret is wanted. */
export interface SeenNewer {
  readonly clientHello: ClientHello;
  /** Absent when the secret of early data is wanted at a HelloRetryRequest. */
  readonly serverHello: ServerHello | undefined;
  readonly suite: Suite;
  readonly kdf: Kdf;
  /** The hash that the secret is derived with. */
  readonly transcriptHash: Bytes;
}

/** Labels of RFC 9850 for the secrets that keys are made of. */
export type TrafficLabel =
  | "CLIENT_EARLY_TRAFFIC_SECRET"
  | "CLIENT_HANDSHAKE_TRAFFIC_SECRET"
  | "SERVER_HANDSHAKE_TRAFFIC_SECRET"
  | "CLIENT_TRAFFIC_SECRET_0"
  | "SERVER_TRAFFIC_SECRET_0";

/** Where a passive reader gets secrets from. */
export interface KeySource {
  /** The main secret of TLS 1.2 or older, 48 bytes. */
  mainSecret(seen: SeenOlder): Bytes | Closed;
  /** A traffic secret of TLS 1.3. */
  trafficSecret(label: TrafficLabel, seen: SeenNewer): Bytes | Closed;
}

export function isClosed(value: Bytes | Closed): value is Closed {
  return !(value instanceof Uint8Array);
}
