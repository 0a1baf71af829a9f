import type { Bytes } from "../../../bytes/mod.ts";
import type { Identity, KnownLog } from "../../../pki/mod.ts";
import type { Agreement } from "../../../tls/mod.ts";

/** The independent stacks that the lab is always held against. */
export const STACKS = ["openssl", "rustls"] as const;
/** The same, and those that are only met where they are installed. */
export const ALL_STACKS = [...STACKS, "gnutls", "nss"] as const;
export type StackName = (typeof ALL_STACKS)[number];

/** What a case wants of the peer. Whatever is left out is as anyone would expect. */
export interface Wishes {
  /** Who the peer is; clients are nobody by default. */
  readonly identity?: Identity;
  /** Who a server is to clients that ask for a name; the chain must be the leaf alone. */
  readonly identityFor?: { readonly name: string; readonly identity: Identity };
  /** The root the peer trusts, DER. */
  readonly trust?: Bytes;
  /** The name a client asks for; `null` for connecting to the bare address. */
  readonly serverName?: string | null;
  readonly alpn?: readonly string[];
  /** Whether a server insists on a certificate. */
  readonly clientCertificate?: "request" | "require";
  /** The versions that the peer speaks; TLS 1.3 alone by default. rustls always speaks both. */
  readonly versions?: "TLS 1.0" | "TLS 1.1" | "TLS 1.2" | "TLS 1.2 and 1.3";
  /** Connections a server takes, one after the other; one by default. */
  readonly connections?: number;
  /**
   * Whether a client lays its session aside, or goes on from the one laid aside last. Clients other
   * than openssl's keep it to themselves: told to resume, they connect twice.
   */
  readonly session?: "save" | "resume";
  /**
   * What a client of NSS that connects twice says each time; it cannot be typed to.
   */
  readonly says?: string;
  /** Whether a server hands out tickets, and a client asks for them in TLS 1.2. */
  readonly tickets?: false;
  /** What a client says before the handshake is done. */
  readonly earlyData?: string;
  /** Bytes of early data that a server takes. */
  readonly maxEarlyData?: number;
  /** An OCSP response that a server staples, DER. */
  readonly staple?: Bytes;
  /** Logs whose promises a client wants, and knows how to judge (RFC 6962). */
  readonly logs?: readonly KnownLog[];
  /** Promises of logs that a server sends beside its certificate, as octets. */
  readonly timestamps?: readonly Bytes[];
  /** Further arguments for the peer's program. */
  readonly options?: readonly string[];
}

/** Another implementation at the other end of our connection. */
export interface Peer extends AsyncDisposable {
  /**
   * How a server answers that cannot be told what to say: it sends back what comes, or it sends a
   * page with the request on it and then says goodbye. Absent for those that say what they are told.
   */
  readonly manner?: "echo" | "page" | undefined;
  /** Has it send this text. */
  send(text: string): Promise<void>;
  /** Waits until it has received this text, behind the one it heard last. */
  hear(text: string, milliseconds?: number): Promise<void>;
  /** Has it say goodbye with close_notify. */
  close(): Promise<void>;
  /** Has it change its keys, and ask us for the same if wanted. */
  updateKeys(requestOurs: boolean): Promise<void>;
  /** Has it begin a second handshake of TLS 1.2, or ask for one; a server may want a certificate. */
  beginAnew(withCertificate: boolean): Promise<void>;
  /** Has a server ask for a certificate after the handshake. */
  requestCertificate(): Promise<void>;
  /** Waits until it agrees with what we believe was agreed. */
  confirm(agreement: Agreement): Promise<void>;
  /** Waits until it tells how we ended the connection. @returns the alert's name */
  alerted(): Promise<string>;
  /** The end of everything it has told or received, on one line. */
  readonly lastWords: string;
}

/** A server that has been started. */
export interface Serving {
  readonly port: number;
  readonly peer: Peer;
  /** The peer of the next connection, where the server takes more than one. */
  next(): Peer;
}

/** A way to start peers. */
export interface Stack {
  readonly name: StackName;
  /** Why it cannot be used on this machine; `undefined` if it can. */
  absent(): Promise<string | undefined>;
  /** Starts a server on a free port of the loopback. */
  serve(
    wishes: Wishes,
    identity: Identity,
  ): Promise<Serving>;
  /** Starts a client that connects to that port of the loopback. */
  dial(port: number, wishes: Wishes): Promise<Peer>;
}
