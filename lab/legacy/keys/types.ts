import type { Bytes } from "../../bytes/mod.ts";

/** The digests of a handshake so far, both of which are needed before TLS 1.2. */
export interface HandshakeDigests {
  /** 16 bytes. */
  readonly md5: Bytes;
  /** 20 bytes. */
  readonly sha1: Bytes;
}

/** The keys of both directions. */
export interface WriteKeys {
  readonly clientWriteKey: Bytes;
  readonly serverWriteKey: Bytes;
  readonly clientWriteIv: Bytes;
  readonly serverWriteIv: Bytes;
}

/** What the keys of an exportable suite are made of. */
export interface ExportableKeys {
  /** From the key block: 5 bytes where 40 bits were allowed to leave the country. */
  readonly clientWriteKey: Bytes;
  readonly serverWriteKey: Bytes;
  /** 32 bytes each. */
  readonly clientRandom: Bytes;
  readonly serverRandom: Bytes;
  /** Lengths of what is to be made, in bytes: 16 and 0 for RC4, 8 and 8 for DES. */
  readonly keyLength: number;
  readonly ivLength: number;
}
