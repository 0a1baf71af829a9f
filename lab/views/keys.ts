import { type Bytes, hex } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import { FLAWS } from "../flaws/mod.ts";
import {
  clientConfig,
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
  readonly protection: RecordProtection;
}

/** All keys of a trace, as a key log would have them: by ClientHello random and label. */
export class KeyRing {
  readonly #byRandom = new Map<string, Map<string, { secret: SecretId; suite: Suite }>>();
  readonly #bytes = new Map<SecretId, Bytes>();
  readonly #crypto: CryptoProvider;
  readonly #protect: ProtectionFactory;

  constructor(trace: Trace, crypto: CryptoProvider) {
    this.#crypto = crypto;
    this.#protect = protectionIn(trace, crypto);
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
    return { secret, protection: this.#protect(this.#crypto, suite, keys) };
  }
}

/** How records were protected in this run: as the standard says, or as a flaw has it. */
function protectionIn(trace: Trace, crypto: CryptoProvider): ProtectionFactory {
  const inForce = new Set(trace.flaws.map(({ id }) => id));
  return FLAWS.filter(({ id }) => inForce.has(id))
    .reduce((config, flaw) => flaw.apply(config), clientConfig({ crypto }))
    .seams.protectRecords;
}
