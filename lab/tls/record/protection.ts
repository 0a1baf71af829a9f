import type { Bytes } from "../../bytes/mod.ts";
import { AEAD_TAG_LENGTH, type AeadKey, type CryptoProvider } from "../../crypto/mod.ts";
import { ContentType, ProtocolVersion, RECORD_HEADER_LENGTH } from "../../wire/mod.ts";
import { IV_LENGTH, type Suite } from "../suites.ts";
import type { TrafficKeys } from "../schedule/mod.ts";

/** Seals or opens the records of one direction under one key. Replaceable: see `Seams`. */
export interface RecordProtection {
  /**
   * @param sequence the record's number under this key, from 0
   * @param inner encoded `TLSInnerPlaintext`
   * @returns the whole record, header included
   */
  seal(sequence: number, inner: Bytes): Bytes;
  /**
   * @param record the whole record, header included
   * @returns encoded `TLSInnerPlaintext`, or `undefined` when the record is not authentic
   */
  open(sequence: number, record: Bytes): Bytes | undefined;
  /** How much longer a fragment is than its inner plaintext, in bytes. */
  readonly overhead: number;
}

/** Makes the protection of one direction from its keys. */
export type ProtectionFactory = (
  crypto: CryptoProvider,
  suite: Suite,
  keys: TrafficKeys,
) => RecordProtection;

/** What TLS 1.3 does: AEAD, the record number in the nonce, the header authenticated (§5.2, §5.3). */
export class AeadProtection implements RecordProtection {
  readonly overhead: number;
  readonly #iv: Bytes;
  readonly #makeKey: () => AeadKey;
  #made: AeadKey | undefined;

  constructor(crypto: CryptoProvider, suite: Suite, keys: TrafficKeys) {
    this.overhead = AEAD_TAG_LENGTH[suite.aead];
    this.#iv = keys.iv;
    this.#makeKey = () => crypto.aead(suite.aead, keys.key);
  }

  /** Tables of a key cost as much as a record, and many a key of a handshake never sees one. */
  get #key(): AeadKey {
    return this.#made ??= this.#makeKey();
  }

  seal(sequence: number, inner: Bytes): Bytes {
    const header = protectedHeader(inner.length + this.overhead);
    const sealed = this.#key.seal(recordNonce(this.#iv, sequence), header, inner);
    const record = new Uint8Array(RECORD_HEADER_LENGTH + sealed.length);
    record.set(header);
    record.set(sealed, RECORD_HEADER_LENGTH);
    return record;
  }

  open(sequence: number, record: Bytes): Bytes | undefined {
    return this.#key.open(
      recordNonce(this.#iv, sequence),
      record.subarray(0, RECORD_HEADER_LENGTH),
      record.subarray(RECORD_HEADER_LENGTH),
    );
  }
}

/** The honest factory. */
export const aeadProtection: ProtectionFactory = (crypto, suite, keys) =>
  new AeadProtection(crypto, suite, keys);

/** The record number, left-padded, XORed with the IV: no two records share a nonce (§5.3). */
export function recordNonce(iv: Bytes, sequence: number): Bytes {
  const nonce = iv.slice();
  let rest = sequence;
  for (let i = IV_LENGTH - 1; rest > 0; i--) {
    nonce[i]! ^= rest & 0xff;
    rest = Math.floor(rest / 256);
  }
  return nonce;
}

/** The header of every protected record: it claims to be TLS 1.2 application data (§5.2). */
export function protectedHeader(length: number): Bytes {
  const version = ProtocolVersion["TLS 1.2"];
  return Uint8Array.of(
    ContentType.application_data,
    version >> 8,
    version & 0xff,
    length >> 8,
    length & 0xff,
  );
}

/** `TLSInnerPlaintext` of a content, its type, and a number of zeros. */
export function innerPlaintext(type: number, content: Bytes, padding: number): Bytes {
  const inner = new Uint8Array(content.length + 1 + padding);
  inner.set(content);
  inner[content.length] = type;
  return inner;
}
