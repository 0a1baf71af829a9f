/** What monitors and auditors check of a log (RFC 6962 §5.3, §5.4). */
import type { Bytes } from "../../bytes/mod.ts";
import { equalBytes } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import type { Check } from "../path/rule.ts";
import { leafHash, MerkleTree, verifyConsistency, verifyInclusion } from "./merkle.ts";
import { type InclusionProof, leafInputOf, type PublishedEntry } from "./log.ts";
import type { KnownLog } from "./policy.ts";
import type { SignedCertificateTimestamp, SignedEntry, SignedTreeHead } from "./structures.ts";
import { verifyTreeHead } from "./timestamp.ts";

/** Whether the log has signed this word on its list. */
export function checkTreeHead(
  provider: CryptoProvider,
  { name, key }: KnownLog,
  head: SignedTreeHead,
): Check {
  const ok = verifyTreeHead(provider, key, head);
  return {
    rule: "treeHead",
    ok,
    detail: ok
      ? `${name} has signed that its list has ${counted(head.treeSize)}`
      : `The signature on this tree head is not one of ${name}`,
    spec: "RFC 6962 §3.5",
  };
}

/** Whether these are the entries of the tree that the log has signed. */
export function checkEntries(
  provider: CryptoProvider,
  head: SignedTreeHead,
  entries: readonly Pick<PublishedEntry, "leafInput">[],
): Check {
  const leaves = entries.map(({ leafInput }) => leafHash(provider, leafInput));
  const ok = leaves.length === head.treeSize &&
    equalBytes(new MerkleTree(provider, leaves).root(), head.rootHash);
  return {
    rule: "entries",
    ok,
    detail: ok
      ? `The root computed from ${counted(leaves.length)} is the one that was signed`
      : `The root computed from ${counted(leaves.length)} is not the one that was signed`,
    spec: "RFC 6962 §5.3",
  };
}

/** Whether the second list begins with all of the first. */
export function checkConsistency(
  provider: CryptoProvider,
  [first, second]: readonly [SignedTreeHead, SignedTreeHead],
  proof: readonly Bytes[] | undefined,
): Check {
  const ok = proof !== undefined && verifyConsistency(provider, {
    first: { size: first.treeSize, root: first.rootHash },
    second: { size: second.treeSize, root: second.rootHash },
    proof,
  });
  const [less, more] = [counted(first.treeSize), counted(second.treeSize)];
  return {
    rule: "consistency",
    ok,
    detail: ok
      ? `The list of ${more} begins with the list of ${less}`
      : first.treeSize === second.treeSize
      ? `Two lists of ${more} were signed, and they are not the same`
      : proof === undefined
      ? `The log shows no proof that the list of ${more} begins with the list of ${less}`
      : `The list of ${more} does not begin with the list of ${less}`,
    spec: "RFC 6962 §2.1.2, §7.3",
  };
}

/** A promise, and the entry it is about. */
export interface Promised {
  readonly entry: SignedEntry;
  readonly timestamp: Pick<SignedCertificateTimestamp, "timestamp" | "extensions">;
}

/** The hash by which a promised entry is asked for (§4.5). */
export function promisedHash(
  provider: Pick<CryptoProvider, "hash">,
  { entry, timestamp }: Promised,
): Bytes {
  return leafHash(provider, leafInputOf(entry, timestamp));
}

/** Whether a log has kept its promise: the entry is in the list that it has signed. */
export function checkInclusion(
  provider: CryptoProvider,
  head: SignedTreeHead,
  promised: Promised,
  proof: InclusionProof | undefined,
): Check {
  const ok = proof !== undefined && verifyInclusion(provider, {
    leaf: promisedHash(provider, promised),
    index: proof.leafIndex,
    size: head.treeSize,
    path: proof.auditPath,
    root: head.rootHash,
  });
  return {
    rule: "inclusion",
    ok,
    detail: ok
      ? `The certificate is entry ${proof.leafIndex} of the list of ${counted(head.treeSize)}`
      : proof === undefined
      ? `The log does not show where in its list of ${counted(head.treeSize)} the certificate is`
      : "The proof does not lead from the certificate to the root that was signed",
    spec: "RFC 6962 §2.1.1, §7.3",
  };
}

function counted(entries: number): string {
  return entries === 1 ? "1 entry" : `${entries} entries`;
}
