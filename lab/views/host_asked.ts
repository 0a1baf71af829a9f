import { type Bytes, decode, fromUtf8 } from "../bytes/mod.ts";
import type { EventOf, Trace } from "../trace/mod.ts";
import {
  ClientHello,
  ContentType,
  HANDSHAKE_HEADER_LENGTH,
  HandshakeType,
  readExtension,
  serverName,
} from "../wire/mod.ts";
import { endpoint } from "./streams.ts";

/** Octets of a record in front of what it holds. */
const RECORD_HEADER_LENGTH = 5;

/**
 * The name in the hello to which a chain was the answer (RFC 6066 §3). It may hold anything;
 * `undefined` where there is none, or where the hello did not fit into one packet.
 */
export function hostAsked(
  { events }: Trace,
  { node, cause }: EventOf<"tls.check">,
): string | undefined {
  const answer = events[cause ?? -1];
  if (answer?.kind !== "wire.sent") return undefined;
  const [here, there] = [endpoint(answer.segment.to), endpoint(answer.segment.from)];
  for (let i = answer.id - 1; i >= 0; i--) {
    const event = events[i]!;
    if (event.kind !== "wire.sent" || event.node !== node) continue;
    const { from, to, payload } = event.segment;
    if (endpoint(from) !== here || endpoint(to) !== there || !holdsHello(payload)) continue;
    const hello = decode(
      ClientHello,
      payload.subarray(
        RECORD_HEADER_LENGTH + HANDSHAKE_HEADER_LENGTH,
        RECORD_HEADER_LENGTH + (payload[3]! << 8) + payload[4]!,
      ),
    );
    if (!hello.ok) return undefined;
    const names = readExtension(hello.value.extensions ?? [], serverName, "client_hello");
    const host = names?.ok ? names.value[0]?.hostName : undefined;
    return host === undefined ? undefined : fromUtf8(host);
  }
  return undefined;
}

function holdsHello(payload: Bytes): boolean {
  return payload[0] === ContentType.handshake &&
    payload[RECORD_HEADER_LENGTH] === HandshakeType.client_hello;
}
