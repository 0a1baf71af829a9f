import { type Bytes, decode } from "../bytes/mod.ts";
import { Fault, HandshakeJoiner, RecordFramer } from "../tls/mod.ts";
import {
  ClientHello,
  ContentType,
  Handshake,
  HandshakeType,
  NameType,
  readExtension,
  serverName,
} from "../wire/mod.ts";

/** What anybody on the way can read of the beginning of a client's stream. */
export interface Beginning {
  /** Whether more bytes would tell more: false once a hello is whole, or it cannot become one. */
  readonly complete: boolean;
  /** The host name asked for, if there is one (RFC 6066 §3). */
  readonly serverName?: Bytes;
}

/**
 * The host name in a ClientHello, as anybody on the way can read it (RFC 6066 §3).
 *
 * @param bytes the beginning of a client's stream
 * @returns `undefined` until a whole hello with a name is there
 */
export function readServerName(bytes: Bytes): Bytes | undefined {
  return readBeginning(bytes).serverName;
}

/** Reads as far as the first handshake message, and says whether it is worth waiting for more. */
export function readBeginning(bytes: Bytes): Beginning {
  const raw = firstMessage(bytes);
  if (raw === "incomplete") return { complete: false };
  const serverName = raw === "no TLS" ? undefined : nameIn(raw);
  return { complete: true, ...(serverName !== undefined && { serverName }) };
}

function nameIn(raw: Bytes): Bytes | undefined {
  const message = decode(Handshake, raw);
  if (!message.ok || message.value.msgType !== HandshakeType.client_hello) return undefined;
  const hello = decode(ClientHello, message.value.body);
  if (!hello.ok) return undefined;
  const names = readExtension(hello.value.extensions ?? [], serverName, "client_hello");
  if (names === undefined || !names.ok) return undefined;
  return names.value.find(({ nameType }) => nameType === NameType.host_name)?.hostName;
}

/** The first handshake message, in however many records it came (RFC 9846 §5.1). */
function firstMessage(bytes: Bytes): Bytes | "incomplete" | "no TLS" {
  const framer = new RecordFramer();
  const joiner = new HandshakeJoiner();
  framer.push(bytes);
  for (;;) {
    const record = framer.next();
    if (record === undefined) return "incomplete";
    if (record instanceof Fault || record.type !== ContentType.handshake) return "no TLS";
    joiner.push(record.fragment);
    const raw = joiner.next();
    if (raw !== undefined) return raw instanceof Fault ? "no TLS" : raw;
  }
}
