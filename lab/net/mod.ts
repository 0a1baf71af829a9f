/**
 * A network in which everything is decided by a seed: a clock, nodes, links, TCP and UDP, and
 * places for attackers on and beside the path. It knows bytes; that some of them are TLS it does
 * not. All times are whole microseconds, all lengths bytes, all rates bits per second.
 */
export { Appointment } from "./queue.ts";
export { type Budget, BudgetExceeded, RunStopped, World, type WorldOptions } from "./world.ts";
export { millis, seconds, utcText } from "./time.ts";
export { Network, type NetworkOptions } from "./network.ts";
export { Node } from "./node.ts";
export { type Guard, Link, type LinkOptions, type Listener } from "./link.ts";
export type { Fate, Interceptor, Wire } from "./interceptor.ts";
export type { Accept, AcceptForeign, DatagramHandler } from "./transport/host.ts";
export {
  type ConnectOptions,
  type ResetReason,
  Stream,
  type StreamHandlers,
} from "./transport/stream.ts";
export { lookup, lookupRecords, type LookupResult, type RecordsResult } from "./dns/lookup.ts";
export { DNS_PORT, Resolver } from "./dns/resolver.ts";
export {
  answerTo,
  DnsMessage,
  isDnsResponse,
  queryFor,
  type Question,
  RecordClass,
  recordText,
  RecordType,
  type ResourceRecord,
  ResponseCode,
  responseCode,
} from "./dns/message.ts";
export { type Caa, caaData, caaOf, txtData, txtOf } from "./dns/records.ts";
export { DomainName, sameName } from "./dns/name.ts";
export {
  askTime,
  type AskTimeOptions,
  type AskTimeResult,
  type PassedOver,
} from "./ntp/ask_time.ts";
export {
  CLIENT as NTP_CLIENT,
  modeOf as ntpModeOf,
  NTP_PORT,
  NtpPacket,
  type NtpSeal,
  timeReply,
} from "./ntp/packet.ts";
export { timeSource } from "./ntp/time_source.ts";
