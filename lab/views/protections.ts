import type { CryptoProvider } from "../crypto/mod.ts";
import { FLAWS } from "../flaws/mod.ts";
import {
  type ClientConfig,
  clientConfig,
  IV_LENGTH,
  type ProtectionFactory,
  type ProtectionFactory12,
  TLS13_SUITES,
} from "../tls/mod.ts";
import type { Trace } from "../trace/mod.ts";

/**
 * How records were protected in this run: as the standard says, or as the flaws of one party have
 * it. What cannot refuse a record comes last, or it would make nonsense of honest ones.
 */
export function protectionsIn(trace: Trace, crypto: CryptoProvider): readonly ProtectionFactory[] {
  const configs = [clientConfig({ crypto }), ...flawedConfigs(trace, crypto)];
  const all = [...new Set(configs.map(({ seams }) => seams.protectRecords))];
  const refuses = (factory: ProtectionFactory) => factory(crypto, SUITE, NO_KEYS).open(0, NONSENSE);
  return all.toSorted((a, b) =>
    Number(refuses(a) !== undefined) - Number(refuses(b) !== undefined)
  );
}

/** The same for TLS 1.2 and older: only what flaws have put in place of a version's own way. */
export function olderProtectionsIn(
  trace: Trace,
  crypto: CryptoProvider,
): readonly ProtectionFactory12[] {
  const found = flawedConfigs(trace, crypto).map(({ seams }) => seams.protectOlderRecords);
  return [...new Set(found)].filter((factory) => factory !== undefined);
}

/** A configuration for each party with flaws, with all its flaws built in. */
function flawedConfigs(trace: Trace, crypto: CryptoProvider): readonly ClientConfig[] {
  const honest = clientConfig({ crypto });
  const nodes = new Set(trace.flaws.map(({ node }) => node));
  return [...nodes].map((node) => {
    const inForce = new Set(trace.flaws.filter((one) => one.node === node).map(({ id }) => id));
    return FLAWS.filter(({ id }) => inForce.has(id))
      .reduce((config, flaw) => flaw.apply(config), honest);
  });
}

const SUITE = TLS13_SUITES[0]!;
const NO_KEYS = { key: new Uint8Array(SUITE.keyLength), iv: new Uint8Array(IV_LENGTH) };
/** A record that no key has sealed. */
const NONSENSE = new Uint8Array(64);
