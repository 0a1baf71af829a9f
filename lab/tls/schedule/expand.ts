import { type Bytes, concat, EMPTY, utf8 } from "../../bytes/mod.ts";
import type { CryptoProvider, HashName } from "../../crypto/mod.ts";
import { hkdfExpand } from "../../crypto/mod.ts";
import type { Suite } from "../suites.ts";

/** A hash function with the provider that computes it: what the key schedule runs on. */
export interface Kdf {
  readonly crypto: CryptoProvider;
  readonly hash: HashName;
  /** Length of the hash in bytes. */
  readonly length: number;
}

/**
 * `HkdfLabel` (RFC 9846 §7.1): length, "tls13 " and the label, the context. A handshake has forty of
 * these to write, so it is done by hand.
 *
 * @param label ASCII, as all labels are
 * @throws {RangeError} if label or context have more bytes than their lengths can say
 */
export function hkdfLabel(label: string, context: Bytes, length: number): Bytes {
  const name = `tls13 ${label}`;
  if (name.length > 255 || context.length > 255) {
    throw new RangeError(
      `Cannot write the label "${label}" for ${context.length} bytes of context`,
    );
  }
  const written = new Uint8Array(4 + name.length + context.length);
  written[0] = length >> 8;
  written[1] = length;
  written[2] = name.length;
  for (let i = 0; i < name.length; i++) written[3 + i] = name.charCodeAt(i);
  written[3 + name.length] = context.length;
  written.set(context, 4 + name.length);
  return written;
}

/** `HKDF-Expand-Label` (RFC 9846 §7.1). */
export function expandLabel(
  kdf: Kdf,
  secret: Bytes,
  label: string,
  context: Bytes,
  length: number,
): Bytes {
  return hkdfExpand(kdf.crypto, kdf.hash, secret, hkdfLabel(label, context, length), length);
}

/** `Derive-Secret` with the transcript hash already taken (RFC 9846 §7.1). */
export function deriveSecret(
  kdf: Kdf,
  secret: Bytes,
  label: string,
  transcriptHash: Bytes,
): Bytes {
  return expandLabel(kdf, secret, label, transcriptHash, kdf.length);
}

/** The key and the IV of one direction (RFC 9846 §7.3). */
export interface TrafficKeys {
  readonly key: Bytes;
  /** 12 bytes. */
  readonly iv: Bytes;
}

export function trafficKeys(kdf: Kdf, suite: Suite, trafficSecret: Bytes): TrafficKeys {
  return {
    key: expandLabel(kdf, trafficSecret, "key", EMPTY, suite.keyLength),
    iv: expandLabel(kdf, trafficSecret, "iv", EMPTY, 12),
  };
}

/** The secret after a KeyUpdate (RFC 9846 §7.2). */
export function nextTrafficSecret(kdf: Kdf, trafficSecret: Bytes): Bytes {
  return expandLabel(kdf, trafficSecret, "traffic upd", EMPTY, kdf.length);
}

/** `verify_data` of a Finished under a handshake traffic secret (RFC 9846 §4.5.3). */
export function finishedVerifyData(kdf: Kdf, baseSecret: Bytes, transcriptHash: Bytes): Bytes {
  const key = expandLabel(kdf, baseSecret, "finished", EMPTY, kdf.length);
  return kdf.crypto.hmac(kdf.hash, key, transcriptHash);
}

const SPACES = new Uint8Array(64).fill(0x20);

/** What a CertificateVerify signs (RFC 9846 §4.5.2): 64 spaces, the role, a zero, the transcript. */
export function signedContent(role: "server" | "client", transcriptHash: Bytes): Bytes {
  return concat(SPACES, utf8(`TLS 1.3, ${role} CertificateVerify\0`), transcriptHash);
}

/**
 * Keys for another protocol from an exporter secret (RFC 9846 §7.5).
 *
 * @param label what they are for, as registered
 * @param length bytes
 */
export function exported(
  kdf: Kdf,
  exporterSecret: Bytes,
  label: string,
  context: Bytes,
  length: number,
): Bytes {
  const hash = kdf.crypto.hash(kdf.hash);
  const secret = deriveSecret(kdf, exporterSecret, label, hash.digest(EMPTY));
  return expandLabel(kdf, secret, "exporter", hash.digest(context), length);
}
