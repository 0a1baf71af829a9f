import type { Bytes } from "../../../bytes/mod.ts";
import type { KeyPair, PublicKey } from "../../../crypto/mod.ts";
import type { CertificateRequest, ClientHello } from "../../../wire/mod.ts";
import type { Session } from "../../machine.ts";
import type { HandshakeSecret, MainSecret, TrafficSecret } from "../../schedule/mod.ts";
import type { Verified } from "../../verifier.ts";

/** What the client put into its hello and must remember. */
export interface Offer {
  readonly hello: ClientHello;
  /** Private halves of the key shares, by `NamedGroup`. */
  readonly shares: ReadonlyMap<number, KeyPair>;
}

/** After ServerHello: keys for the handshake, nobody authenticated. */
interface Negotiated {
  readonly offer: Offer;
  readonly session: Session;
  readonly handshake: HandshakeSecret;
  readonly clientSecret: TrafficSecret;
  readonly serverSecret: TrafficSecret;
  /** `NamedGroup` value. */
  readonly group: number;
}

/** After EncryptedExtensions. */
interface Parameterised extends Negotiated {
  readonly alpn: string | undefined;
}

/** The proofs that make a connection one with the right server. */
export interface ServerAuthenticated {
  readonly chain: Verified<"chain">;
  readonly signature: Verified<"signature">;
  readonly finished: Verified<"finished">;
}

/** The client's states, under the names of RFC 9846 §A.1. */
export type ClientState =
  | { readonly name: "START" }
  | {
    readonly name: "WAIT_SH";
    readonly offer: Offer;
    /** Set once a HelloRetryRequest has come; what it fixed. */
    readonly retry?: { readonly cipherSuite: number };
  }
  | { readonly name: "WAIT_EE" } & Negotiated
  | { readonly name: "WAIT_CERT_CR" } & Parameterised
  | { readonly name: "WAIT_CERT"; readonly request: CertificateRequest } & Parameterised
  | {
    readonly name: "WAIT_CV";
    readonly request: CertificateRequest | undefined;
    readonly chain: Verified<"chain">;
    readonly key: PublicKey;
  } & Parameterised
  | {
    readonly name: "WAIT_FINISHED";
    readonly request: CertificateRequest | undefined;
    readonly chain: Verified<"chain">;
    readonly signature: Verified<"signature">;
  } & Parameterised
  | {
    readonly name: "CONNECTED";
    readonly session: Session;
    readonly server: ServerAuthenticated;
    readonly main: MainSecret;
    readonly resumption: Bytes;
  };
