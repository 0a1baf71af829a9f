/** A log's signatures, made and checked (RFC 6962 §2.1.4, §3.2, §3.5). */
import { type Bytes, decode, encode } from "../../bytes/mod.ts";
import type {
  CryptoProvider,
  PrivateKey,
  PublicKey,
  RandomSource,
  SignatureAlgorithm,
} from "../../crypto/mod.ts";
import { subjectPublicKeyInfoOf } from "../x509/public_key.ts";
import {
  CERTIFICATE_TIMESTAMP,
  CertificateTimestamp,
  DigitallySigned,
  SignedCertificateTimestamp,
  type SignedEntry,
  type SignedTreeHead,
  TREE_HASH,
  TreeHeadSignature,
  V1,
} from "./structures.ts";

const NO_EXTENSIONS = new Uint8Array(0);
const ECDSA: SignatureAlgorithm = { type: "ecdsa", hash: "SHA-256" };
const RSA: SignatureAlgorithm = { type: "rsa-pkcs1", hash: "SHA-256" };
/** RFC 5246 §7.4.1.4.1. */
const SHA256 = 4;
const SIGNATURE_TYPES = { ec: 3, rsa: 1 } as const;

/** What a log signs with. */
export interface LogSigner {
  readonly provider: CryptoProvider;
  readonly random: RandomSource;
  /** P-256 or RSA (§2.1.4). */
  readonly key: PrivateKey;
}

/** The log's name: SHA-256 of its key (§3.2). */
export function logIdOf(provider: Pick<CryptoProvider, "hash">, key: PublicKey): Bytes {
  return provider.hash("SHA-256").digest(subjectPublicKeyInfoOf(key).der);
}

function digitallySigned({ provider, random, key }: LogSigner, octets: Bytes): Bytes {
  if (!mayBeALogs(key.publicKey)) {
    throw new TypeError("Cannot sign as a log: its key must be of P-256 or RSA");
  }
  const type = key.type === "rsa" ? "rsa" : "ec";
  const value = provider.sign(type === "rsa" ? RSA : ECDSA, key, octets, random);
  return encode(DigitallySigned, { hash: SHA256, signature: SIGNATURE_TYPES[type], value });
}

function mayBeALogs(key: PublicKey): boolean {
  return key.type === "rsa" || key.type === "ec" && key.curve === "P-256";
}

function isSigned(
  provider: CryptoProvider,
  key: PublicKey,
  octets: Bytes,
  { hash, signature, value }: Pick<
    SignedCertificateTimestamp["signature"],
    "hash" | "signature" | "value"
  >,
): boolean {
  if (!mayBeALogs(key) || hash !== SHA256 || key.type === "ed25519") return false;
  if (signature !== SIGNATURE_TYPES[key.type]) return false;
  return provider.verify(key.type === "rsa" ? RSA : ECDSA, key, octets, value);
}

/** Promises to publish an entry. @param timestamp milliseconds since 1970 */
export function signTimestamp(
  signer: LogSigner,
  entry: SignedEntry,
  timestamp: number,
): SignedCertificateTimestamp {
  const signed = { sctVersion: V1, timestamp, entry, extensions: NO_EXTENSIONS };
  const octets = encode(CertificateTimestamp, { ...signed, signatureType: CERTIFICATE_TIMESTAMP });
  const signature = decode(DigitallySigned, digitallySigned(signer, octets));
  if (!signature.ok) throw new Error(`Cannot read a signature just made: ${signature.error}`);
  return {
    sctVersion: V1,
    logId: logIdOf(signer.provider, signer.key.publicKey),
    timestamp,
    extensions: NO_EXTENSIONS,
    signature: signature.value,
  };
}

/** Whether the log with this key has promised to publish this entry. */
export function verifyTimestamp(
  provider: CryptoProvider,
  key: PublicKey,
  sct: SignedCertificateTimestamp,
  entry: SignedEntry,
): boolean {
  const { sctVersion, timestamp, extensions, signature } = sct;
  const signatureType = CERTIFICATE_TIMESTAMP;
  const signed = { sctVersion, signatureType, timestamp, entry, extensions };
  return isSigned(provider, key, encode(CertificateTimestamp, signed), signature);
}

/** Signs what the whole list is. @param timestamp milliseconds since 1970 */
export function signTreeHead(
  signer: LogSigner,
  head: Omit<SignedTreeHead, "signature">,
): SignedTreeHead {
  return { ...head, signature: digitallySigned(signer, treeHeadOctets(head)) };
}

/** Whether the log with this key has said that this is its list. */
export function verifyTreeHead(
  provider: CryptoProvider,
  key: PublicKey,
  head: SignedTreeHead,
): boolean {
  const signature = decode(DigitallySigned, head.signature);
  return signature.ok && isSigned(provider, key, treeHeadOctets(head), signature.value);
}

function treeHeadOctets({ treeSize, timestamp, rootHash }: Omit<SignedTreeHead, "signature">) {
  const fields = { version: V1, signatureType: TREE_HASH, timestamp, treeSize, rootHash };
  return encode(TreeHeadSignature, fields);
}
