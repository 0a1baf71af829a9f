/** The hello of SSL 2.0, with which clients of the nineties began even when they could do better. */
import {
  type Bytes,
  type Codec,
  list,
  type Reader,
  registry,
  rest,
  uint16,
  uint24,
} from "../bytes/mod.ts";
import { ProtocolVersion } from "./registry/protocol.ts";
import { CipherSuite } from "./registry/suites.ts";

/** Message types of SSL 2.0 that matter here (RFC 5246 §E.2). */
export const Ssl2MessageType = registry("Ssl2MessageType", 1, { CLIENT_HELLO: 1 });

/** `V2ClientHello` (RFC 5246 §E.2). Its three length fields follow from the parts. */
export interface Ssl2ClientHello {
  /** The highest version the client can speak, as in any ClientHello. */
  readonly version: number;
  /** Three-byte numbers; those that begin with a zero byte are suites of SSL 3.0 and TLS. */
  readonly cipherSpecs: readonly number[];
  readonly sessionId: Bytes;
  /** 16 to 32 bytes; what `random` is in a ClientHello. */
  readonly challenge: Bytes;
}

const HEADER_FLAG = 0x8000;

const HEADER: Codec<number> = {
  name: "uint16",
  read(reader) {
    const value = uint16.read(reader);
    if ((value & HEADER_FLAG) !== 0) return value & ~HEADER_FLAG;
    reader.position -= 2;
    return reader.fail("the highest bit is not set");
  },
  write: (writer, value) => void writer.u16(value | HEADER_FLAG),
  show: (value) => String(value),
};

const SPEC: Codec<number> = {
  ...uint24,
  show: (value) =>
    value >> 16 === 0
      ? CipherSuite.label(value)
      : `a cipher of SSL 2.0 (0x${value.toString(16).padStart(6, "0")})`,
};

/** The next `count` octets, all of which a part has to use. */
const exactly = <T>(count: number, codec: Codec<T>): Codec<T> => ({
  ...codec,
  read: (reader) => reader.within(count, codec),
});

/** The whole message with its two-byte length, as it stands on the wire without a record. */
export const Ssl2ClientHello: Codec<Ssl2ClientHello> = {
  name: "V2ClientHello",
  read(reader) {
    return reader.within(reader.field("msgLength", HEADER), BODY);
  },
  write(writer, hello) {
    const { cipherSpecs, sessionId, challenge } = hello;
    HEADER.write(writer, 9 + 3 * cipherSpecs.length + sessionId.length + challenge.length);
    BODY.write(writer, hello);
  },
};

const BODY: Codec<Ssl2ClientHello> = {
  name: "V2ClientHello",
  read(reader: Reader) {
    const { position } = reader;
    if (reader.field("msgType", Ssl2MessageType) !== Ssl2MessageType.CLIENT_HELLO) {
      reader.position = position;
      reader.fail("not a CLIENT-HELLO");
    }
    const version = reader.field("version", ProtocolVersion);
    const specs = reader.field("cipherSpecLength", uint16);
    const id = reader.field("sessionIdLength", uint16);
    const challengeLength = reader.field("challengeLength", uint16);
    return {
      version,
      cipherSpecs: reader.field("cipherSpecs", exactly(specs, list(SPEC))),
      sessionId: reader.field("sessionId", exactly(id, rest)),
      challenge: reader.field("challenge", exactly(challengeLength, rest)),
    };
  },
  write(writer, { version, cipherSpecs, sessionId, challenge }) {
    writer.u8(Ssl2MessageType.CLIENT_HELLO).u16(version);
    writer.u16(3 * cipherSpecs.length).u16(sessionId.length).u16(challenge.length);
    list(SPEC).write(writer, cipherSpecs);
    writer.bytes(sessionId).bytes(challenge);
  },
};

/**
 * Whether a stream begins with a CLIENT-HELLO of SSL 2.0. A TLS record cannot look like that: its
 * first byte is a content type below 0x80.
 *
 * @param bytes the first five bytes, or more
 */
export function isSsl2ClientHello(bytes: Bytes): boolean {
  if (bytes.length < 5 || bytes[0]! < 0x80) return false;
  const version = (bytes[3]! << 8) | bytes[4]!;
  return bytes[2] === Ssl2MessageType.CLIENT_HELLO &&
    (version === ProtocolVersion["SSL 2.0"] || bytes[3] === 3);
}

/** The suites of SSL 3.0 and TLS among the cipher specs (RFC 5246 §E.2). */
export function tlsSuites({ cipherSpecs }: Ssl2ClientHello): readonly number[] {
  return cipherSpecs.filter((spec) => spec >> 16 === 0);
}

/** The challenge as a `random` of 32 bytes: zeros are put in front (RFC 5246 §E.2). */
export function challengeRandom({ challenge }: Ssl2ClientHello): Bytes {
  const random = new Uint8Array(32);
  random.set(challenge.subarray(-32), Math.max(0, 32 - challenge.length));
  return random;
}
