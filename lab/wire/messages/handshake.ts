import { type Bytes, type Codec, rest } from "../../bytes/mod.ts";
import { HandshakeType } from "../registry/protocol.ts";
import {
  Certificate,
  CertificateVerify,
  CompressedCertificate,
  Finished,
} from "./authentication.ts";
import { ClientHello, ServerHello } from "./hello.ts";
import { EndOfEarlyData, KeyUpdate, NewSessionTicket } from "./post_handshake.ts";
import { CertificateRequest, EncryptedExtensions } from "./server_parameters.ts";
import { handshakeBodies12, type HandshakeForm } from "./tls12/mod.ts";

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
  compressed_certificate: CompressedCertificate,
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

/** A frame around bodies; in a tree, the body appears under its structure's name. */
function handshakeWith(bodies: Readonly<Record<string, Codec<unknown>>>): Codec<RawHandshake> {
  return {
    name: "Handshake",
    read(reader) {
      const msgType = reader.field("msgType", HandshakeType);
      const name = HandshakeType.nameOf(msgType);
      const length = reader.field("length", LENGTH);
      const codec = name !== undefined && Object.hasOwn(bodies, name) ? bodies[name]! : rest;
      reader.annotate(codec === rest ? bodyName(bodies, name) : codec.name, codec, length);
      return { msgType, body: reader.take(length) };
    },
    write(writer, { msgType, body }) {
      writer.u8(msgType).prefixed(3, () => void writer.bytes(body));
    },
    show: ({ msgType }) => HandshakeType.label(msgType),
  };
}

/** A message that is known but opaque, such as a key exchange without its suite, has a name. */
function bodyName(bodies: Readonly<Record<string, unknown>>, name: string | undefined): string {
  if (name === undefined || !Object.hasOwn(bodies, name)) return "body";
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `Handshake` of TLS 1.3 (RFC 9846 §4). */
export const Handshake: Codec<RawHandshake> = handshakeWith(HANDSHAKE_BODIES);

/**
 * `Handshake` as one version spells it. Reading and writing are the same in all; what differs is
 * the tree, where the body has the form of that version and key exchange (RFC 5246 §7.4).
 */
export function handshakeCodec(form: HandshakeForm): Codec<RawHandshake> {
  return form.version >= 0x0304 ? Handshake : handshakeWith(handshakeBodies12(form));
}

const LENGTH: Codec<number> = {
  name: "uint24",
  read: (reader) => reader.u24(),
  write: (writer, value) => void writer.u24(value),
  show: (value) => String(value),
};
