import type { Bytes } from "../../bytes/mod.ts";
import {
  AEAD_KEY_LENGTH,
  AEAD_TAG_LENGTH,
  type AeadName,
  type CbcKey,
  type CryptoProvider,
  type HashName,
} from "../../crypto/mod.ts";
import { CipherSuite } from "../../wire/mod.ts";
import type { ProtectionFactory12 } from "../record/protection12.ts";
import { DHE } from "./key_exchange/dhe.ts";
import { ECDHE } from "./key_exchange/ecdhe.ts";
import type { KeyExchange12 } from "./key_exchange/key_exchange.ts";
import { RSA } from "./key_exchange/rsa.ts";

/** An AEAD with the shape of its nonce. */
export interface AeadCipher {
  readonly kind: "aead";
  readonly aead: AeadName;
  readonly keyLength: number;
  /** Bytes of the nonce that come from the key block. */
  readonly ivLength: number;
  /** Bytes of the nonce that travel with each record. */
  readonly recordIvLength: number;
  readonly tagLength: number;
  readonly macLength: 0;
  readonly exportKeyLength?: undefined;
}

/** A block cipher in CBC mode with an HMAC. */
export interface CbcCipher {
  readonly kind: "cbc";
  readonly name: string;
  readonly keyLength: number;
  /** Length of an IV; the first one comes from the key block until TLS 1.0. */
  readonly ivLength: number;
  readonly blockLength: number;
  readonly macHash: HashName;
  readonly macLength: number;
  /** Length of the key that is made of a short one, in a suite for export. */
  readonly exportKeyLength?: number;
  makeKey(crypto: CryptoProvider, key: Bytes): CbcKey;
}

/** Anything else, which brings its own way of protecting records. */
export interface OtherCipher {
  readonly kind: "other";
  readonly name: string;
  readonly keyLength: number;
  readonly ivLength: number;
  readonly macLength: number;
  /** Length of the key that is made of a short one, in a suite for export. */
  readonly exportKeyLength?: number;
  readonly protect: ProtectionFactory12;
}

/** How a suite protects records. */
export type Cipher12 = AeadCipher | CbcCipher | OtherCipher;

/** What a cipher suite of TLS 1.2 or older fixes (RFC 5246 §A.5). */
export interface Suite12 {
  /** `CipherSuite` value. */
  readonly value: number;
  readonly name: string;
  readonly keyExchange: KeyExchange12;
  /** The kind of key in the server's certificate; `none` where there is no certificate. */
  readonly certificate: "RSA" | "ECDSA" | "ECDH" | "none";
  readonly cipher: Cipher12;
  /** The hash of the PRF in TLS 1.2. */
  readonly hash: HashName;
}

/** GCM, and CCM, which has the same nonces (RFC 5288 §3, RFC 6655 §3). */
const aead = (name: AeadName): AeadCipher => ({
  kind: "aead",
  aead: name,
  keyLength: AEAD_KEY_LENGTH[name],
  ivLength: 4,
  recordIvLength: 8,
  tagLength: AEAD_TAG_LENGTH[name],
  macLength: 0,
});

const CHACHA: AeadCipher = {
  kind: "aead",
  aead: "ChaCha20-Poly1305",
  keyLength: 32,
  ivLength: 12,
  recordIvLength: 0,
  tagLength: 16,
  macLength: 0,
};

const aesCbc = (bits: 128 | 256, macHash: HashName, macLength: number): CbcCipher => ({
  kind: "cbc",
  name: `AES-${bits}-CBC`,
  keyLength: bits / 8,
  ivLength: 16,
  blockLength: 16,
  macHash,
  macLength,
  makeKey: (crypto, key) => crypto.cbc(`AES-${bits}-CBC`, key),
});

