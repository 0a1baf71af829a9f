import { type Bytes, type Codec, rest } from "../../bytes/mod.ts";
import { HandshakeType } from "../registry/protocol.ts";
import { Certificate, CertificateVerify, Finished } from "./authentication.ts";
import { ClientHello, ServerHello } from "./hello.ts";
import { EndOfEarlyData, KeyUpdate, NewSessionTicket } from "./post_handshake.ts";
import { CertificateRequest, EncryptedExtensions } from "./server_parameters.ts";

/** Length of the header of every handshake message: type and 24-bit length. */
export const HANDSHAKE_HEADER_LENGTH = 4;

/** The body of each TLS 1.3 handshake message (RFC 9846 §4). */
export const HANDSHAKE_BODIES = {
  client_hello: ClientHello,
  server_hello: ServerHello,
  new_session_ticket: NewSessionTicket,
  end_of_early_data: EndOfEarlyData,
  encrypted_extensions: EncryptedExtensions,
  certificate: Certificate,
  certificate_request: CertificateRequest,
  certificate_verify: CertificateVerify,
  finished: Finished,
  key_update: KeyUpdate,
} as const;

export type HandshakeName = keyof typeof HANDSHAKE_BODIES;

/** Whether TLS 1.3 has a message of that name. */
export function isHandshakeName(name: string | undefined): name is HandshakeName {
  return name !== undefined && Object.hasOwn(HANDSHAKE_BODIES, name);
}

/** A handshake message with its body left as it is. */
export interface RawHandshake {
  readonly msgType: number;
  readonly body: Bytes;
}

/** `Handshake` (RFC 9846 §4): in a tree, the body appears under its structure's name. */
export const Handshake: Codec<RawHandshake> = {
  name: "Handshake",
  read(reader) {
    const msgType = reader.field("msgType", HandshakeType);
    const name = HandshakeType.nameOf(msgType);
    const length = reader.field("length", LENGTH);
    const codec: Codec<unknown> = isHandshakeName(name) ? HANDSHAKE_BODIES[name] : rest;
    reader.annotate(codec === rest ? "body" : codec.name, codec, length);
    return { msgType, body: reader.take(length) };
  },
  write(writer, { msgType, body }) {
    writer.u8(msgType).prefixed(3, () => void writer.bytes(body));
  },
  show: ({ msgType }) => HandshakeType.label(msgType),
};

const LENGTH: Codec<number> = {
  name: "uint24",
  read: (reader) => reader.u24(),
  write: (writer, value) => void writer.u24(value),
  show: (value) => String(value),
};
