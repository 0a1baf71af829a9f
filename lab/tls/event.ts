import type { Bytes } from "../bytes/mod.ts";
import type { AlertName } from "../wire/mod.ts";
import type { ClientSession } from "./resumption/mod.ts";
import type { StatusQuestion } from "../pki/mod.ts";
import type { Reason } from "./reason.ts";
import type { PeerCheck } from "./seams.ts";

/** Labels of SSLKEYLOGFILE (RFC 9850), under which secrets are reported. */
export type SecretLabel =
  | "CLIENT_EARLY_TRAFFIC_SECRET"
  | "EARLY_EXPORTER_SECRET"
  | "CLIENT_HANDSHAKE_TRAFFIC_SECRET"
  | "SERVER_HANDSHAKE_TRAFFIC_SECRET"
  | "CLIENT_TRAFFIC_SECRET_0"
  | "SERVER_TRAFFIC_SECRET_0"
  | "EXPORTER_SECRET"
  /** The main secret of TLS 1.2 and older. */
  | "CLIENT_RANDOM"
  | `${"CLIENT" | "SERVER"}_TRAFFIC_SECRET_${number}`;

/** What was agreed on. */
export interface Agreement {
  readonly version: string;
  readonly cipherSuite: string;
  /** The group of a key agreement, `RSA` for a secret sent encrypted, `none` for a bare PSK. */
  readonly group: string;
  readonly alpn?: string;
  /** The name the client asked for. */
  readonly serverName?: string;
  /** Whether it goes on from an earlier session. */
  readonly resumed: boolean;
  /** Where the pre-shared key came from, if one proved who the peer is (TLS 1.3). */
  readonly psk?: "resumption" | "external";
}

/** Everything an engine tells its owner. */
export type TlsEvent =
  | { readonly kind: "state"; readonly from: string; readonly to: string }
  | {
    readonly kind: "message";
    readonly direction: "sent" | "received";
    readonly message: string;
    readonly raw: Bytes;
  }
  | {
    readonly kind: "secret";
    readonly label: SecretLabel;
    readonly secret: Bytes;
    readonly clientRandom: Bytes;
    readonly cipherSuite: string;
  }
  | {
    readonly kind: "check";
    readonly subject:
      | "certificate chain"
      | "pinned key"
      | "revocation"
      | "signature"
      | "pre-shared key"
      | "early data"
      | "finished";
    readonly ok: boolean;
    readonly checks: readonly PeerCheck[];
    /** The flaw that answered in place of the honest check. */
    readonly flaw?: string;
    readonly certificates: readonly Bytes[];
  }
  /** What the server says about the revocation of its own certificate (RFC 6066 §8), as it came. */
  | { readonly kind: "staple"; readonly response: Bytes }
  /** To the client: this must be asked elsewhere, and until `answer` nothing more is read. */
  | { readonly kind: "question"; readonly question: StatusQuestion }
  | { readonly kind: "connected"; readonly agreement: Agreement }
  /** To the server: the answer to a later request, DER, leaf first; empty for "I have none". */
  | { readonly kind: "authenticated"; readonly certificates: readonly Bytes[] }
  /**
   * To the client: whether the server took the early data. If not it has not read them, and the
   * owner may say them again; so too if no session allowed them to be sent.
   */
  | {
    readonly kind: "earlyData";
    readonly accepted: boolean;
    readonly data: Bytes;
    /** Whether anything has left early, so that there is somebody to take it or not. */
    readonly sent: boolean;
  }
  /** To the client: the server hands out what a later connection can go on from. */
  | { readonly kind: "session"; readonly session: ClientSession }
  /** `early`: before the handshake was done, so that it may be the copy of somebody's (§8). */
  | { readonly kind: "applicationData"; readonly data: Bytes; readonly early?: boolean }
  | {
    readonly kind: "alert";
    readonly direction: "sent" | "received";
    readonly alert: AlertName | `unknown (${string})`;
    readonly reason?: Reason;
    readonly detail?: string;
  }
  /** A message that asks whether the other end is there, or answers that it is (RFC 6520 §4). */
  | {
    readonly kind: "heartbeat";
    readonly direction: "sent" | "received";
    readonly content: Bytes;
  }
  /**
   * The peer has said close_notify to a connection that stood: nothing more will come, and what was
   * said is complete. Our side may go on until it closes (RFC 9846 §6.1).
   */
  | { readonly kind: "peerClosed" }
  /** Data that waited for the handshake, and that will never be sent. */
  | { readonly kind: "unsent"; readonly data: Bytes }
  /**
   * The last event there is. `close_notify`: in good order, each direction as its owner wanted, or
   * before anything was said. `alert`: a fault, told in an alert unless we had closed our side.
   * `transport`: without the peer's close_notify, so data may be missing.
   */
  | { readonly kind: "closed"; readonly how: "close_notify" | "alert" | "transport" };
