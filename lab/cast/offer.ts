/** What people can be told to offer, by names: the lists of the engine for whoever tells stories. */
import { rsaFixture } from "../crypto/mod.ts";
import type { KeyChoice } from "../pki/mod.ts";
import { type CommonConfig, GROUPS, TLS13_SUITES } from "../tls/mod.ts";
import { NamedGroup } from "../wire/mod.ts";

/** A name of the registries, with what it stands for. */
export interface Offered {
  /** IANA name: `TLS_AES_128_GCM_SHA256`, `x25519`. */
  readonly name: string;
  /** The primitives: `AES-128-GCM and SHA-256`, `X25519`. */
  readonly made: string;
}

/** The cipher suites of the engine, in its order of preference. */
export const SUITES_OFFERED: readonly Offered[] = TLS13_SUITES
  .map(({ name, aead, hash }) => ({ name, made: `${aead} and ${hash}` }));

/** The groups of the engine, in its order of preference. */
export const GROUPS_OFFERED: readonly Offered[] = [...GROUPS]
  .map(([value, made]) => ({ name: NamedGroup.label(value), made }));

/**
 * The part of a configuration that offers these and no others, the preferred first.
 *
 * @throws {RangeError} on a name that the engine does not have
 */
export function offering(
  suites: readonly string[],
  groups: readonly string[],
): Pick<CommonConfig, "cipherSuites" | "groups"> {
  return {
    cipherSuites: suites.map((name) =>
      TLS13_SUITES.find((suite) => suite.name === name)?.value ?? unknown("cipher suite", name)
    ),
    groups: groups.map((name) =>
      [...GROUPS.keys()].find((value) => NamedGroup.label(value) === name) ?? unknown("group", name)
    ),
  };
}

function unknown(what: string, name: string): never {
  throw new RangeError(`Cannot offer ${what} "${name}": the engine does not have it`);
}

/** A 2048-bit RSA key that everybody knows; to make one takes longer than a story. */
export function knownRsaKey(): KeyChoice {
  return rsaFixture("rsa-2048-a");
}
