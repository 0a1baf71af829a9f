import type { CryptoProvider } from "../crypto/mod.ts";
import { type EventId, eventOf, type Trace } from "../trace/mod.ts";
import { ContentType } from "../wire/mod.ts";
import type { HandshakeCost } from "./cost.ts";
import { dissect, type DissectedRecord } from "./dissect.ts";
import { endpoint } from "./streams.ts";

/** The first thing each end says under seal: a message, or `application data`. */
export interface SealedFrom {
  readonly client?: string;
  readonly server?: string;
}

/** From where on connections are sealed, by the packet in which the ClientHello begins. */
export function sealedFrom(
  trace: Trace,
  crypto: CryptoProvider,
  handshakes: readonly Pick<HandshakeCost, "hello">[],
): ReadonlyMap<EventId, SealedFrom> {
  const hellos = new Set(handshakes.map(({ hello }) => hello));
  const first = new Map<string, string>();
  for (const [id, records] of dissect(trace, crypto, (packet) => hellos.has(packet))) {
    const way = wayOf(trace, id);
    const sealed = records.find(({ protection }) => protection !== "none");
    if (way !== undefined && sealed !== undefined && !first.has(way.out)) {
      first.set(way.out, nameOf(sealed));
    }
  }
  return new Map([...hellos].map((hello) => {
    const way = wayOf(trace, hello);
    const [client, server] = way === undefined ? [] : [first.get(way.out), first.get(way.back)];
    return [hello, {
      ...(client !== undefined && { client }),
      ...(server !== undefined && { server }),
    }];
  }));
}

/** Both directions of the connection a packet belongs to, on its link; records come in order. */
function wayOf(trace: Trace, id: EventId): { out: string; back: string } | undefined {
  const packet = eventOf(trace, id);
  if (packet.kind !== "wire.sent") return undefined;
  const { link, segment: { from, to } } = packet;
  return {
    out: `${link} ${endpoint(from)} ${endpoint(to)}`,
    back: `${link} ${endpoint(to)} ${endpoint(from)}`,
  };
}

function nameOf({ messages: [message], content }: DissectedRecord): string {
  if (message !== undefined) return message.name;
  if (content === undefined) return "something no key of the run opens";
  return content.type === ContentType.application_data
    ? "application data"
    : ContentType.label(content.type);
}
