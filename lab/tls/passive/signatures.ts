import { type Bytes, concat, decode } from "../../bytes/mod.ts";
import type { CryptoProvider, HashName, PublicKey } from "../../crypto/mod.ts";
import { OIDS, parseCertificate, publicKeyOf } from "../../pki/mod.ts";
import {
  Certificate,
  Certificate12,
  CertificateVerify,
  CompressedCertificate,
  DigitallySigned10,
  DigitallySigned12,
  keyExchangeOf,
  ServerDhParams,
  ServerEcdhParams,
  ServerRsaParams,
  SignatureScheme,
} from "../../wire/mod.ts";
import { Fault } from "../fault.ts";
import { HANDSHAKE_SCHEMES, type Scheme, SCHEMES_12 } from "../suites.ts";
import type { Dialect } from "../tls12/dialect.ts";
import { type SplitParams, splitParams } from "../tls12/key_exchange/split_params.ts";
import { signedParams } from "../tls12/prove.ts";
import { unpacked } from "../tls13/compressed_certificate.ts";
import type { SeenOlder } from "./keys.ts";

const pssOnly = (hash: HashName, saltLength: number): Scheme => ({
  algorithm: { type: "rsa-pss", hash, saltLength },
  fits: (key) => key.type === "rsa",
});

/** Schemes for keys that are good for RSASSA-PSS alone; the engine has none of these. */
const PSS_KEY_SCHEMES: ReadonlyMap<number, Scheme> = new Map([
  [SignatureScheme.rsa_pss_pss_sha256, pssOnly("SHA-256", 32)],
  [SignatureScheme.rsa_pss_pss_sha384, pssOnly("SHA-384", 48)],
  [SignatureScheme.rsa_pss_pss_sha512, pssOnly("SHA-512", 64)],
]);

/** What became of a signature: `valid`, `not valid`, or why that cannot be said. */
export type Judgement = string;

/** Who somebody claims to be. */
export interface ShownCertificate {
  /** Which request it answers (RFC 9846 §4.5.1 [8446 §4.4.2]). */
  readonly context: Bytes;
  /** Absent if the list is empty, or the key is of a kind that the lab does not have. */
  readonly key: PublicKey | undefined;
}

/** Reads a Certificate or CompressedCertificate of TLS 1.3; `undefined` if it does not decode. */
export function shownCertificate(
  name: "certificate" | "compressed_certificate",
  body: Bytes,
): ShownCertificate | undefined {
  const message = name === "certificate" ? plainCertificate(body) : packedCertificate(body);
  return message && {
    context: message.certificateRequestContext,
    key: keyIn(message.certificateList[0]?.certData),
  };
}

function plainCertificate(body: Bytes): Certificate | undefined {
  const message = decode(Certificate, body);
  return message.ok ? message.value : undefined;
}

function packedCertificate(raw: Bytes): Certificate | undefined {
  const message = decode(CompressedCertificate, raw);
  if (!message.ok) return undefined;
  const certificate = unpacked({ name: "compressed_certificate", body: message.value, raw });
  return certificate instanceof Fault ? undefined : certificate.body;
}

/** The key in the first certificate of a Certificate message's body in TLS 1.2 and older. */
export function leafKey12(body: Bytes): PublicKey | undefined {
  const message = decode(Certificate12, body);
  return message.ok ? keyIn(message.value.certificateList[0]) : undefined;
}

function keyIn(der: Bytes | undefined): PublicKey | undefined {
  const parsed = der && parseCertificate(der);
  if (!parsed?.ok) return undefined;
  const { publicKey, subjectPublicKeyInfo } = parsed.value;
  if (subjectPublicKeyInfo.algorithm.algorithm !== OIDS["id-RSASSA-PSS"]) return publicKey;
  // A key that is for RSASSA-PSS alone is spelt like every other RSA key (RFC 4055).
  const algorithm = { algorithm: OIDS.rsaEncryption, parameters: undefined };
  return publicKeyOf({ ...subjectPublicKeyInfo, algorithm });
}

/** Judges a CertificateVerify of TLS 1.3 (RFC 9846 §4.5.2 [8446 §4.4.3]). */
export function judgeCertificateVerify(
  crypto: CryptoProvider,
  key: PublicKey | undefined,
  body: Bytes,
  content: Bytes,
): Judgement {
  const read = decode(CertificateVerify, body);
  if (!read.ok) return read.error;
  const { algorithm, signature } = read.value;
  return judge(crypto, key, HANDSHAKE_SCHEMES, algorithm, content, signature);
}

/** Judges a `digitally-signed` element of TLS 1.2 or older (RFC 5246 §4.7). */
export function judgeSigned12(
  crypto: CryptoProvider,
  key: PublicKey | undefined,
  element: Bytes,
  content: Bytes,
  { impliedScheme }: Dialect,
): Judgement {
  if (impliedScheme === undefined) {
    const read = decode(DigitallySigned12, element);
    if (!read.ok) return read.error;
    const { algorithm, signature } = read.value;
    return judge(crypto, key, SCHEMES_12, algorithm, content, signature);
  }
  const read = decode(DigitallySigned10, element);
  if (!read.ok) return read.error;
  const scheme = key && impliedScheme(key);
  if (key === undefined || scheme === undefined) return "no key that can sign";
  return verdict(crypto.verify(scheme.algorithm, key, content, read.value.signature));
}

function judge(
  crypto: CryptoProvider,
  key: PublicKey | undefined,
  schemes: ReadonlyMap<number, Scheme>,
  value: number,
  content: Bytes,
  signature: Bytes,
): Judgement {
  const scheme = schemes.get(value) ?? PSS_KEY_SCHEMES.get(value);
  const name = SignatureScheme.label(value);
  if (key === undefined) return `no key for a signature with ${name}`;
  if (scheme === undefined) return `signed with ${name}, which the lab does not have`;
  if (!scheme.fits(key)) return `signed with ${name}, which does not fit the key`;
  return verdict(crypto.verify(scheme.algorithm, key, content, signature));
}

function verdict(ok: boolean): Judgement {
  return ok ? "valid" : "not valid";
}

/**
 * Judges the signature of a ServerKeyExchange (RFC 5246 §7.4.3).
 *
 * @returns `undefined` where the key exchange signs nothing
 */
export function judgeServerKeyExchange(
  body: Bytes,
  { dialect, suite, kit, randoms, serverKey }: SeenOlder,
): Judgement | undefined {
  const name = keyExchangeOf(suite.value) ?? "";
  if (suite.certificate === "none" || name.endsWith("PSK")) return undefined;
  const split: SplitParams<unknown> | { readonly detail: string } = name.startsWith("ECDHE")
    ? splitParams(ServerEcdhParams, body)
    : name.startsWith("RSA")
    ? splitParams(ServerRsaParams, body)
    : splitParams(ServerDhParams, body);
  if ("detail" in split) return split.detail;
  const content = concat(signedParams(randoms, split.params));
  return judgeSigned12(kit.crypto, serverKey, split.rest, content, dialect);
}
