import type { Bytes } from "../../../bytes/mod.ts";
import type { PublicKey } from "../../../crypto/mod.ts";
import type { Verified } from "../../verifier.ts";
import type { ServerHalf } from "../key_exchange/key_exchange.ts";
import type { Agreed, Finisheds, Session12 } from "../session.ts";

/** The proof of a client that showed a certificate. */
export interface ClientAuthenticated12 {
  readonly chain: Verified<"chain">;
  readonly signature: Verified<"signature">;
}

/** After the server's flight. */
interface Answered {
  readonly agreed: Agreed;
  readonly half: ServerHalf;
  readonly sessionId: Bytes;
  /** A ticket was promised (RFC 5077 §3.2). */
  readonly ticket: boolean;
}

/** With the main secret. */
interface Keyed {
  readonly session: Session12;
  /** The id to remember the session under; empty for none. */
  readonly sessionId: Bytes;
  /** A ticket is owed (RFC 5077 §3.3). */
  readonly ticket: boolean;
  readonly resumed: boolean;
  readonly client?: ClientAuthenticated12;
  /** The certificates that the client has proved to be its own, DER, for later sessions. */
  readonly peerChain?: readonly Bytes[] | undefined;
  /** Ours, where it was sent before the client's: in a resumption. */
  readonly serverVerifyData?: Bytes;
}

/** The server's states. RFC 5246 gives them no names; these say what is waited for (§7.3). */
export type ServerState12 =
  | { readonly name: "START" }
  | { readonly name: "WAIT_CERTIFICATE" } & Answered
  | {
    readonly name: "WAIT_KEY_EXCHANGE";
    readonly shown?: {
      readonly chain: Verified<"chain">;
      readonly key: PublicKey;
      readonly certificates: readonly Bytes[];
    };
  } & Answered
  | {
    readonly name: "WAIT_CERTIFICATE_VERIFY";
    readonly chain: Verified<"chain">;
    readonly key: PublicKey;
    readonly certificates: readonly Bytes[];
  } & Keyed
  | { readonly name: "WAIT_CHANGE_CIPHER_SPEC" } & Keyed
  | { readonly name: "WAIT_FINISHED" } & Keyed
  | {
    readonly name: "CONNECTED";
    readonly session: Session12;
    readonly finished: Verified<"finished">;
    readonly client?: ClientAuthenticated12;
    readonly finisheds: Finisheds;
  };
