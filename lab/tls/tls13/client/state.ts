import type { Bytes } from "../../../bytes/mod.ts";
import type { ClientShare, PublicKey } from "../../../crypto/mod.ts";
import type { CertificateRequest, ClientHello } from "../../../wire/mod.ts";
import type { Session } from "../../machine.ts";
import type { HandshakeSecret, MainSecret, TrafficSecret } from "../../schedule/mod.ts";
import type { Verified } from "../../verifier.ts";
import type { Psk } from "../psk.ts";

/** What the client put into its hello and must remember. */
export interface Offer {
  readonly hello: ClientHello;
  /** Key shares with what is kept for the answer, by `NamedGroup`. */
  readonly shares: ReadonlyMap<number, ClientShare>;
  /** In the order of the hello. */
  readonly psks: readonly Psk[];
  /** Whether early data were announced, which go under the first of the keys. */
  readonly early: boolean;
}

/** The offered key that the server chose. */
export interface SelectedPsk {
  readonly index: number;
  readonly psk: Psk;
}

/** After ServerHello: keys for the handshake, nobody authenticated. */
interface Negotiated {
  readonly offer: Offer;
  readonly session: Session;
  readonly handshake: HandshakeSecret;
  readonly clientSecret: TrafficSecret;
  readonly serverSecret: TrafficSecret;
  /** `NamedGroup` value; absent where a pre-shared key alone makes the keys. */
  readonly group: number | undefined;
  readonly psk: SelectedPsk | undefined;
}

/** After EncryptedExtensions. */
interface Parameterised extends Negotiated {
  readonly alpn: string | undefined;
}

/** What a certificate and its key have proved. */
export interface CertificateProof {
  readonly chain: Verified<"chain">;
  readonly signature: Verified<"signature">;
  /** DER, leaf first. */
  readonly certificates: readonly Bytes[];
}

/** The proofs that make a connection one with the right server: by certificate, or by a key. */
export type ServerAuthenticated =
  & { readonly finished: Verified<"finished"> }
  & (CertificateProof | { readonly psk: Verified<"psk"> });

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
    readonly certificates: readonly Bytes[];
  } & Parameterised
  | {
    readonly name: "WAIT_FINISHED";
    readonly request: CertificateRequest | undefined;
    readonly server: CertificateProof | SelectedPsk;
    /** Whether the server took early data, whose end it still has to be told. */
    readonly early: boolean;
  } & Parameterised
  | {
    readonly name: "CONNECTED";
    readonly session: Session;
    readonly server: ServerAuthenticated;
    readonly main: MainSecret;
    readonly resumption: Bytes;
    readonly alpn: string | undefined;
    /** Whether the server may ask for a certificate now. */
    readonly lateRequests: boolean;
    /** The certificates the server has proved to be its own, now or in an earlier session. */
    readonly peerChain: readonly Bytes[] | undefined;
  };
