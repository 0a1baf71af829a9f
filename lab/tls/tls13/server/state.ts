import type { Bytes } from "../../../bytes/mod.ts";
import type { PublicKey } from "../../../crypto/mod.ts";
import type { ClientHello } from "../../../wire/mod.ts";
import type { Agreement } from "../../event.ts";
import type { Session } from "../../machine.ts";
import type { MainSecret, TrafficSecret, Transcript } from "../../schedule/mod.ts";
import type { Suite } from "../../suites.ts";
import type { Verified } from "../../verifier.ts";

/** After the server's whole flight: waiting for what the client has to prove. */
interface Answered {
  readonly session: Session;
  readonly agreement: Agreement;
  /** For the client's Finished. */
  readonly clientHandshakeSecret: TrafficSecret;
  /** For the client's application data. */
  readonly clientSecret: TrafficSecret;
  readonly main: MainSecret;
  /** That the client holds the pre-shared key, if one was used. */
  readonly psk: Verified<"psk"> | undefined;
  /** The certificates it has proved to be its own, DER, leaf first: now, or in an earlier session. */
  readonly peerChain: readonly Bytes[] | undefined;
  /** Whether a ticket would be of any use to the client. */
  readonly wantsTickets: boolean;
  /** Whether the client takes requests for a certificate after the handshake. */
  readonly lateRequests: boolean;
}

/** The proofs of a client that showed a certificate. */
export interface ClientAuthenticated {
  readonly chain: Verified<"chain">;
  readonly signature: Verified<"signature">;
}

/**
 * The server's states, under the names of RFC 9846 §A.2; the passing ones need no name here. The RFC
 * gives none to the answer to a later CertificateRequest, whose messages follow each other at once.
 */
export type ServerState =
  | {
    readonly name: "START";
    /** The first hello and what was asked for, once a HelloRetryRequest has gone out. */
    readonly retry?: {
      readonly first: ClientHello;
      readonly suite: Suite;
      /** Set if a share for it was asked for. */
      readonly group: number | undefined;
      readonly cookie: Bytes | undefined;
    };
  }
  | { readonly name: "WAIT_EOED" } & Answered
  | { readonly name: "WAIT_CERT" } & Answered
  | {
    readonly name: "WAIT_CV";
    readonly chain: Verified<"chain">;
    readonly key: PublicKey;
  } & Answered
  | { readonly name: "WAIT_FINISHED"; readonly client?: ClientAuthenticated } & Answered
  | {
    readonly name: "LATE_CV";
    readonly chain: Verified<"chain">;
    readonly key: PublicKey;
  } & Answering
  | { readonly name: "LATE_FINISHED"; readonly client?: ClientAuthenticated } & Answering
  | {
    readonly name: "CONNECTED";
    readonly session: Session;
    readonly finished: Verified<"finished">;
    readonly psk: Verified<"psk"> | undefined;
    readonly client?: ClientAuthenticated;
    readonly main: MainSecret;
    readonly resumption: Bytes;
    readonly lateRequests: boolean;
    /** Requests for a certificate that wait for an answer. */
    readonly pending: readonly LateRequest[];
  };

/** A CertificateRequest after the handshake (RFC 9846 §4.7.2 [8446 §4.6.2]). */
export interface LateRequest {
  readonly context: Bytes;
  /** The handshake's transcript, and this request. */
  readonly transcript: Transcript;
}

/** In the middle of a client's answer: where the connection goes on from, and what is proved. */
export interface Answering {
  readonly connected: Extract<ServerState, { readonly name: "CONNECTED" }>;
  readonly request: LateRequest;
  readonly certificates: readonly Bytes[];
}
