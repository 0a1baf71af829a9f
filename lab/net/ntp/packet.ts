import {
  type Bytes,
  type Codec,
  concat,
  encode,
  fixed,
  optional,
  shortHex,
  shown,
  struct,
  uint32,
  uint8,
} from "../../bytes/mod.ts";
import type { Micros } from "../../trace/mod.ts";
import { utcText } from "../time.ts";

export const NTP_PORT = 123;

/** Who speaks (RFC 5905 §7.3, Figure 10). */
export const CLIENT = 3;
export const SERVER = 4;
const VERSION = 4;

/** From the first second of 1900, where NTP begins to count, to that of 1970. */
const TO_1970 = 2_208_988_800;
const SECOND = 1_000_000;
const ERA = 2 ** 32;

/**
 * A moment as NTP writes it: seconds since 1900, and a fraction of one in 32 bits, here as micros
 * since 1970. Seconds without the first bit set belong to the years from 2036 on (RFC 4330 §3).
 * Nothing at all stands for "no time", and reads as 0.
 */
const Timestamp: Codec<Micros> = {
  name: "NTP timestamp",
  read(reader) {
    const seconds = reader.field("seconds", uint32);
    const fraction = reader.field("fraction", uint32);
    if (seconds === 0 && fraction === 0) return 0;
    const since1900 = seconds < ERA / 2 ? seconds + ERA : seconds;
    return (since1900 - TO_1970) * SECOND + Math.round(fraction * SECOND / ERA);
  },
  write(writer, moment) {
    if (moment === 0) return void writer.u32(0).u32(0);
    const seconds = Math.floor(moment / SECOND);
    const fraction = Math.floor((moment - seconds * SECOND) * ERA / SECOND);
    writer.u32((seconds + TO_1970) % ERA).u32(fraction);
  },
  show: (moment) => moment === 0 ? "not set" : utcText(moment),
};

/** What proves that somebody with a certain key wrote the packet (RFC 5905 §7.3, RFC 8573 §3). */
export interface NtpMac {
  /** Which key. */
  readonly keyId: number;
  /** 16 bytes, over all that stands before the key id. */
  readonly digest: Bytes;
}

const Mac: Codec<NtpMac> = struct("MAC", {
  keyId: uint32,
  digest: shown(fixed(16), (bytes) => shortHex(bytes, 4)),
});

const LeapVersionMode = shown(uint8, (octet) => {
  const mode = octet & 7;
  const who = mode === CLIENT ? "client" : mode === SERVER ? "server" : `mode ${mode}`;
  return `version ${octet >> 3 & 7}, ${who}`;
});
const Unread = shown(fixed(4), (bytes) => shortHex(bytes));

const HEADER_PARTS = {
  leapVersionMode: LeapVersionMode,
  /** 1 for a server with a clock of its own, one more for each that learns from it. */
  stratum: uint8,
  poll: uint8,
  precision: uint8,
  rootDelay: Unread,
  rootDispersion: Unread,
  referenceId: Unread,
  reference: Timestamp,
  /** What the client's clock showed when it asked. */
  origin: Timestamp,
  /** When the question came to the server. */
  receive: Timestamp,
  /** When this packet left. */
  transmit: Timestamp,
};

const NtpHeader = struct("NtpHeader", HEADER_PARTS);

/** A packet of the Network Time Protocol (RFC 5905 §7.3), as SNTP uses it (RFC 4330 §4). */
export const NtpPacket = struct("NtpPacket", { ...HEADER_PARTS, mac: optional(Mac) });
export type NtpPacket = ReturnType<typeof NtpPacket.read>;

/** Who speaks in a packet: `CLIENT`, `SERVER`, or another number. */
export function modeOf({ leapVersionMode }: NtpPacket): number {
  return leapVersionMode & 7;
}

/** A key that two have for their packets, as the function that makes a digest of one. */
export interface NtpSeal {
  readonly keyId: number;
  /** 16 bytes over the header of a packet. */
  digest(header: Bytes): Bytes;
}

/** The bytes that a digest is over. */
export function headerOf(packet: NtpPacket): Bytes {
  return encode(NtpHeader, packet);
}

const NONE = new Uint8Array(4);

/** The question for the time; all that it says is what the own clock shows (RFC 4330 §5). */
export function timeRequest(ownClock: Micros, seal?: NtpSeal): Bytes {
  return sealed({
    leapVersionMode: VERSION << 3 | CLIENT,
    stratum: 0,
    poll: 0,
    precision: 0,
    rootDelay: NONE,
    rootDispersion: NONE,
    referenceId: NONE,
    reference: 0,
    origin: 0,
    receive: 0,
    transmit: ownClock,
  }, seal);
}

/** The answer to a question, honest or not (RFC 4330 §6). */
export function timeReply(request: NtpPacket, clock: Micros, seal?: NtpSeal): Bytes {
  return sealed({
    leapVersionMode: VERSION << 3 | SERVER,
    stratum: 1,
    poll: 4,
    precision: 0xec, // a millionth of a second, as a power of two
    rootDelay: NONE,
    rootDispersion: NONE,
    referenceId: Uint8Array.of(0x4c, 0x4f, 0x43, 0x4c), // LOCL: its own clock
    reference: clock,
    origin: request.transmit,
    receive: clock,
    transmit: clock,
  }, seal);
}

function sealed(header: Omit<NtpPacket, "mac">, seal: NtpSeal | undefined): Bytes {
  const bytes = encode(NtpHeader, header);
  if (seal === undefined) return bytes;
  return concat(bytes, encode(Mac, { keyId: seal.keyId, digest: seal.digest(bytes) }));
}
