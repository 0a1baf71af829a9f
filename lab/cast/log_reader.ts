import { type Bytes, decode, hex, utf8 } from "../bytes/mod.ts";
import {
  checkConsistency,
  checkEntries,
  checkInclusion,
  checkTreeHead,
  extension,
  logIdOf,
  type LogQuestion,
  parseCertificate,
  pathOf,
  precertEntry,
  type Promised,
  promisedHash,
  type PublishedEntry,
  readConsistency,
  readEntries,
  readProof,
  readTreeHead,
  SignedCertificateTimestamp,
  type SignedTreeHead,
} from "../pki/mod.ts";
import type { CheckResult } from "../trace/mod.ts";
import type { Client } from "./client.ts";
import type { TransparencyLog } from "./transparency_log.ts";
import { ResponseReader } from "./web.ts";

type Ask = (question: LogQuestion) => string;

/** Somebody who asks a log, and believes nothing of it that is not signed or computed. */
export class LogReader {
  readonly #client: Client;
  readonly #log: TransparencyLog;
  /** Everything read so far; the tree of the latest head is made of it. */
  readonly #entries: PublishedEntry[] = [];
  #latest: SignedTreeHead | undefined;

  constructor(client: Client, log: TransparencyLog) {
    this.#client = client;
    this.#log = log;
  }

  /** The last tree head that passed all checks. */
  get latest(): SignedTreeHead | undefined {
    return this.#latest;
  }

  /**
   * Reads what is new in the log (RFC 6962 §5.3), and compares it with what the log has signed.
   *
   * @returns the new entries; none if something is wrong with the log
   */
  read(): readonly PublishedEntry[] {
    return this.#visit((ask) => {
      const head = readTreeHead(ask({ ask: "treeHead" }));
      if (head === undefined) {
        this.#tell([NO_ANSWER]);
        return [];
      }
      const checks = [checkTreeHead(this.#crypto, this.#log.known, head)];
      const before = this.#latest;
      if (before !== undefined && head.treeSize < before.treeSize) {
        checks.push(checkConsistency(this.#crypto, [before, head], undefined));
      }
      const start = this.#entries.length;
      const fresh = head.treeSize > start
        ? readEntries(ask({ ask: "entries", start, end: head.treeSize - 1 })) ?? []
        : [];
      // All entries are kept, so the new root can be computed without a proof from the log.
      checks.push(checkEntries(this.#crypto, head, [...this.#entries, ...fresh]));
      if (!this.#tell(checks)) return [];
      this.#entries.push(...fresh);
      this.#latest = head;
      return fresh;
    });
  }

  /** Fetches the latest tree head, and that alone. @returns whether the log has signed it */
  fetchTreeHead(): boolean {
    return this.#visit((ask) => this.#tell([this.#head(ask)[1]]));
  }

  /**
   * Asks where in its list the log has a certificate that came with its promise (RFC 6962 §5.4).
   *
   * @param shown the leaf with the promise inside, and whoever issued it, DER
   * @returns whether the log has kept its promise; true where it made none
   */
  findsPromised([leafDer, issuerDer]: readonly Bytes[]): boolean {
    const promised = this.#promised(leafDer, issuerDer);
    if (promised === undefined) return true;
    return this.#visit((ask) => {
      const [head, signed] = this.#head(ask);
      if (head === undefined) return this.#tell([signed]);
      const hash = promisedHash(this.#crypto, promised);
      const proof = readProof(ask({ ask: "proof", hash, treeSize: head.treeSize }));
      return this.#tell([signed, checkInclusion(this.#crypto, head, promised, proof)]);
    });
  }

  /** Whether a tree head that somebody else was shown belongs to the same list as our latest. */
  agreesWith(other: SignedTreeHead): boolean {
    const ours = this.#latest;
    if (ours === undefined) return true;
    return this.#visit((ask) => {
      const signed = checkTreeHead(this.#crypto, this.#log.known, other);
      const pair = ours.treeSize <= other.treeSize
        ? [ours, other] as const
        : [other, ours] as const;
      const [first, second] = pair.map(({ treeSize }) => treeSize) as [number, number];
      const proof = first === second
        ? []
        : readConsistency(ask({ ask: "consistency", first, second }));
      const checks = [signed, checkConsistency(this.#crypto, pair, proof)];
      return this.#tell(checks);
    });
  }

  get #crypto() {
    return this.#client.stage.crypto;
  }

  /** Fetches a tree head, with what is to be said of its signature. */
  #head(ask: Ask): readonly [head: SignedTreeHead | undefined, check: CheckResult] {
    const head = readTreeHead(ask({ ask: "treeHead" }));
    if (head === undefined) return [undefined, NO_ANSWER];
    const check = checkTreeHead(this.#crypto, this.#log.known, head);
    if (!check.ok) return [undefined, check];
    this.#latest = head;
    return [head, check];
  }

  #promised(leafDer: Bytes | undefined, issuerDer: Bytes | undefined): Promised | undefined {
    if (leafDer === undefined || issuerDer === undefined) return undefined;
    const [leaf, issuer] = [parseCertificate(leafDer), parseCertificate(issuerDer)];
    if (!leaf.ok || !issuer.ok) return undefined;
    const id = hex(logIdOf(this.#crypto, this.#log.known.key));
    const promises = extension(leaf.value, "signedCertificateTimestampList")?.value ?? [];
    const timestamp = promises.map((octets) => decode(SignedCertificateTimestamp, octets))
      .find((read) => read.ok && hex(read.value.logId) === id);
    const entry = precertEntry(this.#crypto, leaf.value, issuer.value);
    return timestamp?.ok ? { entry, timestamp: timestamp.value } : undefined;
  }

  /** Puts checks on record. @returns whether all of them passed */
  #tell(checks: readonly CheckResult[]): boolean {
    const { name, stage } = this.#client;
    const ok = checks.every((check) => check.ok);
    stage.world.trace.record(name, {
      kind: "tls.check",
      connection: `${name} → ${this.#log.name}`,
      subject: "certificate log",
      ok,
      checks,
      certificates: [],
    });
    return ok;
  }

  /** One connection, in which questions are answered one after the other. */
  #visit<T>(work: (ask: Ask) => T): T {
    const session = this.#client.connect(this.#log, { port: 80, tls: false });
    const result = work((question) => {
      if (!session.alive) return "";
      session.send(`GET ${pathOf(question)} HTTP/1.1\r\nHost: ${this.#log.host}\r\n\r\n`);
      const reader = new ResponseReader();
      reader.push(utf8(session.receive()));
      const response = reader.next();
      return response?.status === 200 ? response.body : "";
    });
    if (session.alive) session.close();
    return result;
  }
}

const NO_ANSWER: CheckResult = {
  rule: "treeHead",
  ok: false,
  detail: "The log shows no tree head that can be read",
  spec: "RFC 6962 §4.3",
};
