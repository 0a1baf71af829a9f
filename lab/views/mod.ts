/** Pure functions from a trace to what is shown. */
export { detailOf, firstLine, labelOf, SHORT_NAMES } from "./describe.ts";
export {
  type CertificateView,
  certificateView,
  type CertificateWords,
  type CheckView,
} from "./certificate.ts";
export {
  type CertificateFile,
  MOST_FILE_BYTES,
  MOST_PRESENTED,
  MOST_TRUSTED,
  readCertificateFile,
} from "./certificate_file.ts";
export {
  isHostName,
  type JudgedFile,
  judgeFile,
  momentText,
  PROFILE_NAMES,
  type ProfileName,
  profileTitle,
  readMoment,
} from "./judged_file.ts";
export { expectationOf } from "./rule_words.ts";
export { gistOf } from "./certificate_gist.ts";
export { certificateViews, chainsByHost, type ChainView, type RuleView } from "./certificates.ts";
export { type ChainFault, failedChain, type JudgedChain, judgedChain } from "./chain_faults.ts";
export { compare, type ComparedRow, type Comparison, MOST_COMPARED } from "./compare.ts";
export { connectionId, costs, type HandshakeCost } from "./cost.ts";
export {
  dissect,
  type DissectedMessage,
  type DissectedRecord,
  type Protection,
} from "./dissect.ts";
export { explain } from "./explain.ts";
export { type Annotated, fieldAt, type FlatField, flatten, ownersOf, shifted } from "./fields.ts";
export type { Judgement } from "./judgements.ts";
export { type LeftOutLines, type LitLine, litLines } from "./lit_bytes.ts";
export { type Grant, grantsOf, talliesOf, tallyText } from "./grants.ts";
export { howText, type KnowledgeRow, knowledgeTable } from "./knowledge.ts";
export {
  type KeySchedule,
  keySchedule,
  type Rung,
  type Taken,
  type TakenValue,
} from "./key_schedule.ts";
export { clockText, countText, durationText, numberText, timeText } from "./numbers.ts";
export { type PacketView, packetView, type SegmentView } from "./packet.ts";
export { messageTree, type PlacedCertificate, placedCertificates } from "./message_tree.ts";
export type { MessageView } from "./packet_message.ts";
export type { KeyView, RecordView } from "./packet_record.ts";
export { type Journey, journeysOf } from "./packets.ts";
export { type Readers, readersOf } from "./readers.ts";
export {
  type ActRow,
  type ArrowRow,
  type BandRow,
  type Lane,
  type RemarkRow,
  type Sequence,
  sequence,
  type SequenceRow,
} from "./sequence.ts";
export { drawnIn, type FoldedRounds, foldedRoundsOf } from "./rounds.ts";
export { type SealedFrom, sealedFrom } from "./sealed_from.ts";
export { endpoint, recordsOf, streamsOf, type WireStream } from "./streams.ts";
export {
  collapse,
  type FoldedSequence,
  type FoldRow,
  knowledgeAt,
  type KnowledgeAtRow,
  MOST_ROWS,
  type Step,
  stepsOf,
} from "./timeline.ts";
export { visible, visibleLines } from "./visible.ts";
