import type { Term } from "./term.ts";

/** How what is said is sealed. */
export const RECORD_TERMS: readonly Term[] = [
  {
    term: "record",
    also: ["TLS record"],
    text:
      "The envelope of TLS: a header of 5 bytes, then up to 16,384 bytes of content, sealed once " +
      "there are keys. Records are opened in the order in which they were sealed.",
    seeAlso: ["record header", "record number", "AEAD"],
    spec: "RFC 9846 §5",
    scenarios: ["tamper", "record-replay", "record-reorder", "record-drop"],
  },
  {
    term: "record header",
    also: ["header"],
    text:
      "The first 5 bytes of a record: content type, a version that no longer means anything, and " +
      "the length of the rest. It is not encrypted, but the tag covers it.",
    seeAlso: ["record", "content type"],
    spec: "RFC 9846 §5.1, §5.2",
  },
  {
    term: "content type",
    also: [],
    text:
      "What is in a record: handshake, alert or application data. In a sealed record the true one " +
      "is sealed as well, and the header always says application data.",
    seeAlso: ["record header", "padding"],
    spec: "RFC 9846 §5.1, §5.2",
  },
  {
    term: "record number",
    also: ["sequence number"],
    text:
      "How many records this side has sealed under this key, counted from 0. In TLS 1.3 it is not " +
      "in the record: both sides count, and it goes into the nonce.",
    seeAlso: ["nonce", "replay", "reordering"],
    spec: "RFC 9846 §5.3",
    scenarios: ["record-replay", "record-reorder", "record-drop"],
  },
  {
    term: "AEAD",
    also: ["authenticated encryption with associated data", "authenticated encryption"],
    text:
      "Encryption and proof of authorship in one step: it gives a ciphertext and a tag, and opens " +
      "only what was sealed with the same key, nonce and header. TLS 1.3 has nothing else.",
    seeAlso: ["tag", "nonce", "cipher suite"],
    spec: "RFC 5116, RFC 9846 §5.2",
    scenarios: ["tamper"],
  },
  {
    term: "tag",
    also: ["authentication tag"],
    text:
      "Bytes at the end of a sealed record, 16 in nearly every suite, that only a holder of the key can " +
      "make. If any bit has changed, or the record comes under another number, they do not match.",
    seeAlso: ["AEAD", "MAC", "bad_record_mac"],
    spec: "RFC 5116 §2.1",
    scenarios: ["tamper", "record-replay"],
  },
  {
    term: "nonce",
    also: ["number used once"],
    text:
      "A value that must never come twice under one key. TLS 1.3 makes it from a secret IV and the " +
      "record number, so that it does not have to be sent.",
    seeAlso: ["IV", "record number", "AEAD"],
    spec: "RFC 9846 §5.3",
    scenarios: ["record-replay", "record-reorder", "record-drop"],
  },
  {
    term: "IV",
    also: ["initialization vector", "initialisation vector"],
    text:
      "What encryption starts from beside the key. In TLS 1.3 each direction has a secret one of " +
      "12 bytes, and each record number makes another nonce of it.",
    seeAlso: ["nonce", "traffic secret"],
    spec: "RFC 9846 §5.3, §7.3",
  },
  {
    term: "key stream",
    also: ["stream cipher"],
    text:
      "Bits made from key and nonce that are added to the text, bit by bit, to encrypt it. Whoever " +
      "flips a bit of the result flips the same bit of the text, which is why there is a tag.",
    seeAlso: ["GCM", "tag", "tampering"],
    scenarios: ["tamper"],
  },
  {
    term: "plaintext",
    also: ["in the clear", "ciphertext"],
    text:
      "A text before it is encrypted, or one that never is. Afterwards it is called ciphertext.",
    seeAlso: ["AEAD", "key stream"],
    scenarios: ["blog-post"],
  },
  {
    term: "cipher suite",
    also: ["suite"],
    text: "The choice of algorithms under one name: in TLS 1.3 an AEAD and a hash, such as " +
      "TLS_AES_128_GCM_SHA256. Before, it also named the key exchange and the kind of signature.",
    seeAlso: ["AEAD", "hash", "key agreement"],
    spec: "RFC 9846 §B.4",
    scenarios: ["handshake-failures", "misconfigured-server"],
  },
  {
    term: "AES",
    also: ["Advanced Encryption Standard"],
    text:
      "The most common block cipher: with a key of 128, 192 or 256 bits it turns 16 bytes into " +
      "16 others.",
    seeAlso: ["GCM", "CBC"],
    spec: "FIPS 197",
  },
  {
    term: "GCM",
    also: ["Galois/Counter Mode"],
    text:
      "A way to use a block cipher such as AES: it makes a key stream by counting, and a tag over " +
      "everything. One nonce used twice is enough to ruin it.",
    seeAlso: ["AES", "AEAD", "nonce", "key stream"],
    spec: "NIST SP 800-38D",
    scenarios: ["gcm-nonce-reuse"],
  },
  {
    term: "ChaCha20-Poly1305",
    also: ["ChaCha20", "Poly1305"],
    text: "An AEAD that needs no special hardware: a key stream by ChaCha20, a tag by Poly1305.",
    seeAlso: ["AEAD", "AES"],
    spec: "RFC 8439",
  },
  {
    term: "CBC",
    also: ["cipher block chaining"],
    text:
      "An older way to use a block cipher, which needs padding. TLS up to 1.2 put the MAC before " +
      "the padding, and attackers could learn plaintext from how the padding was refused.",
    seeAlso: ["padding", "MAC", "oracle", "encrypt-then-MAC"],
    spec: "RFC 5246 §6.2.3.2",
    scenarios: ["padding-oracle"],
  },
  {
    term: "padding",
    also: [],
    text:
      "Bytes that say nothing. CBC needs them to fill a block; in TLS 1.3 they are a choice, and " +
      "hide how long the content really is.",
    seeAlso: ["CBC", "traffic analysis"],
    spec: "RFC 9846 §5.4",
  },
  {
    term: "MAC",
    also: ["message authentication code", "HMAC"],
    text:
      "A check value that needs a key, so that nobody else can make it. It shows changes; it does " +
      "not prevent them, and it does not say how often or in which order messages came.",
    seeAlso: ["tag", "Finished", "hash"],
    spec: "RFC 2104",
    scenarios: ["tamper"],
  },
  {
    term: "encrypt-then-MAC",
    also: [],
    text:
      "CBC in the better order: the MAC is over what travels, and is checked before anything is " +
      "decrypted. Both sides have to agree on it, by an extension of TLS 1.2.",
    seeAlso: ["CBC", "MAC", "AEAD"],
    spec: "RFC 7366",
    scenarios: ["padding-oracle"],
  },
  {
    term: "hash",
    also: ["SHA", "SHA-1", "SHA-256", "SHA-384", "MD5", "fingerprint"],
    text:
      "A short value, made from any amount of data without a key, that in practice no other data " +
      "has.",
    seeAlso: ["transcript", "MAC", "signature"],
    spec: "FIPS 180-4",
  },
  {
    term: "bad_record_mac",
    also: [],
    text:
      "The alert that says that a record does not open. It does not say why: changed, replayed, " +
      "out of order and sealed with another key all look the same.",
    seeAlso: ["alert", "tag", "record number"],
    spec: "RFC 9846 §6.2",
    scenarios: ["tamper", "record-replay", "record-reorder", "record-drop"],
  },
];
