/** Whether a certificate still holds: lists and answers, written, read and judged. */
export {
  type AnswerOptions,
  type KnownStatus,
  ocspAnswer,
  ocspRefusal,
  ocspRequest,
} from "./answer.ts";
export { means } from "./cert_id.ts";
export { type InQuestion, judgeAnswer, type Judgement } from "./judge_answer.ts";
export {
  issueRevocationList,
  type ListOptions,
  type ListScope,
  mustStaple,
  type Revoked,
  whereToAsk,
} from "./list.ts";
export {
  type CertId,
  OcspRequest,
  OcspResponse,
  parseOcspRequest,
  parseOcspResponse,
} from "./ocsp.ts";
export { listAddressOf, promisesStaple, responderOf } from "./pointers.ts";
export {
  judgeStatus,
  type RevocationPolicy,
  type StatusContext,
  type StatusQuestion,
  type StatusVerdict,
} from "./policy.ts";
