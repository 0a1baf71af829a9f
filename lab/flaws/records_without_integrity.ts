import { type Bytes, concat, EMPTY } from "../bytes/mod.ts";
import { protectedHeader, type ProtectionFactory, recordNonce, TAG_LENGTH } from "../tls/mod.ts";
import { RECORD_HEADER_LENGTH } from "../wire/mod.ts";
import type { Flaw } from "./flaw.ts";

/**
 * The suite's cipher as a bare stream cipher: the tag is thrown away, and nobody misses it. Adding
 * the key stream twice gives the plaintext back, so opening is sealing.
 */
const streamCipherOnly: ProtectionFactory = (crypto, suite, { key, iv }) => {
  const aead = crypto.aead(suite.aead, key);
  const addKeyStream = (sequence: number, bytes: Bytes): Bytes => {
    const sealed = aead.seal(recordNonce(iv, sequence), EMPTY, bytes);
    return sealed.subarray(0, sealed.length - TAG_LENGTH);
  };
  return {
    overhead: 0,
    seal: (sequence, inner) => concat(protectedHeader(inner.length), addKeyStream(sequence, inner)),
    open: (sequence, record) => addKeyStream(sequence, record.subarray(RECORD_HEADER_LENGTH)),
  };
};

/** Both ends encrypt, and neither notices a change. */
export const recordsWithoutIntegrity: Flaw = {
  id: "records-without-integrity",
  title: "Encrypts records and does not authenticate them",
  seen: "Borisov, Goldberg and Wagner, Intercepting Mobile Communications (WEP), MobiCom 2001",
  breaks: "RFC 9846 §5.2: every record is sealed with an AEAD",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, protectRecords: streamCipherOnly },
  }),
};
