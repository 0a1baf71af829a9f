import { type Bytes, decode } from "../../bytes/mod.ts";
import { bareAlgorithm } from "../x509/algorithm.ts";
import { assembleCertificate, type Certificate, parseCertificate } from "../x509/certificate.ts";
import { OIDS } from "../x509/oids.ts";
import { MerkleTreeLeaf } from "./structures.ts";

/** What an entry of a log says. */
export interface EntryWords {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Whether it is the announcement of a certificate. */
  readonly announced: boolean;
  /** As announced or issued; the signature of an announcement is not part of the entry. */
  readonly certificate: Certificate;
}

/**
 * Reads an entry, and of that only what the tree covers: the chain beside it could be anything.
 *
 * @param leafInput `MerkleTreeLeaf`
 * @returns `undefined` for what cannot be read, which monitors pass over (RFC 6962 §4.6)
 */
export function readEntry(leafInput: Bytes): EntryWords | undefined {
  const leaf = decode(MerkleTreeLeaf, leafInput);
  if (!leaf.ok) return undefined;
  const { timestamp, entry } = leaf.value;
  const announced = entry.entryType === "precert_entry";
  const read = parseCertificate(
    announced
      ? assembleCertificate(entry.precert.tbsCertificate, UNSIGNED, new Uint8Array(0))
      : entry.certificate,
  );
  return read.ok ? { timestamp, announced, certificate: read.value } : undefined;
}

/** Stands where a signature's algorithm would. */
const UNSIGNED = bareAlgorithm(OIDS["ecdsa-with-SHA256"]);
