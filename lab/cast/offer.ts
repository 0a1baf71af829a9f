/** What people can be told to offer, by names: the lists of the engine for whoever tells stories. */
import {
  rsaFixture,
  type RsaFixtureName,
  rsaKeyFromPrimes,
  type RsaPrivateKey,
} from "../crypto/mod.ts";
import {
  AGREEMENTS,
  type CommonConfig,
  GROUPS,
  MODERN_TLS12_SUITES,
  type Suite12,
  suiteNamed,
  TLS12_SUITES,
  TLS13_SUITES,
} from "../tls/mod.ts";
import { NamedGroup, ProtocolVersion, PskKeyExchangeMode } from "../wire/mod.ts";

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

/** The suites of TLS 1.2 that the engine has, in its order of preference. */
export const OLDER_SUITES_OFFERED: readonly (Offered & {
  /** Whether it is offered unless somebody says otherwise. */
  readonly modern: boolean;
})[] = TLS12_SUITES.map((suite) => ({
  name: suite.name,
  made: `${suite.keyExchange.name} and ${cipherName(suite)}, in TLS 1.2`,
  modern: MODERN_TLS12_SUITES.includes(suite.value),
}));

function cipherName({ cipher }: Suite12): string {
  switch (cipher.kind) {
    case "aead":
      return cipher.aead;
    case "cbc":
      return `${cipher.name} with HMAC-${cipher.macHash}`;
    case "other":
      return cipher.name;
  }
}

/** The groups of the engine, in its order of preference. */
export const GROUPS_OFFERED: readonly Offered[] = [...GROUPS]
  .map(([value, made]) => ({ name: NamedGroup.label(value), made }));

/**
 * The part of a configuration that offers these and no others, the preferred first. Besides what is
 * offered unless told otherwise, it takes the suites for small devices, the finite groups and
 * X25519MLKEM768; the latter needs a provider that has it.
 *
 * @throws {RangeError} on a name that the engine does not have
 */
export function offering(
  suites: readonly string[],
  groups: readonly string[],
): Pick<CommonConfig, "cipherSuites" | "groups"> {
  return {
    cipherSuites: suites.map((name) => suiteNamed(name)?.value ?? unknown("cipher suite", name)),
    groups: groups.map((name) =>
      [...AGREEMENTS.keys()].find((value) => NamedGroup.label(value) === name) ??
        unknown("group", name)
    ),
  };
}

/**
 * The part of a configuration that speaks these versions and offers these suites and groups, the
 * preferred first. Suites of versions that are not spoken are left out, unless there are no others.
 *
 * @param versions `TLS 1.3`, `TLS 1.2`
 * @throws {RangeError} on a name that the engine does not have
 */
export function offeringIn(
  versions: readonly string[],
  suites: readonly string[],
  groups: readonly string[],
): Pick<CommonConfig, "versions" | "cipherSuites" | "groups"> {
  const older = (name: string) => TLS12_SUITES.some((suite) => suite.name === name);
  const newer = offering(suites.filter((name) => !older(name)), groups);
  const both = { "TLS 1.3": newer, "TLS 1.2": speakingTls12(...suites.filter(older)) };
  const spoken = versions.map((name) =>
    name === "TLS 1.3" || name === "TLS 1.2" ? name : unknown("version", name)
  );
  const fitting = spoken.flatMap((name) => both[name].cipherSuites);
  // A hello names at least one suite, be it in vain.
  const all = [...newer.cipherSuites, ...both["TLS 1.2"].cipherSuites];
  return {
    versions: spoken.map((name) => ProtocolVersion[name]),
    cipherSuites: fitting.length > 0 ? fitting : all,
    groups: newer.groups,
  };
}

/**
 * The part of a configuration that speaks TLS 1.2 and nothing newer, with these suites and no
 * others, the preferred first.
 *
 * @throws {RangeError} on a name that the engine does not have
 */
export function speakingTls12(
  ...suites: readonly string[]
): Pick<CommonConfig, "versions" | "cipherSuites"> {
  return {
    versions: [ProtocolVersion["TLS 1.2"]],
    cipherSuites: suites.map((name) =>
      TLS12_SUITES.find((suite) => suite.name === name)?.value ?? unknown("cipher suite", name)
    ),
  };
}

/**
 * The part of a configuration that speaks these versions: the suites of TLS 1.3 for that, and for
 * TLS 1.2 the ones that are named.
 *
 * @param versions `TLS 1.3`, `TLS 1.2`
 * @throws {RangeError} on a name that the engine does not have
 */
export function speaking(
  versions: readonly ("TLS 1.3" | "TLS 1.2")[],
  tls12Suites: readonly string[] = [],
): Pick<CommonConfig, "versions" | "cipherSuites"> {
  const newest = versions.includes("TLS 1.3") ? TLS13_SUITES.map(({ value }) => value) : [];
  const older = versions.includes("TLS 1.2") ? speakingTls12(...tls12Suites).cipherSuites : [];
  return {
    versions: versions.map((name) => ProtocolVersion[name]),
    cipherSuites: [...newest, ...older],
  };
}

/**
 * The part of a configuration that goes on from sessions of TLS 1.3 in this way (RFC 9846 §4.3.9
 * [8446 §4.2.9]): with a fresh key agreement, or without one.
 */
export function resumingBy(mode: "psk_dhe_ke" | "psk_ke"): Pick<CommonConfig, "pskModes"> {
  return { pskModes: [PskKeyExchangeMode[mode]] };
}

function unknown(what: string, name: string): never {
  throw new RangeError(`Cannot offer ${what} "${name}": the engine does not have it`);
}

/**
 * An RSA key that everybody knows; to make one takes longer than a story.
 *
 * @param name which of them: of 2048 bits unless said
 * @param exponent the public one: 65537 unless said
 * @throws {RangeError} if the exponent does not fit the primes of that key
 */
export function knownRsaKey(
  name: RsaFixtureName = "rsa-2048-a",
  exponent?: bigint,
): RsaPrivateKey {
  const key = rsaFixture(name);
  return exponent === undefined ? key : rsaKeyFromPrimes(key.p, key.q, exponent);
}
