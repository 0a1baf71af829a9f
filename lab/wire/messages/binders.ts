import { type Bytes, decode } from "../../bytes/mod.ts";
import { preSharedKey } from "../extensions/mod.ts";
import { HANDSHAKE_HEADER_LENGTH } from "./handshake.ts";
import { ClientHello } from "./hello.ts";

/**
 * How many bytes at the end of a ClientHello are its binders, their own length included
 * (RFC 9846 §4.3.11.2 [8446 §4.2.11.2]).
 *
 * @returns `undefined` unless pre_shared_key is there, whole, and the last extension
 */
export function bindersLength(hello: ClientHello): number | undefined {
  const last = hello.extensions?.at(-1);
  if (last === undefined || last.type !== preSharedKey.type) return undefined;
  const offer = decode(preSharedKey.in.client_hello, last.data);
  if (!offer.ok) return undefined;
  return offer.value.binders.reduce((sum, binder) => sum + 1 + binder.length, 2);
}

/**
 * The part of a ClientHello that its binders cover: header and body as they are, the lengths in
 * them as if the binders were there, up to and with the list of identities
 * (RFC 9846 §4.3.11.2 [8446 §4.2.11.2]).
 *
 * @param raw the whole handshake message with its header
 * @returns a view of `raw`; `undefined` where there are no binders
 */
export function truncatedHello(raw: Bytes): Bytes | undefined {
  const hello = decode(ClientHello, raw.subarray(HANDSHAKE_HEADER_LENGTH));
  const length = hello.ok ? bindersLength(hello.value) : undefined;
  return length === undefined ? undefined : raw.subarray(0, raw.length - length);
}
