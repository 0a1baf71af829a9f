/** What an attacker does with packets and keys of her own. */
export { appendCertificate, type Appended, type AppendOptions } from "./append_certificate.ts";
export { bleichenbacher, type Decryption } from "./bleichenbacher.ts";
export { falseTime } from "./false_time.ts";
export { borrowCertificate } from "./borrow_certificate.ts";
export { type Collision } from "./birthday.ts";
export { collideCertificates, type CollidedAuthority, type Order } from "./collide_certificates.ts";
export { forgeGcm } from "./forge_gcm.ts";
export { forgeCertificates, type ForgedBlock, type Forgery } from "./forge_signature.ts";
export { heartbleed } from "./heartbleed.ts";
export { type Hijack, type HijackedValidation, hijackValidation } from "./hijack_validation.ts";
export { type Disguise, impersonate } from "./impersonate.ts";
export { type Listener, listener } from "./listen.ts";
export { dropRecord, flipText, repeatRecord, swapRecords, type Target } from "./moves.ts";
export { clientHalfIn, openWithHalf } from "./open_with_half.ts";
export { openWithTrafficSecrets, type TrafficSecrets } from "./open_with_traffic_secrets.ts";
export {
  type OpenedRecord,
  type OpenedRecording,
  type OpeningTools,
  openWithKeyLog,
  openWithMainSecret,
  openWithoutKey,
  openWithPremaster,
  openWithPrivateKey,
  openWithSharedKeys,
  openWithTicketKey,
  plaintextOf,
  type RecordedPremaster,
  recordedPremaster,
} from "./open_recording.ts";
export { type Interrogation, paddingOracle, type RepeatedText } from "./padding_oracle.ts";
export type {
  Attack,
  ChannelOptions,
  ConnectHandlers,
  Interception,
  Line,
  LineHandlers,
  Passing,
  Position,
} from "./position.ts";
export { type LateKey, readRecording } from "./read_recording.ts";
export { offerOnlyRsaKeyTransport } from "./roll_back.ts";
export { rewriteHello, type Rewriter, type Rewritten } from "./rewrite_hello.ts";
export {
  type RecordedChunk,
  type RecordedConnection,
  recorder,
  type Recording,
  type TapeRecorder,
} from "./record.ts";
export { type Move, type PassingRecord, relayRecords, type Watch } from "./relay.ts";
export { splicePrefix } from "./splice.ts";
export { type EarlyFlight, earlyFlightOf, replayEarlyData } from "./replay_early_data.ts";
export { type Faces, SplitViewLog } from "./split_view.ts";
export { spoofCurve, spoofed } from "./spoof_curve.ts";
export { cutOffQuestions, keepAnswer, type KeptAnswer } from "./status.ts";
export { stripHttps } from "./strip_https.ts";
export { stripStartTls } from "./strip_starttls.ts";
export { type TripleHandshake, tripleHandshake } from "./triple_handshake.ts";
export { cutBehind } from "./truncate.ts";
