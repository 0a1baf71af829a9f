/** Where a text was from the press of a button to its arrival, from the record of the run. */
import { fromUtf8, indexOfBytes, utf8 } from "../../lab/bytes/mod.ts";
import {
  eventsOf,
  found,
  type Packet,
  packetsOf,
  type Recorded,
  type Table,
} from "../../lab/scenario/mod.ts";

/** The act in which the button is pressed. */
export const PRESSED = 4;

/** The stations of the text; events are numbers in the trace. */
export interface TextJourney {
  /** When the button was pressed, in virtual microseconds. */
  readonly pressed: number;
  /** The packet that asks for a connection, without any payload. */
  readonly asked: { readonly event: number; readonly at: number };
  /** When the browser handed the text to what is below it. */
  readonly handed: { readonly event: number; readonly at: number };
  /** Set where TLS made keys. */
  readonly connected?: { readonly event: number; readonly at: number };
  readonly left: { readonly packet: Packet; readonly at: number };
  readonly arrived: { readonly event: number; readonly at: number };
  /** Packets with a payload that left before the one with the text in it. */
  readonly before: readonly Packet[];
}

/**
 * @param text as it was typed
 * @throws {Error} if the run has no such journey
 */
export function readJourney(run: Recorded, text: string): TextJourney {
  const { events } = run.trace;
  const act = found(eventsOf(run, "act")[PRESSED - 1], "the act with the button");
  const later = <T extends { readonly id: number }>(all: readonly T[]) =>
    all.filter(({ id }) => id > act.id);
  const asked = later(eventsOf(run, "wire.sent", "alice"))
    .find(({ segment }) => segment.flags.includes("SYN"));
  const spoken = (node: string, direction: "sent" | "received") =>
    found(
      later(eventsOf(run, "app.data", node)).find((event) =>
        event.direction === direction && fromUtf8(event.data).includes(text)
      ),
      `the text at ${node}`,
    );
  const connected = later(eventsOf(run, "tls.connected", "alice"))[0];
  const handed = spoken("alice", "sent");
  const since = Math.max(handed.id, connected?.id ?? 0);
  const packets = packetsOf(run, { from: "alice", act: PRESSED });
  const left = found(
    packets.find(({ event, payload }) => event > since && payload.length >= text.length),
    "the packet with the text",
  );
  const place = ({ id, at }: { readonly id: number; readonly at: number }) => ({ event: id, at });
  return {
    pressed: act.at,
    asked: place(found(asked, "the packet that asks for a connection")),
    handed: place(handed),
    ...(connected !== undefined && { connected: place(connected) }),
    left: { packet: left, at: events[left.event]!.at },
    arrived: place(spoken("blog", "received")),
    before: packets.filter(({ event }) => event < left.event),
  };
}

/** How many of these packets have the text in them, as it was typed. */
export function withText(packets: readonly Packet[], text: string): number {
  return packets.filter(({ payload }) => indexOfBytes(payload, utf8(text)) >= 0).length;
}

/** The journey for people: milliseconds since the press of the button. */
export function journeyOfText(trace: Recorded["trace"], text: string): Table {
  const { pressed, asked, handed, connected, left, arrived, before } = readJourney({ trace }, text);
  const ms = (at: number) => String((at - pressed) / 1000);
  const tls = connected !== undefined;
  const open = withText([left.packet], text) > 0 ? "in the clear" : "sealed";
  const rows = [
    [ms(pressed), "Alice presses the button", "in the browser"],
    [ms(asked.at), "TCP asks for a connection", "in the browser"],
    [ms(handed.at), "TCP is open", tls ? "in TLS, in the clear, at home" : "on its way out"],
    ...(tls
      ? [
        [ms(handed.at), "the ClientHello leaves", "in TLS, in the clear, at home"],
        [ms(connected.at), "the handshake is done", "in TLS, being sealed"],
      ]
      : []),
    [
      ms(left.at),
      `a packet of ${left.packet.payload.length} bytes leaves`,
      `on the wire, ${open}`,
    ],
    [ms(arrived.at), "the blog reads it", "at the blog"],
  ];
  const bytes = before.reduce((sum, { payload }) => sum + payload.length, 0);
  const among = withText(before, text) > 0 ? "among them" : "not among them";
  return {
    title: "Where the text is, in milliseconds since the button. " +
      (bytes === 0
        ? "Nothing of Alice's left before it"
        : `${bytes} bytes of Alice's left before it, and the text is ${among}`),
    columns: ["ms", "what happens", "where the text is"],
    rows,
  };
}
