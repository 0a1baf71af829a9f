import type { Bytes } from "../bytes/mod.ts";
import type { How, SecretId } from "./ledger.ts";

/** Virtual time in microseconds since the world began. */
export type Micros = number;
/** A party's name: `alice`, `bank`, `mallory`. */
export type NodeId = string;
/** Position of an event in the trace, from 0; also what diagrams and verdicts print as `#n`. */
export type EventId = number;

/** One end of a transport connection. */
export interface Endpoint {
  /** IPv4 address in dotted form, from the documentation ranges (RFC 5737). */
  readonly address: string;
  readonly port: number;
}

/** What a packet carries besides its payload: a TCP segment (RFC 9293) or a UDP datagram. */
export interface Segment {
  readonly protocol: "tcp" | "udp";
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** TCP only: control bits in use, of `SYN`, `ACK`, `FIN`, `RST`. */
  readonly flags: readonly ("SYN" | "ACK" | "FIN" | "RST")[];
  /** TCP only: sequence number of the first payload byte, from 0 for the SYN. */
  readonly sequence: number;
  /** TCP only: next sequence number expected from the other side. */
  readonly acknowledgment: number;
  readonly payload: Bytes;
}

/** One check a party made of its peer, passed or failed, with the place it looked at. */
export interface CheckResult {
  /** Stable name: `signature`, `validity`, `name`, … */
  readonly rule: string;
  readonly ok: boolean;
  /** What was seen and what was wanted, in one sentence. */
  readonly detail: string;
  /** `RFC 5280 §6.1.3`. */
  readonly spec: string;
  /** Which certificate of the presented list, 0 for the leaf. */
  readonly certificate?: number;
  /** Which bytes of that certificate's DER decided it. */
  readonly range?: { readonly start: number; readonly end: number };
}

/** What can happen. The wire is recorded once, by the link; everything else refers to it. */
export type EventBody =
  /** A new act of the story begins; `happens` is false once the story has ended early. */
  | { readonly kind: "act"; readonly title: string; readonly happens: boolean }
  /** A remark of the stage: a position taken, a key granted. */
  | { readonly kind: "note"; readonly text: string }
  /** Time goes by in which nothing happens that matters: `a year later`. */
  | { readonly kind: "elapsed"; readonly text: string }
  /** The story puts a thing or an ability into somebody's hands: a stolen key, a script. */
  | { readonly kind: "grant"; readonly what: string; readonly why: string }
  /**
   * One of many tries that are alike begins, counted from 1; a number of 0 ends the series. What
   * lies between the first two and the last two need not be drawn.
   */
  | { readonly kind: "round"; readonly series: string; readonly number: number }
  /** What an attack has cost so far. */
  | {
    readonly kind: "tally";
    /** What was counted, in the plural: `connections`. */
    readonly counts: readonly { readonly what: string; readonly count: number }[];
    /** Virtual time since the attack began. */
    readonly micros: Micros;
  }
  /** A packet leaves `node` over one link towards its neighbour `to`. */
  | {
    readonly kind: "wire.sent";
    readonly link: string;
    readonly to: NodeId;
    readonly segment: Segment;
    /** When it arrives; absent when the link loses it. */
    readonly arrives?: Micros;
    /** The event by which it reached `node`, when it is passed on. */
    readonly forwards?: EventId;
    /** Not what the sender of `segment.from` wrote: replaced or injected on the way. */
    readonly forged?: boolean;
    /** A repetition of an earlier packet by the transport. */
    readonly retransmits?: EventId;
  }
  /** An on-path party let a packet disappear, or held it back. */
  | {
    readonly kind: "wire.dropped" | "wire.held";
    readonly packet: EventId;
    readonly why: string;
  }
  /** A passive party copied a packet. */
  | { readonly kind: "wire.tapped"; readonly packet: EventId }
  /** A handshake message was written or read by an engine. */
  | {
    readonly kind: "tls.message";
    readonly connection: string;
    readonly direction: "sent" | "received";
    /** IANA name: `client_hello`. */
    readonly message: string;
    /** Length of the message in bytes, header included. */
    readonly length: number;
  }
  | {
    readonly kind: "tls.state";
    readonly connection: string;
    readonly from: string;
    readonly to: string;
  }
  /** An engine derived a secret; labels are those of SSLKEYLOGFILE (RFC 9850). */
  | {
    readonly kind: "tls.secret";
    readonly connection: string;
    readonly label: string;
    readonly secret: SecretId;
    /** The ClientHello random, which names the connection in a key log. */
    readonly clientRandom: Bytes;
    /** IANA name of the cipher suite the secret is used with. */
    readonly cipherSuite: string;
  }
  /** A party judged what its peer presented. */
  | {
    readonly kind: "tls.check";
    readonly connection: string;
    readonly subject:
      | "certificate chain"
      | "certificate log"
      | "pinned key"
      | "revocation"
      | "signature"
      | "pre-shared key"
      | "early data"
      | "finished";
    readonly ok: boolean;
    readonly checks: readonly CheckResult[];
    /** Id of the flaw that answered instead of the honest check, if one did. */
    readonly flaw?: string;
    /** The certificates looked at, DER, leaf first. */
    readonly certificates: readonly Bytes[];
  }
  | {
    readonly kind: "tls.connected";
    readonly connection: string;
    readonly version: string;
    readonly cipherSuite: string;
    readonly group: string;
    readonly alpn?: string;
    /** Whether it goes on from an earlier session. */
    readonly resumed?: boolean;
    /** Where the pre-shared key came from, if one took the place of certificates. */
    readonly psk?: "resumption" | "external";
  }
  /** A client was told whether the server took its early data. */
  | { readonly kind: "tls.earlyData"; readonly connection: string; readonly accepted: boolean }
  | {
    readonly kind: "tls.alert";
    readonly connection: string;
    readonly direction: "sent" | "received";
    /** IANA name: `unknown_ca`. */
    readonly alert: string;
    /** Entry of the reason table, for alerts sent because of a fault. */
    readonly reason?: string;
    readonly detail?: string;
  }
  | {
    readonly kind: "tls.closed";
    readonly connection: string;
    readonly how: "close_notify" | "alert" | "transport";
  }
  /** An application wrote or read data. */
  | {
    readonly kind: "app.data";
    readonly connection: string;
    readonly direction: "sent" | "received";
    readonly data: Bytes;
    /** Whether it came before the handshake was done, as data that anybody can replay. */
    readonly early?: boolean;
  }
  /** The application did something that matters to the verdict: a payment, a login. */
  | { readonly kind: "app.effect"; readonly effect: string }
  /** A party came to know a secret. */
  | { readonly kind: "secret"; readonly secret: SecretId; readonly how: How };

/** One thing that happened. `cause` is the event without which it would not have. */
export type TraceEvent = EventBody & {
  readonly id: EventId;
  readonly at: Micros;
  readonly act: number;
  readonly node: NodeId;
  readonly cause?: EventId;
};

export type EventKind = TraceEvent["kind"];
export type EventOf<K extends EventKind> = Extract<TraceEvent, { kind: K }>;
