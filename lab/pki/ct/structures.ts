/**
 * What a log signs and hands out, as codecs (RFC 6962 §3). Numbers of 64 bits are read as far as
 * they are exact; no log has existed for so many milliseconds, nor has so many entries.
 */
import {
  type Bytes,
  type Codec,
  DecodeError,
  fixed,
  type Infer,
  list,
  prefixed,
  registry,
  rest,
  struct,
  uint16,
} from "../../bytes/mod.ts";
import { showTime } from "../der/calendar.ts";

const uint64: Codec<number> = {
  name: "uint64",
  read(reader) {
    const value = reader.u32() * 2 ** 32 + reader.u32();
    if (!Number.isSafeInteger(value)) reader.fail("a number above 2^53");
    return value;
  },
  write: (writer, value) => void writer.uint(4, Math.floor(value / 2 ** 32)).uint(4, value >>> 0),
  show: (value) => String(value),
};

const milliseconds: Codec<number> = { ...uint64, show: showMoment };

/** `2026-08-01 00:00:00Z`, of milliseconds since 1970. */
export function showMoment(timestamp: number): string {
  return showTime(Math.floor(timestamp / 1000));
}

const Version = registry("Version", 1, { v1: 0 });
const SignatureType = registry("SignatureType", 1, { certificate_timestamp: 0, tree_hash: 1 });
const MerkleLeafType = registry("MerkleLeafType", 1, { timestamped_entry: 0 });

/** What kind of thing was logged (§3.1). */
export const LogEntryType = registry("LogEntryType", 2, { x509_entry: 0, precert_entry: 1 });

/** The version that everything here is of. */
export const V1: number = Version.v1;

const opaque24 = prefixed(3, rest, { min: 1 });
const extensions = prefixed(2, rest);
const logId = fixed(32);

/** A certificate that is yet to be issued, and who will issue it (§3.2). */
export const PreCert = struct("PreCert", {
  issuerKeyHash: fixed(32),
  tbsCertificate: opaque24,
});

/** What was logged: a certificate, or one that is yet to be issued. */
export type SignedEntry =
  | { readonly entryType: "x509_entry"; readonly certificate: Bytes }
  | { readonly entryType: "precert_entry"; readonly precert: Infer<typeof PreCert> };

const SignedEntry: Codec<SignedEntry> = {
  name: "SignedEntry",
  read(reader) {
    const type = reader.field("entryType", LogEntryType);
    switch (type) {
      case LogEntryType.x509_entry:
        return { entryType: "x509_entry", certificate: reader.field("signedEntry", opaque24) };
      case LogEntryType.precert_entry:
        return { entryType: "precert_entry", precert: reader.field("signedEntry", PreCert) };
      default:
        return reader.fail(`an entry of type ${type}, which version 1 does not have`);
    }
  },
  write(writer, entry) {
    LogEntryType.write(writer, LogEntryType[entry.entryType]);
    if (entry.entryType === "x509_entry") opaque24.write(writer, entry.certificate);
    else PreCert.write(writer, entry.precert);
  },
};

const HashAlgorithm = registry("HashAlgorithm", 1, { sha256: 4 });
const SignatureAlgorithmOfLog = registry("SignatureAlgorithm", 1, { rsa: 1, ecdsa: 3 });

/** A signature with its algorithms, as TLS 1.2 writes it (RFC 5246 §4.7, §7.4.1.4.1). */
export const DigitallySigned = struct("DigitallySigned", {
  hash: HashAlgorithm,
  signature: SignatureAlgorithmOfLog,
  value: prefixed(2, rest),
});

/** A log's promise to publish a certificate (§3.2). */
export const SignedCertificateTimestamp = struct("SignedCertificateTimestamp", {
  sctVersion: Version,
  logId,
  timestamp: milliseconds,
  extensions,
  signature: DigitallySigned,
}, ({ timestamp }) => `promised on ${showMoment(timestamp)}`);
export type SignedCertificateTimestamp = Infer<typeof SignedCertificateTimestamp>;

const SerializedSct: Codec<Bytes> = {
  name: "SerializedSCT",
  read(reader) {
    const at = reader.position;
    const length = reader.field("length", uint16);
    if (length === 0) throw new DecodeError("a timestamp of no bytes", at);
    // One that makes no sense may be of a version to come, and must not spoil the others (§3.3).
    reader.annotate("sct", SignedCertificateTimestamp, length);
    return reader.take(length);
  },
  write: (writer, sct) => prefixed(2, rest, { min: 1 }).write(writer, sct),
};

/** The timestamps in a certificate, a handshake, or an OCSP answer, each as octets (§3.3). */
export const SignedCertificateTimestampList: Codec<readonly Bytes[]> = {
  ...prefixed(2, list(SerializedSct), { min: 1 }),
  name: "SignedCertificateTimestampList",
  show: (scts) => scts.length === 1 ? "1 timestamp" : `${scts.length} timestamps`,
};

/** What a log signs to promise (§3.2). */
export const CertificateTimestamp = struct("CertificateTimestamp", {
  sctVersion: Version,
  signatureType: SignatureType,
  timestamp: milliseconds,
  entry: SignedEntry,
  extensions,
});

/** The type in front of what is signed, so that no signature can be taken for one of another kind. */
export const CERTIFICATE_TIMESTAMP: number = SignatureType.certificate_timestamp;
export const TREE_HASH: number = SignatureType.tree_hash;

/** One entry of the list that a log's tree is made of (§3.4). */
export const MerkleTreeLeaf = struct("MerkleTreeLeaf", {
  version: Version,
  leafType: MerkleLeafType,
  timestamp: milliseconds,
  entry: SignedEntry,
  extensions,
});
export type MerkleTreeLeaf = Infer<typeof MerkleTreeLeaf>;

/** What a log signs to say what its whole list is (§3.5). */
export const TreeHeadSignature = struct("TreeHeadSignature", {
  version: Version,
  signatureType: SignatureType,
  timestamp: milliseconds,
  treeSize: uint64,
  rootHash: fixed(32),
});

/** A log's word on its whole list (§3.5, §4.3). */
export interface SignedTreeHead {
  readonly treeSize: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly rootHash: Bytes;
  /** `DigitallySigned`. */
  readonly signature: Bytes;
}

/** A chain beside an entry, which the tree does not cover (§4.6). */
export const CertificateChain = prefixed(3, list(opaque24));
/** `PrecertChainEntry` (§3.1). */
export const PrecertChainEntry = struct("PrecertChainEntry", {
  preCertificate: opaque24,
  precertificateChain: CertificateChain,
});
