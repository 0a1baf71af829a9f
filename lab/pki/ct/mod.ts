/** Certificate Transparency (RFC 6962): logs, their promises and proofs, and who checks them. */
export { answerPath, type LogQuestion, pathOf } from "./api.ts";
export { readConsistency, readEntries, readProof, readTreeHead, writeTreeHead } from "./api.ts";
export {
  checkConsistency,
  checkEntries,
  checkInclusion,
  checkTreeHead,
  type Promised,
  promisedHash,
} from "./audit.ts";
export { type EntryWords, readEntry } from "./entry.ts";
export { issueLogged, type Submission } from "./issue.ts";
export {
  CertificateLog,
  type InclusionProof,
  leafInputOf,
  type LogAnswers,
  type LogOptions,
  type PublishedEntry,
  type Submitted,
} from "./log.ts";
export { leafHash, MerkleTree, verifyConsistency, verifyInclusion } from "./merkle.ts";
export { judgeTimestamps, type KnownLog, type TransparencyPolicy } from "./policy.ts";
export { isPoisoned, loggedTbs, POISON, precertEntry } from "./precertificate.ts";
export {
  CertificateChain,
  MerkleTreeLeaf,
  PrecertChainEntry,
  showMoment,
  SignedCertificateTimestamp,
  SignedCertificateTimestampList,
  type SignedEntry,
  type SignedTreeHead,
} from "./structures.ts";
export {
  logIdOf,
  type LogSigner,
  signTimestamp,
  signTreeHead,
  verifyTimestamp,
  verifyTreeHead,
} from "./timestamp.ts";
