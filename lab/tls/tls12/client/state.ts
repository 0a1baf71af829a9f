import type { Bytes } from "../../../bytes/mod.ts";
import type { PublicKey } from "../../../crypto/mod.ts";
import type { CertificateRequest12, ClientHello } from "../../../wire/mod.ts";
import type { Certificate } from "../../../pki/mod.ts";
import type { Verified } from "../../verifier.ts";
import type { ClientHalf } from "../key_exchange/key_exchange.ts";
import type { Agreed, Finisheds, Session12 } from "../session.ts";

/** What a handshake knows of the one before it on this connection, when it is a renegotiation. */
export interface Before {
  readonly finisheds: Finisheds;
  readonly session: Session12;
}

/** After ServerHello. */
interface Negotiated {
  readonly agreed: Agreed;
  readonly offeredVersion: number;
  /** The server will send a ticket (RFC 5077 §3.2). */
  readonly ticket: boolean;
  /** The server may send an OCSP response (RFC 6066 §8). */
  readonly status: boolean;
  /** What logs have promised, not yet judged (RFC 6962 §3.3.1). */
  readonly timestamps: readonly Bytes[] | undefined;
  /** The id the server gave this session, for a later one; empty for none. */
  readonly sessionId: Bytes;
  /** Whether the connection stood already. */
  readonly renegotiation: boolean;
}

/** After Certificate, or where there is none. */
interface Shown extends Negotiated {
  readonly chain: Verified<"chain"> | undefined;
  readonly key: PublicKey | undefined;
  /** DER, leaf first, for later sessions. */
  readonly peerChain: readonly Bytes[] | undefined;
  /** The same as the path that was found good, trust anchor last. */
  readonly path?: readonly Certificate[] | undefined;
}

/** After ServerKeyExchange, or where there is none. */
interface Exchanging extends Shown {
  readonly half: ClientHalf | undefined;
  readonly signature: Verified<"signature"> | undefined;
}

/** With keys, and waiting for the server to prove that it has them too. */
interface Finishing {
  readonly session: Session12;
  readonly chain: Verified<"chain"> | undefined;
  readonly signature: Verified<"signature"> | undefined;
  readonly peerChain: readonly Bytes[] | undefined;
  /** The id to keep the session under; empty if there is none, or none that is new. */
  readonly sessionId: Bytes;
  readonly resumed: boolean;
  /** Ours, once it is sent. */
  readonly clientVerifyData: Bytes | undefined;
  readonly newTicket?: { readonly ticket: Bytes; readonly lifetime: number };
}

/** The client's states. RFC 5246 gives them no names; these say what is waited for (§7.3). */
export type ClientState12 =
  | { readonly name: "WAIT_SERVER_HELLO"; readonly hello: ClientHello; readonly before?: Before }
  | { readonly name: "WAIT_CERTIFICATE" } & Negotiated
  | { readonly name: "WAIT_KEY_EXCHANGE" } & Shown
  | { readonly name: "WAIT_HELLO_DONE" } & Exchanging
  | {
    readonly name: "WAIT_HELLO_DONE_ONLY";
    readonly request: CertificateRequest12;
  } & Exchanging
  | { readonly name: "WAIT_TICKET" } & Finishing
  | { readonly name: "WAIT_CHANGE_CIPHER_SPEC" } & Finishing
  | { readonly name: "WAIT_FINISHED" } & Finishing
  | {
    readonly name: "CONNECTED";
    readonly session: Session12;
    readonly server: {
      /** Absent where the suite has no certificates. */
      readonly chain: Verified<"chain"> | undefined;
      /** Absent where possession of the key shows in the Finished: key transport, resumption. */
      readonly signature: Verified<"signature"> | undefined;
      readonly finished: Verified<"finished">;
    };
    readonly finisheds: Finisheds;
  };
