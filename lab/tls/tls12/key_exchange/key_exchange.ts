import type { Bytes } from "../../../bytes/mod.ts";
import type { CryptoProvider, PrivateKey, PublicKey, RandomSource } from "../../../crypto/mod.ts";
import type { CommonConfig } from "../../config.ts";
import type { Fault } from "../../fault.ts";
import type { Dialect } from "../dialect.ts";

/** What a key exchange may use, at either end. */
export interface ExchangeContext {
  readonly crypto: CryptoProvider;
  readonly random: RandomSource;
  readonly config: CommonConfig;
  readonly dialect: Dialect;
  /** `NamedGroup` values both ends can use, the server's preference first; at the client, its offer. */
  readonly groups: readonly number[];
  /** The version in the ClientHello, which an encrypted premaster secret repeats (RFC 5246 §7.4.7.1). */
  readonly offeredVersion: number;
}

export interface ServerContext extends ExchangeContext {
  /** The key of the certificate; absent where there is no certificate. */
  readonly key: PrivateKey | undefined;
}

export interface ClientContext extends ExchangeContext {
  /** The key in the server's certificate; absent where there is no certificate. */
  readonly peerKey: PublicKey | undefined;
}

/** The server's half of a key exchange, under way. */
export interface ServerHalf {
  /** What ServerKeyExchange says before the signature; absent where there is no such message. */
  readonly params?: Bytes;
  /** What to call it in a report: a group, or a way. */
  readonly group: string;
  /** The premaster secret from the body of a ClientKeyExchange. */
  accept(body: Bytes): Bytes | Fault;
}

/** The client's half, once it has read what the server sent. */
export interface ClientHalf {
  /** What the server's signature covers besides the randoms. */
  readonly params: Bytes;
  /** What follows it in the message: the signature, if there is one. */
  readonly rest: Bytes;
  readonly group: string;
  /** The body of a ClientKeyExchange, and the premaster secret that goes with it. */
  answer(): { readonly body: Bytes; readonly premaster: Bytes } | Fault;
}

/** How client and server of TLS 1.2 come to a premaster secret (RFC 5246 §7.4.3, §7.4.7). */
export interface KeyExchange12 {
  /** `ECDHE`. */
  readonly name: string;
  /** Whether a recording stays closed when the certificate's key gets out later. */
  readonly forwardSecret: boolean;
  /** Whether the server sends a ServerKeyExchange, and whether it signs it. */
  readonly serverSends: "signed" | "unsigned" | "maybe" | "nothing";
  /** What the certificate's key is used for (RFC 5280 §4.2.1.3); `nothing` where there is none. */
  readonly keyUse: "digitalSignature" | "keyEncipherment" | "keyAgreement" | "nothing";
  server(context: ServerContext): ServerHalf | Fault;
  /** @param body of the ServerKeyExchange; absent if none came */
  client(body: Bytes | undefined, context: ClientContext): ClientHalf | Fault;
}
