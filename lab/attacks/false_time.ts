import { decode } from "../bytes/mod.ts";
import { NTP_CLIENT, NTP_PORT, ntpModeOf, NtpPacket, timeReply, utcText } from "../net/mod.ts";
import type { Attack } from "./position.ts";

/**
 * Answers every question for the time that passes her, in the name of the server and before it can
 * (RFC 4330 §11): the question travels in the clear and holds all that an answer has to repeat. The
 * question itself goes on, and the true answer comes too late.
 *
 * @param ahead how far the time she tells lies ahead of the true one, in seconds
 */
export function falseTime({ ahead }: { readonly ahead: number }): Attack {
  return (mallory) => {
    mallory.note(`${mallory.name} is on-path at "${mallory.link}"`);
    mallory.intercept({
      name: "false time",
      onSegment({ protocol, from, to, payload }, wire) {
        if (protocol !== "udp" || to.port !== NTP_PORT) return "pass";
        const question = decode(NtpPacket, payload);
        if (!question.ok || ntpModeOf(question.value) !== NTP_CLIENT) return "pass";
        const told = (mallory.ambient.now() + ahead) * 1_000_000;
        mallory.note(`${mallory.name} answers first: it is ${utcText(told)}`, wire.packet);
        wire.inject({
          protocol,
          from: to,
          to: from,
          flags: [],
          sequence: 0,
          acknowledgment: 0,
          payload: timeReply(question.value, told),
        });
        return "pass";
      },
    });
  };
}
