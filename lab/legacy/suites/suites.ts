import {
  CIPHERS_12,
  KEY_EXCHANGES_12,
  type KeyExchange12,
  type Suite12,
  suiteByName,
  TLS12_SUITES,
} from "../../tls/mod.ts";
import { CipherSuite, type CipherSuiteName } from "../../wire/mod.ts";
import { DH_ANON, ECDH_ANON } from "../exchange/anonymous.ts";
import { DH_ANON_EXPORT, DHE_EXPORT } from "../exchange/dhe_export.ts";
import { DHE_PSK, ECDHE_PSK, PSK } from "../exchange/psk.ts";
import { RSA_EXPORT } from "../exchange/rsa_export.ts";
import { STATIC_ECDH } from "../exchange/static_ecdh.ts";
import { LEGACY_CIPHERS } from "./ciphers.ts";

/** Key exchanges as they stand in the names of suites, each with the kind of certificate. */
export const LEGACY_KEY_EXCHANGES = {
  RSA_EXPORT: [RSA_EXPORT, "RSA"],
  DHE_RSA_EXPORT: [DHE_EXPORT, "RSA"],
  DH_anon: [DH_ANON, "none"],
  DH_anon_EXPORT: [DH_ANON_EXPORT, "none"],
  ECDH_anon: [ECDH_ANON, "none"],
  ECDH_ECDSA: [STATIC_ECDH, "ECDH"],
  ECDH_RSA: [STATIC_ECDH, "ECDH"],
  PSK: [PSK, "none"],
  DHE_PSK: [DHE_PSK, "none"],
  PSK_DHE: [DHE_PSK, "none"], // two suites are registered with the words the wrong way round
  ECDHE_PSK: [ECDHE_PSK, "none"],
} as const satisfies Record<string, readonly [KeyExchange12, Suite12["certificate"]]>;

const EXCHANGES: Parameters<typeof suiteByName>[1] = {
  ...KEY_EXCHANGES_12,
  ...LEGACY_KEY_EXCHANGES,
};
const CIPHERS: Parameters<typeof suiteByName>[2] = { ...CIPHERS_12, ...LEGACY_CIPHERS };

/** Whether a suite is one the engine does not know by itself, with parts that are all here. */
function isLegacy(name: string): boolean {
  const [, exchange = "", cipher = ""] = /^TLS_(.+)_WITH_(.+)$/.exec(name) ?? [];
  return Object.hasOwn(EXCHANGES, exchange) && Object.hasOwn(CIPHERS, cipher) &&
    !TLS12_SUITES.some((suite) => suite.name === name);
}

/** Every suite that somebody has to hand in before it is spoken, by number. */
export const LEGACY_SUITES: readonly Suite12[] = CipherSuite.entries
  .map(([name]) => name)
  .filter(isLegacy)
  .map((name) => suiteByName(name, EXCHANGES, CIPHERS));

/**
 * A suite by its name, legacy or not; with another key exchange than its own, if one is given: a
 * group that is too short, or a client that takes what it should not.
 *
 * @throws {RangeError} if no such suite is known
 */
export function legacySuite(name: CipherSuiteName, keyExchange?: KeyExchange12): Suite12 {
  const suite = [...LEGACY_SUITES, ...TLS12_SUITES].find((known) => known.name === name);
  if (suite === undefined) throw new RangeError(`Cannot find the suite ${name}`);
  return keyExchange === undefined ? suite : { ...suite, keyExchange };
}
