/** Reading connections that went past, with whatever keys there are. */
export type { ReadCheck, Spoken } from "./conversation.ts";
export {
  keyLogKeys,
  ladderKeys,
  mainSecretKeys,
  NO_KEYS,
  premasterKeys,
  privateKeyKeys,
  type SealedPremaster,
  sealedPremaster,
  type SharedKeys,
  ticketKeys,
} from "./key_sources.ts";
export type { Closed, Hellos, KeySource, SeenNewer, SeenOlder, TrafficLabel } from "./keys.ts";
export { type ReadConnection, readConnection, type RecordedStreams } from "./read_connection.ts";
export { applicationData, type ReadRecord, type Side } from "./track.ts";
