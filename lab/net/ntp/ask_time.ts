import { type Bytes, decode, equalBytes } from "../../bytes/mod.ts";
import type { EventId, Micros, Segment } from "../../trace/mod.ts";
import type { Node } from "../node.ts";
import { seconds } from "../time.ts";
import {
  headerOf,
  modeOf,
  NTP_PORT,
  NtpPacket,
  type NtpSeal,
  SERVER,
  timeRequest,
} from "./packet.ts";

/** How it is asked, and which answers are believed. */
export interface AskTimeOptions {
  /** The own clock, in micros since 1970. */
  readonly clock: () => Micros;
  /** Answers that are further away from the own clock than that are passed over; none unless said. */
  readonly most?: Micros | undefined;
  /** Answers that are not sealed with this key are passed over; unless said, nobody asks for one. */
  readonly seal?: NtpSeal | undefined;
  /** Told of every answer that is passed over, with how far off it is. */
  readonly onPassedOver?: (why: PassedOver, offset: Micros, packet: EventId) => void;
}

/** Why an answer is passed over. */
export type PassedOver = "not sealed" | "too far";

/** What came of asking; the offset is what the own clock is behind, in micros. */
export type AskTimeResult =
  | { readonly ok: true; readonly offset: Micros; readonly packet: EventId }
  | { readonly ok: false; readonly reason: "unreachable" | "timed out" };

const TRIES = 3;
const PATIENCE = seconds(2);

/**
 * Asks a server what time it is (SNTP, RFC 4330 §5). The first answer that fits the question is
 * believed: without a key, whoever can read the question can write the answer.
 *
 * @param server its address
 * @param done is called once, later
 */
export function askTime(
  node: Node,
  server: string,
  options: AskTimeOptions,
  done: (result: AskTimeResult) => void,
): void {
  const { clock, most = Infinity, seal, onPassedOver } = options;
  const { world } = node.network;
  const port = node.freePort();
  const asked = new Set<Micros>();

  const guard = node.bind(port, ({ from, payload }: Segment, packet) => {
    if (from.address !== server || from.port !== NTP_PORT) return;
    const reply = decode(NtpPacket, payload);
    if (!reply.ok || !answers(reply.value, asked)) return;
    const { origin, receive, transmit } = reply.value;
    const offset = Math.round((receive - origin + transmit - clock()) / 2);
    if (seal !== undefined && !isSealed(reply.value, seal)) {
      return onPassedOver?.("not sealed", offset, packet);
    }
    if (Math.abs(offset) > most) return onPassedOver?.("too far", offset, packet);
    finish({ ok: true, offset, packet });
  });
  let alarm = ask(TRIES);

  function ask(tries: number) {
    const sent = tries > 0 && send(timeRequest(clock(), seal));
    if (sent) return world.after(PATIENCE, () => alarm = ask(tries - 1));
    const reason = tries === TRIES ? "unreachable" : "timed out";
    return world.after(0, () => finish({ ok: false, reason }));
  }

  function send(request: Bytes): boolean {
    asked.add(clock());
    return node.sendDatagram(port, { address: server, port: NTP_PORT }, request) !== undefined;
  }

  function finish(result: AskTimeResult): void {
    alarm.cancel();
    guard.uninstall();
    done(result);
  }
}

/** Whether it is an answer, and to a question of ours (RFC 4330 §5, checks 3 and 4). */
function answers(reply: NtpPacket, asked: ReadonlySet<Micros>): boolean {
  const { stratum, transmit, origin } = reply;
  return modeOf(reply) === SERVER && stratum >= 1 && stratum <= 15 && transmit !== 0 &&
    asked.has(origin);
}

function isSealed(reply: NtpPacket, seal: NtpSeal): boolean {
  const { mac } = reply;
  return mac?.keyId === seal.keyId && equalBytes(mac.digest, seal.digest(headerOf(reply)));
}
