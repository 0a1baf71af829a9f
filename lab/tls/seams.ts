/**
 * The parts of an engine that real stacks have got wrong, each replaceable from outside. The
 * honest part is the default; a known mistake swaps one of them (`lab/flaws`). Nothing else in
 * this room can be made to misbehave.
 */
import type { Bytes } from "../bytes/mod.ts";
import {
  constantTimeEqual,
  type CryptoProvider,
  decryptPremaster,
  type PublicKey,
  type RandomSource,
  type RsaPrivateKey,
} from "../crypto/mod.ts";
import { judgeFallback, readDowngrade, writeDowngrade } from "./downgrade.ts";
import type { Fault } from "./fault.ts";
import { answerHeartbeat } from "./heartbeat.ts";
import type { ProtectionFactory12 } from "./record/protection12.ts";
import {
  type Certificate,
  judgeStatus,
  type StatusContext,
  type StatusVerdict,
  type TransparencyPolicy,
  verifyPath,
} from "../pki/mod.ts";
import type { AlertName, ClientHello } from "../wire/mod.ts";
import type { SignatureAlgorithm } from "../crypto/mod.ts";
import { aeadProtection, type ProtectionFactory } from "./record/protection.ts";

/** One check of a peer, passed or failed, with the place it looked at. */
export interface PeerCheck {
  readonly rule: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly spec: string;
  /** Index in the presented list, 0 for the leaf. */
  readonly certificate?: number;
  /** Bytes of that certificate's DER. */
  readonly range?: { readonly start: number; readonly end: number };
}

/** What judging a peer gave. */
export interface PeerVerdict {
  readonly ok: boolean;
  readonly checks: readonly PeerCheck[];
  /** The alert that fits the failure. */
  readonly alert?: AlertName;
  /** The path that was judged, leaf first; at its end the anchor, if the verdict is good. */
  readonly path?: readonly Certificate[];
  /** Id of the flaw that gave this verdict, if it was one. */
  readonly flaw?: string;
}

/** What a chain is judged against. */
export interface ChainContext {
  readonly crypto: CryptoProvider;
  /** Trusted certificates, DER. */
  readonly anchors: readonly Bytes[];
  /** Seconds since 1970. */
  readonly now: number;
  readonly purpose: "serverAuth" | "clientAuth";
  /** The name or IP address the certificate must be for. */
  readonly name?: string;
  /** Logs that must have promised to publish the certificate; absent where nobody asks. */
  readonly transparency?: TransparencyPolicy;
  /** Promises that came in the handshake, not yet judged (RFC 6962 §3.3.1). */
  readonly timestamps?: readonly Bytes[];
  /** Whether the connection stands already, and this is a new handshake on it. */
  readonly renegotiation?: boolean;
}

/** What lets a signature pass that does not fit: the id of a flaw. */
export interface LetPass {
  readonly flaw: string;
}

export interface Seams {
  /** Does this chain bind its first key to that name? @param presented DER, leaf first */
  readonly verifyChain: (presented: readonly Bytes[], context: ChainContext) => PeerVerdict;
  /** Does the certificate still hold? Asked of paths that are good otherwise; may want to ask back. */
  readonly judgeStatus: (context: StatusContext) => StatusVerdict;
  /** Did the holder of `key` sign `content`? */
  readonly verifySignature: (
    crypto: CryptoProvider,
    algorithm: SignatureAlgorithm,
    key: PublicKey,
    content: Bytes,
    signature: Bytes,
  ) => boolean | LetPass;
  /** Is this the `verify_data` of our own view of the handshake? */
  readonly verifyFinished: (expected: Bytes, received: Bytes) => boolean;
  /** How records are sealed and opened. */
  readonly protectRecords: ProtectionFactory;
  /** The same for TLS 1.2 and older; absent for what the version and the suite call for. */
  readonly protectOlderRecords?: ProtectionFactory12;
  /**
   * The premaster secret that a client encrypted (RFC 5246 §7.4.7.1). An honest part never tells
   * whether the padding was right.
   *
   * @param offeredVersion the version in the ClientHello
   * @returns 48 bytes
   */
  readonly decryptPremaster: (
    key: RsaPrivateKey,
    encrypted: Bytes,
    offeredVersion: number,
    random: RandomSource,
  ) => Bytes | Fault;
  /** A server's random, marked if it speaks an older version than it could (RFC 9846 §4.2.3). */
  readonly writeDowngrade: (random: Bytes, negotiated: number, newest: number) => Bytes;
  /** What that mark says to a client that offered more; `undefined` where there is nothing wrong. */
  readonly readDowngrade: (
    random: Bytes,
    negotiated: number,
    newest: number,
  ) => string | undefined;
  /** May a fallback go on? @returns what is wrong with it (RFC 7507 §3) */
  readonly judgeFallback: (negotiated: number, newest: number) => string | undefined;
  /** May a renegotiation go on that is, or is not, bound to the handshake before (RFC 5746)? */
  readonly acceptRenegotiation: (bound: boolean) => boolean;
  /**
   * The answer to a heartbeat (RFC 6520 §4); `undefined` to keep silent.
   *
   * @param request the message as it came
   * @param memory what lies behind it in the memory of the process: a model of it
   */
  readonly answerHeartbeat: (request: Bytes, memory: Bytes) => Bytes | undefined;
  /**
   * A last look at each hello before it is sent: what makes clients recognisable. The draft of the
   * second one, after HelloRetryRequest, is the first as it was sent with what was asked for.
   */
  readonly writeClientHello: (draft: ClientHello, attempt: "first" | "second") => ClientHello;
}

/** What a careful implementation does. */
export const HONEST_SEAMS: Seams = {
  verifyChain: (
    presented,
    { crypto, anchors, now, purpose, name, transparency, timestamps },
  ) =>
    verifyPath({
      provider: crypto,
      presented,
      anchors,
      now,
      purpose,
      ...(name !== undefined && { name }),
      ...(transparency !== undefined && { transparency }),
      ...(timestamps !== undefined && { timestamps }),
    }),
  judgeStatus,
  verifySignature: (crypto, algorithm, key, content, signature) =>
    crypto.verify(algorithm, key, content, signature),
  verifyFinished: constantTimeEqual,
  protectRecords: aeadProtection,
  decryptPremaster,
  writeDowngrade,
  readDowngrade,
  judgeFallback,
  acceptRenegotiation: (bound) => bound,
  answerHeartbeat,
  writeClientHello: (draft) => draft,
};
