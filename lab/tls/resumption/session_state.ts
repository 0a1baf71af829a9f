import {
  type Bytes,
  type Codec,
  fromUtf8,
  list,
  prefixed,
  rest,
  struct,
  uint16,
  uint32,
  uint8,
  utf8,
} from "../../bytes/mod.ts";

/** What both ends of a session keep, so that a later connection can go on from it. */
export interface SessionState {
  /** `ProtocolVersion` value. */
  readonly version: number;
  /** `CipherSuite` value; a session of TLS 1.3 may go on with another suite of the same hash. */
  readonly cipherSuite: number;
  /**
   * TLS 1.3: the pre-shared key of one ticket (RFC 9846 §4.7.1 [8446 §4.6.1]). TLS 1.2: the main
   * secret, 48 bytes (RFC 5246 §8.1).
   */
  readonly secret: Bytes;
  /** Seconds since 1970, to the millisecond: for the server when it was issued, for the client when it came. */
  readonly createdAt: number;
  /** Seconds after `createdAt` for which it may be used. */
  readonly lifetime: number;
  /** Added to the ticket's age on the wire, modulo 2^32, so that it tells onlookers nothing. */
  readonly ageAdd: number;
  /** The name the client asked for when the session was made. */
  readonly serverName?: string;
  readonly alpn?: string;
  /** Bytes of early data that may come with it; 0 for none. */
  readonly maxEarlyData: number;
  /** Whether the main secret of TLS 1.2 is bound to its handshake (RFC 7627). */
  readonly extendedMainSecret: boolean;
  /** Whether records of TLS 1.2 are encrypted first and authenticated after (RFC 7366). */
  readonly encryptThenMac: boolean;
  /** The certificates that the peer has proved to be its own, DER, leaf first. */
  readonly peerChain?: readonly Bytes[];
}

/** Whether a session is still of use at that time, in seconds since 1970. */
export function isFresh({ createdAt, lifetime }: SessionState, now: number): boolean {
  return now >= createdAt && now < createdAt + lifetime;
}

/** A time in seconds, as milliseconds in 48 bits. */
const time: Codec<number> = {
  name: "time",
  read: (reader) => (reader.u16() * 2 ** 32 + reader.uint(4)) / 1000,
  write(writer, seconds) {
    const milliseconds = Math.round(seconds * 1000);
    writer.u16(Math.floor(milliseconds / 2 ** 32)).u32(milliseconds % 2 ** 32);
  },
};

const Stored = struct("SessionState", {
  version: uint16,
  cipherSuite: uint16,
  createdAt: time,
  lifetime: uint32,
  ageAdd: uint32,
  maxEarlyData: uint32,
  flags: uint8,
  secret: prefixed(1, rest, { min: 1 }),
  serverName: prefixed(2, rest),
  alpn: prefixed(1, rest),
  peerChain: prefixed(3, list(prefixed(3, rest, { min: 1 }))),
});

const EXTENDED_MAIN_SECRET = 1;
const ENCRYPT_THEN_MAC = 2;

/** A session as it stands inside a ticket: a format of the lab's own, as every server has one. */
export const SessionState: Codec<SessionState> = {
  name: "SessionState",
  read(reader) {
    const { flags, serverName, alpn, peerChain, ...rest } = Stored.read(reader);
    return {
      ...rest,
      extendedMainSecret: (flags & EXTENDED_MAIN_SECRET) !== 0,
      encryptThenMac: (flags & ENCRYPT_THEN_MAC) !== 0,
      ...(serverName.length > 0 && { serverName: fromUtf8(serverName) }),
      ...(alpn.length > 0 && { alpn: fromUtf8(alpn) }),
      ...(peerChain.length > 0 && { peerChain }),
    };
  },
  write(writer, state) {
    const { extendedMainSecret, encryptThenMac, serverName = "", alpn = "" } = state;
    Stored.write(writer, {
      ...state,
      flags: (extendedMainSecret ? EXTENDED_MAIN_SECRET : 0) |
        (encryptThenMac ? ENCRYPT_THEN_MAC : 0),
      serverName: utf8(serverName),
      alpn: utf8(alpn),
      peerChain: state.peerChain ?? [],
    });
  },
};
