import { type Bytes, concat, utf8 } from "../../bytes/mod.ts";
import type { CryptoProvider, HashState } from "../../crypto/mod.ts";
import { md5, MD5_LENGTH } from "../ciphers/md5.ts";
import type { ExportableKeys, HandshakeDigests, WriteKeys } from "./types.ts";

/** Length of a master secret in bytes. */
const MASTER_SECRET_LENGTH = 48;

/** Randoms of both sides, 32 bytes each. */
export interface Randoms {
  readonly clientRandom: Bytes;
  readonly serverRandom: Bytes;
}

/** The master secret of a premaster secret (RFC 6101 §6.1), 48 bytes. */
export function ssl3MasterSecret(
  provider: CryptoProvider,
  premasterSecret: Bytes,
  { clientRandom, serverRandom }: Randoms,
): Bytes {
  const seed = concat(clientRandom, serverRandom);
  return expand(provider, premasterSecret, seed, MASTER_SECRET_LENGTH);
}

/** The key block (RFC 6101 §6.2.2); the randoms stand the other way round here. */
export function ssl3KeyBlock(
  provider: CryptoProvider,
  masterSecret: Bytes,
  { clientRandom, serverRandom }: Randoms,
  length: number,
): Bytes {
  return expand(provider, masterSecret, concat(serverRandom, clientRandom), length);
}

/** `MD5(secret || SHA("A" || secret || seed)) || MD5(secret || SHA("BB" || …)) || …` */
function expand(provider: CryptoProvider, secret: Bytes, seed: Bytes, length: number): Bytes {
  if (length > 26 * MD5_LENGTH) {
    throw new RangeError(`Cannot make ${length} bytes: SSL 3.0 ends at the letter Z`);
  }
  const { digest } = provider.hash("SHA-1");
  const output = new Uint8Array(length);
  for (let at = 0, i = 1; at < length; at += MD5_LENGTH, i++) {
    const salt = utf8(String.fromCharCode(0x40 + i).repeat(i));
    const block = md5(concat(secret, digest(concat(salt, secret, seed))));
    output.set(block.subarray(0, length - at), at);
  }
  return output;
}

/** A hash of SSL 3.0 and how often its padding bytes are repeated (RFC 6101 §5.2.3.1). */
interface PaddedHash {
  readonly digest: (data: Bytes) => Bytes;
  readonly inner: Bytes;
  readonly outer: Bytes;
}

function paddedHash(provider: CryptoProvider, name: Ssl3MacName): PaddedHash {
  const digest = name === "MD5" ? md5 : provider.hash("SHA-1").digest;
  const repeats = name === "MD5" ? 48 : 40;
  return {
    digest,
    inner: new Uint8Array(repeats).fill(0x36),
    outer: new Uint8Array(repeats).fill(0x5c),
  };
}

/** A MAC of SSL 3.0: what HMAC was before it was HMAC, with pads beside the key. */
export type Ssl3MacName = "MD5" | "SHA-1";

/** What is protected by a MAC. The version of the record is not part of it, as it is in TLS. */
export interface Ssl3Record {
  readonly sequenceNumber: bigint;
  readonly type: number;
  readonly fragment: Bytes;
}

/** The MAC of a record (RFC 6101 §5.2.3.1): 16 bytes with MD5, 20 with SHA-1. */
export function ssl3Mac(
  provider: CryptoProvider,
  name: Ssl3MacName,
  secret: Bytes,
  { sequenceNumber, type, fragment }: Ssl3Record,
): Bytes {
  const { digest, inner, outer } = paddedHash(provider, name);
  const head = new DataView(new ArrayBuffer(11));
  head.setBigUint64(0, sequenceNumber);
  head.setUint8(8, type);
  head.setUint16(9, fragment.length);
  const hashed = digest(concat(secret, inner, new Uint8Array(head.buffer), fragment));
  return digest(concat(secret, outer, hashed));
}

/** Hashes of the handshake messages so far, which go on afterwards. */
export interface HandshakeHashes {
  readonly md5: HashState;
  readonly sha1: HashState;
}

/** Who sends a Finished message, as four letters (RFC 6101 §5.6.9). */
const SENDERS = { client: utf8("CLNT"), server: utf8("SRVR") } as const;

/** The content of a Finished message (RFC 6101 §5.6.9): MD5 and SHA-1, 36 bytes. */
export function ssl3Finished(
  provider: CryptoProvider,
  masterSecret: Bytes,
  sender: "client" | "server",
  hashes: HandshakeHashes,
): Bytes {
  const { md5, sha1 } = handshakeDigests(provider, masterSecret, SENDERS[sender], hashes);
  return concat(md5, sha1);
}

/** What a CertificateVerify signs (RFC 6101 §5.6.8). */
export function ssl3CertificateVerify(
  provider: CryptoProvider,
  masterSecret: Bytes,
  hashes: HandshakeHashes,
): HandshakeDigests {
  return handshakeDigests(provider, masterSecret, new Uint8Array(0), hashes);
}

function handshakeDigests(
  provider: CryptoProvider,
  masterSecret: Bytes,
  sender: Bytes,
  hashes: HandshakeHashes,
): HandshakeDigests {
  const digestOf = (name: Ssl3MacName, state: HashState) => {
    const { digest, inner, outer } = paddedHash(provider, name);
    const hashed = state.copy().update(concat(sender, masterSecret, inner)).digest();
    return digest(concat(masterSecret, outer, hashed));
  };
  return { md5: digestOf("MD5", hashes.md5), sha1: digestOf("SHA-1", hashes.sha1) };
}

/** The keys of an exportable suite (RFC 6101 §6.2.2): MD5 of what is secret and what is not. */
export function ssl3ExportKeys(keys: ExportableKeys): WriteKeys {
  const { clientWriteKey, serverWriteKey, clientRandom, serverRandom, keyLength, ivLength } = keys;
  if (keyLength > MD5_LENGTH || ivLength > MD5_LENGTH) {
    throw new RangeError(`Cannot make keys of ${keyLength} and ${ivLength} bytes from one digest`);
  }
  return {
    clientWriteKey: md5(concat(clientWriteKey, clientRandom, serverRandom)).slice(0, keyLength),
    serverWriteKey: md5(concat(serverWriteKey, serverRandom, clientRandom)).slice(0, keyLength),
    clientWriteIv: md5(concat(clientRandom, serverRandom)).slice(0, ivLength),
    serverWriteIv: md5(concat(serverRandom, clientRandom)).slice(0, ivLength),
  };
}
