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

/**
 * The host name in a ClientHello, as anybody on the way can read it (RFC 6066 §3).
 *
 * @param bytes the beginning of a client's stream
 * @returns `undefined` until a whole hello with a name is there
 */
export function readServerName(bytes: Bytes): Bytes | undefined {
  const raw = firstMessage(bytes);
  const message = raw && decode(Handshake, raw);
  if (!message?.ok || message.value.msgType !== HandshakeType.client_hello) return undefined;
  const hello = decode(ClientHello, message.value.body);
  if (!hello.ok) return undefined;
  const names = readExtension(hello.value.extensions ?? [], serverName, "client_hello");
  if (names === undefined || !names.ok) return undefined;
  return names.value.find(({ nameType }) => nameType === NameType.host_name)?.hostName;
}

/** The first handshake message, in however many records it came (RFC 9846 §5.1). */
function firstMessage(bytes: Bytes): Bytes | undefined {
  const framer = new RecordFramer();
  const joiner = new HandshakeJoiner();
  framer.push(bytes);
  for (;;) {
    const record = framer.next();
    if (record === undefined || record instanceof Fault) return undefined;
    if (record.type !== ContentType.handshake) return undefined;
    joiner.push(record.fragment);
    const raw = joiner.next();
    if (raw !== undefined) return raw instanceof Fault ? undefined : raw;
  }
}