/** Ciphers as they stand in the names of suites, each with the hash of the PRF of TLS 1.2. */
export const CIPHERS_12 = {
  AES_128_GCM_SHA256: [aead("AES-128-GCM"), "SHA-256"],
  AES_256_GCM_SHA384: [aead("AES-256-GCM"), "SHA-384"],
  CHACHA20_POLY1305_SHA256: [CHACHA, "SHA-256"],
  AES_128_CCM: [aead("AES-128-CCM"), "SHA-256"],
  AES_128_CCM_8: [aead("AES-128-CCM-8"), "SHA-256"],
  AES_128_CBC_SHA: [aesCbc(128, "SHA-1", 20), "SHA-256"],
  AES_256_CBC_SHA: [aesCbc(256, "SHA-1", 20), "SHA-256"],
  AES_128_CBC_SHA256: [aesCbc(128, "SHA-256", 32), "SHA-256"],
  AES_256_CBC_SHA256: [aesCbc(256, "SHA-256", 32), "SHA-256"],
  AES_256_CBC_SHA384: [aesCbc(256, "SHA-384", 48), "SHA-384"],
} as const satisfies Record<string, readonly [AeadCipher | CbcCipher, HashName]>;

/** Key exchanges as they stand in the names of suites, each with the kind of certificate. */
export const KEY_EXCHANGES_12 = {
  ECDHE_ECDSA: [ECDHE, "ECDSA"],
  ECDHE_RSA: [ECDHE, "RSA"],
  DHE_RSA: [DHE, "RSA"],
  RSA: [RSA, "RSA"],
} as const satisfies Record<string, readonly [KeyExchange12, Suite12["certificate"]]>;

/** A suite by its name, `TLS_<key exchange>_WITH_<cipher>`, from parts that are given. */
export function suiteByName(
  name: string,
  keyExchanges: Readonly<Record<string, readonly [KeyExchange12, Suite12["certificate"]]>>,
  ciphers: Readonly<Record<string, readonly [Suite12["cipher"], HashName]>>,
): Suite12 {
  const [, exchange = "", bulk = ""] = /^TLS_(.+)_WITH_(.+)$/.exec(name) ?? [];
  const value = CipherSuite.entries.find(([known]) => known === name)?.[1];
  const parts = [keyExchanges[exchange], ciphers[bulk]] as const;
  if (value === undefined || parts[0] === undefined || parts[1] === undefined) {
    throw new Error(`Cannot make suite "${name}": it is not registered, or a part is missing`);
  }
  const [[keyExchange, certificate], [cipher, hash]] = parts as [
    readonly [KeyExchange12, Suite12["certificate"]],
    readonly [Suite12["cipher"], HashName],
  ];
  return { value, name, keyExchange, certificate, cipher, hash };
}

/** The suites of TLS 1.2 that the engine speaks, in its order of preference. */
export const TLS12_SUITES: readonly Suite12[] = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
  "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
  "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
  "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
  "TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
  "TLS_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_RSA_WITH_AES_128_CBC_SHA256",
  "TLS_RSA_WITH_AES_256_CBC_SHA256",
  "TLS_RSA_WITH_AES_128_CBC_SHA",
  "TLS_RSA_WITH_AES_256_CBC_SHA",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CCM",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8",
  "TLS_DHE_RSA_WITH_AES_128_CCM",
  "TLS_DHE_RSA_WITH_AES_128_CCM_8",
  "TLS_RSA_WITH_AES_128_CCM",
  "TLS_RSA_WITH_AES_128_CCM_8",
].map((name) => suiteByName(name, KEY_EXCHANGES_12, CIPHERS_12));

/**
 * What is offered and taken unless a configuration says otherwise: forward secrecy and an AEAD. CCM
 * is for small devices (RFC 6655, RFC 7251), and has to be named.
 */
export const MODERN_TLS12_SUITES: readonly number[] = TLS12_SUITES
  .filter(({ keyExchange, cipher }) =>
    keyExchange.forwardSecret && cipher.kind === "aead" && !cipher.aead.includes("CCM")
  )
  .map(({ value }) => value);
