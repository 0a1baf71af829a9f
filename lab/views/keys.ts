import { type Bytes, hex } from "../bytes/mod.ts";
import { type CryptoProvider, seededRandom } from "../crypto/mod.ts";
import {
  directionKeys,
  Fault,
  type FramedRecord,
  type Kdf,
  type Suite,
  suiteNamed,
  trafficKeys,
} from "../tls/mod.ts";
import type { SecretId, Trace } from "../trace/mod.ts";
import { dialectOf, olderSuite } from "./older_parts.ts";
import { olderProtectionsIn, protectionsIn } from "./protections.ts";

/** Keys that a run derived, ready to open the records of one direction. */
export interface Opener {
  /** What was sealed in a record, and by which secret; `undefined` if not with this number. */
  open(sequence: number, record: FramedRecord): Opened | undefined;
}

export interface Opened {
  readonly secret: SecretId;
  readonly inner: Bytes;
}

/** What keys of TLS 1.2 and older are made from, besides the main secret. */
export interface OlderKeys {
  readonly writer: "client" | "server";
  /** `ProtocolVersion` value. */
  readonly version: number;
  /** IANA name, for secrets that do not say what they were derived for. */
  readonly suite: string;
  readonly clientRandom: Bytes;
  readonly serverRandom: Bytes;
  readonly encryptThenMac: boolean;
}

/** A secret as it was reported. */
interface Reported {
  readonly secret: SecretId;
  readonly cipherSuite: string;
}

/** One way in which a record may have been sealed. */
interface Way {
  readonly secret: SecretId;
  open(sequence: number, record: FramedRecord): Bytes | undefined;
}

/**
 * All keys of a trace, as a key log would have them: by ClientHello random and label. Where the ends
 * did not derive the same, or a hello was sent twice, one label has several secrets.
 */
export class KeyRing {
  readonly #byRandom = new Map<string, Map<string, Reported[]>>();
  readonly #bytes = new Map<SecretId, Bytes>();
  readonly #crypto: CryptoProvider;
  readonly #protections: ReturnType<typeof protectionsIn>;
  readonly #olderProtections: ReturnType<typeof olderProtectionsIn>;

  constructor(trace: Trace, crypto: CryptoProvider) {
    this.#crypto = crypto;
    this.#protections = protectionsIn(trace, crypto);
    this.#olderProtections = olderProtectionsIn(trace, crypto);
    for (const { id, bytes } of trace.secrets) this.#bytes.set(id, bytes);
    for (const event of trace.events) {
      if (event.kind !== "tls.secret") continue;
      const key = hex(event.clientRandom);
      const labels = this.#byRandom.get(key) ?? new Map<string, Reported[]>();
      this.#byRandom.set(key, labels);
      const reported = labels.get(event.label) ?? [];
      labels.set(event.label, reported);
      const { secret, cipherSuite } = event;
      const twice = reported.some((one) =>
        one.secret === secret && one.cipherSuite === cipherSuite
      );
      if (!twice) reported.push({ secret, cipherSuite });
    }
  }

  /** TLS 1.3: the key for a label of the connection with that ClientHello random, if there is one. */
  opener(clientRandom: Bytes, label: string): Opener | undefined {
    const suites = this.#reported(clientRandom, label).flatMap(({ secret, cipherSuite }) => {
      const suite = suiteNamed(cipherSuite);
      return suite === undefined ? [] : [{ secret, suite }];
    });
    return openerOf(
      this.#protections.flatMap((protect) =>
        suites.map(({ secret, suite }): Way => {
          const protection = protect(this.#crypto, suite, this.#keys(secret, suite));
          return { secret, open: (sequence, { bytes }) => protection.open(sequence, bytes) };
        })
      ),
    );
  }

  /** TLS 1.2 and older: what one end writes behind ChangeCipherSpec. */
  olderOpener(wanted: OlderKeys): Opener | undefined {
    const { writer, version, suite, clientRandom, serverRandom, encryptThenMac } = wanted;
    const dialect = dialectOf(version);
    if (dialect === undefined) return undefined;
    const randoms = { client: clientRandom, server: serverRandom };
    const reported = this.#reported(clientRandom, "CLIENT_RANDOM").map((one) => ({
      ...one,
      suite: olderSuite(one.cipherSuite) ?? olderSuite(suite),
    }));
    const crypto = this.#crypto;
    return openerOf(
      [dialect.protectRecords, ...this.#olderProtections].flatMap((protect) =>
        reported.flatMap(({ secret, suite }): Way[] => {
          if (suite === undefined) return [];
          const kit = { crypto, hash: suite.hash };
          const mainSecret = this.#bytes.get(secret)!;
          const keys = directionKeys({ dialect, suite, kit, randoms }, mainSecret)[writer];
          const context = { crypto, suite, version, keys, encryptThenMac, random: UNUSED };
          const protection = protect(context);
          return [{
            secret,
            open(sequence, record) {
              const content = protection.open(sequence, record);
              return content instanceof Fault ? undefined : content;
            },
          }];
        })
      ),
    );
  }

  #reported(clientRandom: Bytes, label: string): readonly Reported[] {
    const reported = this.#byRandom.get(hex(clientRandom))?.get(label) ?? [];
    return reported.filter(({ secret }) => this.#bytes.has(secret));
  }

  #keys(secret: SecretId, suite: Suite) {
    const kdf: Kdf = { crypto: this.#crypto, hash: suite.hash, length: suite.hashLength };
    return trafficKeys(kdf, suite, this.#bytes.get(secret)!);
  }
}

/** Tries one way after the other; the secret that has opened one record is tried first on the next. */
function openerOf(ways: readonly Way[]): Opener | undefined {
  if (ways.length === 0) return undefined;
  let order = ways;
  return {
    open(sequence, record) {
      for (const { secret, open } of order) {
        const inner = open(sequence, record);
        if (inner === undefined) continue;
        if (order === ways) order = ways.toSorted((a, b) => rank(a, secret) - rank(b, secret));
        return { secret, inner };
      }
      return undefined;
    },
  };
}

function rank(way: Way, first: SecretId): number {
  return way.secret === first ? 0 : 1;
}

/** Whoever only opens records draws no IVs. */
const UNUSED = seededRandom(0, "views");
