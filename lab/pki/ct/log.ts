import { type Bytes, encode, hex } from "../../bytes/mod.ts";
import type { PublicKey } from "../../crypto/mod.ts";
import { verifyPath } from "../path/verify.ts";
import { RULES } from "../path/rules.ts";
import type { Certificate } from "../x509/certificate.ts";
import { leafHash, MerkleTree } from "./merkle.ts";
import { isPoisoned, precertEntry } from "./precertificate.ts";
import {
  CertificateChain,
  MerkleTreeLeaf,
  PrecertChainEntry,
  type SignedCertificateTimestamp,
  type SignedEntry,
  type SignedTreeHead,
  V1,
} from "./structures.ts";
import { logIdOf, type LogSigner, signTimestamp, signTreeHead } from "./timestamp.ts";

/** What a log is set up with. */
export interface LogOptions extends LogSigner {
  /** Roots whose certificates it takes, DER. */
  readonly anchors: readonly Bytes[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** An entry as it is handed out (RFC 6962 §4.6). */
export interface PublishedEntry {
  /** `MerkleTreeLeaf`. */
  readonly leafInput: Bytes;
  /** The chain it came with, which the tree does not cover. */
  readonly extraData: Bytes;
}

/** The place of an entry, and the way from it to the root (§4.5). */
export interface InclusionProof {
  readonly leafIndex: number;
  readonly auditPath: readonly Bytes[];
}

/** What anybody may ask a log; a log that lies answers too, in the same form. */
export interface LogAnswers {
  readonly publicKey: PublicKey;
  /** Its latest word on the whole list (§4.3). */
  treeHead(): SignedTreeHead;
  /** How one list became another (§4.4); `undefined` if it never had so many entries. */
  consistency(first: number, second: number): readonly Bytes[] | undefined;
  /** Where an entry is (§4.5); `undefined` if it is nowhere, or there are not so many entries. */
  proofByHash(hash: Bytes, treeSize: number): InclusionProof | undefined;
  /** Entries from one place to another, both included, as far as there are any (§4.6). */
  entries(start: number, end: number): readonly PublishedEntry[];
}

/** A promise to publish, or why there is none. */
export type Submitted =
  | { readonly ok: true; readonly timestamp: SignedCertificateTimestamp }
  | { readonly ok: false; readonly why: string };

/** A log need not care whether a certificate is still good, but for whom it was issued by whom (§3.1). */
const LOG_RULES = RULES.filter(({ id }) => ["anchor", "signature", "issuerName"].includes(id));

/**
 * A public list of certificates that only grows (RFC 6962). This one adds what it takes at once, so
 * its maximum merge delay is nothing.
 */
export class CertificateLog implements LogAnswers {
  readonly publicKey: PublicKey;
  /** SHA-256 of its key: what timestamps call it. */
  readonly id: Bytes;
  readonly #options: LogOptions;
  readonly #tree: MerkleTree;
  readonly #entries: PublishedEntry[] = [];
  readonly #known = new Map<string, SignedCertificateTimestamp>();
  #head: SignedTreeHead | undefined;

  constructor(options: LogOptions) {
    this.#options = options;
    this.publicKey = options.key.publicKey;
    this.id = logIdOf(options.provider, this.publicKey);
    this.#tree = new MerkleTree(options.provider);
  }

  /**
   * Takes a certificate, or the announcement of one, with what stands above it (§4.1, §4.2).
   *
   * @param chain DER, leaf first; the root may be left out
   */
  add(chain: readonly Bytes[]): Submitted {
    const { provider, anchors, clock } = this.#options;
    const { ok, checks, path, leaf } = verifyPath({
      provider,
      presented: chain,
      anchors,
      now: Math.floor(clock() / 1000),
      purpose: "serverAuth",
      rules: LOG_RULES,
    });
    if (!ok || path === undefined || leaf === undefined) {
      return { ok: false, why: checks.find((check) => !check.ok)?.detail ?? "no certificate" };
    }
    const issuer = path[1] ?? leaf;
    return { ok: true, timestamp: this.#take(leaf, issuer, path) };
  }

  #take(
    leaf: Certificate,
    issuer: Certificate,
    path: readonly Certificate[],
  ): SignedCertificateTimestamp {
    const { provider, clock } = this.#options;
    const announced = isPoisoned(leaf);
    const entry: SignedEntry = announced
      ? precertEntry(provider, leaf, issuer)
      : { entryType: "x509_entry", certificate: leaf.der };
    const above = path.slice(1).map(({ der }) => der);
    const extraData = announced
      ? encode(PrecertChainEntry, { preCertificate: leaf.der, precertificateChain: above })
      : encode(CertificateChain, above);
    // The same again gets the same promise, and no second place in the list (§3).
    const key = hex(leaf.der);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const timestamp = signTimestamp(this.#options, entry, clock());
    const leafInput = leafInputOf(entry, timestamp);
    this.#tree.append(leafHash(provider, leafInput));
    this.#entries.push({ leafInput, extraData });
    this.#known.set(key, timestamp);
    return timestamp;
  }

  treeHead(): SignedTreeHead {
    const before = this.#head;
    const now = this.#options.clock();
    if (before?.treeSize === this.#tree.size && before.timestamp === now) return before;
    this.#head = signTreeHead(this.#options, {
      treeSize: this.#tree.size,
      timestamp: Math.max(now, (before?.timestamp ?? 0) + 1), // always later than the one before
      rootHash: this.#tree.root(),
    });
    return this.#head;
  }

  consistency(first: number, second: number): readonly Bytes[] | undefined {
    if (!this.#has(second) || !Number.isInteger(first) || first < 0 || first > second) {
      return undefined;
    }
    return first === 0 ? [] : this.#tree.consistencyProof(first, second);
  }

  proofByHash(hash: Bytes, treeSize: number): InclusionProof | undefined {
    const leafIndex = this.#tree.indexOf(hash);
    if (leafIndex === undefined || !this.#has(treeSize) || leafIndex >= treeSize) return undefined;
    return { leafIndex, auditPath: this.#tree.auditPath(leafIndex, treeSize) };
  }

  entries(start: number, end: number): readonly PublishedEntry[] {
    return Number.isInteger(start) && Number.isInteger(end) && start >= 0
      ? this.#entries.slice(start, end + 1)
      : [];
  }

  #has(size: number): boolean {
    return Number.isInteger(size) && size >= 0 && size <= this.#tree.size;
  }
}

/** What a log must have in its tree once it has promised to publish an entry (§3.4). */
export function leafInputOf(
  entry: SignedEntry,
  { timestamp, extensions }: Pick<SignedCertificateTimestamp, "timestamp" | "extensions">,
): Bytes {
  return encode(MerkleTreeLeaf, { version: V1, leafType: 0, timestamp, entry, extensions });
}
