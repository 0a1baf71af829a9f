import { decode } from "../bytes/mod.ts";
import {
  DNS_PORT,
  DnsMessage,
  isDnsResponse,
  NTP_CLIENT,
  NTP_PORT,
  ntpModeOf,
  NtpPacket,
  recordText,
  RecordType,
  ResponseCode,
  responseCode,
  utcText,
} from "../net/mod.ts";
import type { Segment } from "../trace/mod.ts";
import { firstLine } from "./describe.ts";
import { visible } from "./visible.ts";

/** What a datagram says, for an arrow: a few words on it, and a few beside it. */
export interface DatagramWords {
  readonly label: string;
  readonly detail: string;
}

/** The words for a question or an answer about names or time; `undefined` for anything else. */
export function datagramWords({ protocol, from, to, payload }: Segment): DatagramWords | undefined {
  if (protocol !== "udp") return undefined;
  const isAt = (port: number) => from.port === port || to.port === port;
  if (isAt(NTP_PORT)) {
    const packet = decode(NtpPacket, payload);
    return packet.ok ? timeWords(packet.value) : undefined;
  }
  if (isAt(DNS_PORT)) {
    const message = decode(DnsMessage, payload);
    return message.ok ? nameWords(message.value) : undefined;
  }
  return undefined;
}

function timeWords(packet: NtpPacket): DatagramWords {
  const asks = ntpModeOf(packet) === NTP_CLIENT;
  const detail = packet.mac === undefined ? "" : `${asks ? "for" : "with"} key ${packet.mac.keyId}`;
  return { label: asks ? "NTP: what time?" : `NTP: ${utcText(packet.transmit)}`, detail };
}

function nameWords(message: DnsMessage): DatagramWords {
  const [question] = message.questions;
  const name = visible(question?.name ?? "");
  const asked = `${name} ${RecordType.label(question?.type ?? 0)}`;
  if (!isDnsResponse(message)) return { label: `DNS: ${asked}?`, detail: "" };
  const code = responseCode(message);
  const said = code !== ResponseCode.NoError
    ? ResponseCode.label(code)
    : message.answers.map(recordText).join(", ") || "none";
  return { label: `DNS: ${firstLine(visible(said))}`, detail: `for ${asked}` };
}
