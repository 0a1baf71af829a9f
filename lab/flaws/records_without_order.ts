import { type Bytes, concat } from "../bytes/mod.ts";
import { protectedHeader, type ProtectionFactory, recordNonce, TAG_LENGTH } from "../tls/mod.ts";
import { RECORD_HEADER_LENGTH } from "../wire/mod.ts";
import type { Flaw } from "./flaw.ts";

/** Bytes of the record number that travel in front of the ciphertext. */
const NUMBER_LENGTH = 8;

/**
 * AEAD as it should be, except that each record brings its own number and the receiver believes
 * it. Every record is authentic; which one it is, and whether it was here before, nobody checks.
 */
const numberOnTheWire: ProtectionFactory = (crypto, suite, { key, iv }) => {
  const aead = crypto.aead(suite.aead, key);
  return {
    overhead: NUMBER_LENGTH + TAG_LENGTH,
    seal(sequence, inner) {
      const header = protectedHeader(NUMBER_LENGTH + inner.length + TAG_LENGTH);
      const number = new Uint8Array(NUMBER_LENGTH);
      new DataView(number.buffer).setBigUint64(0, BigInt(sequence));
      return concat(header, number, aead.seal(recordNonce(iv, sequence), header, inner));
    },
    open(_sequence, record): Bytes | undefined {
      const header = record.subarray(0, RECORD_HEADER_LENGTH);
      const body = record.subarray(RECORD_HEADER_LENGTH);
      if (body.length < NUMBER_LENGTH + TAG_LENGTH) return undefined;
      const view = new DataView(body.buffer, body.byteOffset, NUMBER_LENGTH);
      const claimed = Number(view.getBigUint64(0));
      return aead.open(recordNonce(iv, claimed), header, body.subarray(NUMBER_LENGTH));
    },
  };
};

/** Both ends authenticate every record, and neither counts them. */
export const recordsWithoutOrder: Flaw = {
  id: "records-without-order",
  title: "Takes the record's number from the record itself",
  seen: "the explicit nonces of TLS 1.2 (RFC 5288 §3), had the number not also been authenticated",
  breaks: "RFC 9846 §5.3: both sides count the records, and the count enters the nonce",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, protectRecords: numberOnTheWire },
  }),
};
