/** Pure functions from a trace to what is shown. */
export { detailOf, firstLine, labelOf } from "./describe.ts";
export { dissect, type DissectedMessage, type DissectedRecord } from "./dissect.ts";
export { explain } from "./explain.ts";
export { howText, type KnowledgeRow, knowledgeTable } from "./knowledge.ts";
export { type Journey, journeysOf } from "./packets.ts";
export { type Readers, readersOf } from "./readers.ts";
export {
  type ActRow,
  type ArrowRow,
  type Lane,
  type RemarkRow,
  type Sequence,
  sequence,
  type SequenceRow,
} from "./sequence.ts";
export { endpoint, recordsOf, streamsOf, type WireStream } from "./streams.ts";
