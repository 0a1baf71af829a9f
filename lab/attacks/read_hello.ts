import { type Bytes, decode } from "../bytes/mod.ts";
import { RecordFramer } from "../tls/mod.ts";
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
  const framer = new RecordFramer();
  framer.push(bytes);
  const record = framer.next();
  if (record === undefined || !("fragment" in record)) return undefined;
  if (record.type !== ContentType.handshake) return undefined;
  const message = decode(Handshake, record.fragment);
  if (!message.ok || message.value.msgType !== HandshakeType.client_hello) return undefined;
  const hello = decode(ClientHello, message.value.body);
  if (!hello.ok) return undefined;
  const names = readExtension(hello.value.extensions ?? [], serverName, "client_hello");
  if (names === undefined || !names.ok) return undefined;
  return names.value.find(({ nameType }) => nameType === NameType.host_name)?.hostName;
}
