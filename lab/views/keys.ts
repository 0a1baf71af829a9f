import { type Bytes, hex } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import { FLAWS } from "../flaws/mod.ts";
import {
  clientConfig,
  IV_LENGTH,
  type Kdf,
  type ProtectionFactory,
  type RecordProtection,
  type Suite,
  TLS13_SUITES,
  trafficKeys,
} from "../tls/mod.ts";
import type { SecretId, Trace } from "../trace/mod.ts";

/** A key that a run derived, ready to open records. */
export interface Opener {
  readonly secret: SecretId;
  /** What was sealed in a record; `undefined` if not with this key and number. */
  readonly open: RecordProtection["open"];
}

/** All keys of a trace, as a key log would have them: by ClientHello random and label. */
export class KeyRing {
  readonly #byRandom = new Map<string, Map<string, { secret: SecretId; suite: Suite }>>();
  readonly #bytes = new Map<SecretId, Bytes>();
  readonly #crypto: CryptoProvider;
  readonly #protections: readonly ProtectionFactory[];

  constructor(trace: Trace, crypto: CryptoProvider) {
    this.#crypto = crypto;
    this.#protections = protectionsIn(trace, crypto);
    for (const { id, bytes } of trace.secrets) this.#bytes.set(id, bytes);
    for (const event of trace.events) {
      if (event.kind !== "tls.secret") continue;
      const suite = TLS13_SUITES.find(({ name }) => name === event.cipherSuite);
      if (suite === undefined) continue;
      const key = hex(event.clientRandom);
      const labels = this.#byRandom.get(key) ?? new Map();
      this.#byRandom.set(key, labels);
      labels.set(event.label, { secret: event.secret, suite });
    }
  }

  /** The key for a label of the connection with that ClientHello random, if anybody derived it. */
  opener(clientRandom: Bytes, label: string): Opener | undefined {
    const found = this.#byRandom.get(hex(clientRandom))?.get(label);
    const bytes = found && this.#bytes.get(found.secret);
    if (found === undefined || bytes === undefined) return undefined;
    const { suite, secret } = found;
    const kdf: Kdf = { crypto: this.#crypto, hash: suite.hash, length: suite.hashLength };
    const keys = trafficKeys(kdf, suite, bytes);
    const ways = this.#protections.map((protect) => protect(this.#crypto, suite, keys));
    return {
      secret,
      open(sequence, record) {
        for (const way of ways) {
          const inner = way.open(sequence, record);
          if (inner !== undefined) return inner;
        }
        return undefined;
      },
    };
  }
}

/**
 * How records were protected in this run: as the standard says, or as the flaws of one party have
 * it. What cannot refuse a record comes last, or it would make nonsense of honest ones.
 */
function protectionsIn(trace: Trace, crypto: CryptoProvider): readonly ProtectionFactory[] {
  const honest = clientConfig({ crypto });
  const nodes = new Set(trace.flaws.map(({ node }) => node));
  const flawed = [...nodes].map((node) => {
    const inForce = new Set(trace.flaws.filter((one) => one.node === node).map(({ id }) => id));
    return FLAWS.filter(({ id }) => inForce.has(id))
      .reduce((config, flaw) => flaw.apply(config), honest).seams.protectRecords;
  });
  const all = [...new Set([honest.seams.protectRecords, ...flawed])];
  const refuses = (factory: ProtectionFactory) => factory(crypto, SUITE, NO_KEYS).open(0, NONSENSE);
  return all.toSorted((a, b) =>
    Number(refuses(a) !== undefined) - Number(refuses(b) !== undefined)
  );
}

const SUITE = TLS13_SUITES[0]!;
const NO_KEYS = { key: new Uint8Array(SUITE.keyLength), iv: new Uint8Array(IV_LENGTH) };
/** A record that no key has sealed. */
const NONSENSE = new Uint8Array(64);
