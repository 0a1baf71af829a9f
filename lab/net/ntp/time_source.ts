import { decode } from "../../bytes/mod.ts";
import type { Micros } from "../../trace/mod.ts";
import type { Guard } from "../link.ts";
import type { Node } from "../node.ts";
import { CLIENT, modeOf, NTP_PORT, NtpPacket, type NtpSeal, timeReply } from "./packet.ts";

/**
 * Begins to answer questions for the time on port 123 of a node. It remembers nobody.
 *
 * @param clock what it says the time is, in micros since 1970
 * @param seal what its answers are sealed with, for those who ask with the same key
 * @throws {RangeError} if the port is bound already
 */
export function timeSource(node: Node, clock: () => Micros, seal?: NtpSeal): Guard {
  return node.bind(NTP_PORT, ({ from, payload }, packet) => {
    const request = decode(NtpPacket, payload);
    if (!request.ok || modeOf(request.value) !== CLIENT) return;
    const wanted = request.value.mac?.keyId;
    const key = wanted === undefined || wanted !== seal?.keyId ? undefined : seal;
    node.sendDatagram(NTP_PORT, from, timeReply(request.value, clock(), key), packet);
  });
}
