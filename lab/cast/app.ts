import { type Bytes, concat, EMPTY, fromUtf8, indexOfBytes, utf8 } from "../bytes/mod.ts";
import type { EventId } from "../trace/mod.ts";

/** What an application may do besides answering. */
export interface AppContext {
  /** Something happens in the world that a verdict may ask for: a payment, a login. */
  effect(what: string): void;
  /** What brought the request. */
  readonly cause?: EventId;
  /** Whether the conversation goes through TLS now. */
  readonly secure: boolean;
  /** The name in the certificate that the client has proved to be its own, if it has. */
  readonly client?: string;
  /**
   * Asks the client who it is in a new handshake on this connection (RFC 5246 §7.4.1.1), and answers
   * the request when that is done. In TLS 1.2 only, and if the server agrees to new handshakes.
   *
   * @param then what to do with the request, now that the client has shown who it is
   */
  askWho(then: (client: string) => string): void;
  /** Whether the request came before the handshake was done, and may be a copy (RFC 9846 §8). */
  readonly early?: boolean;
  /**
   * Goes over to TLS once the answer is sent, where the server offers that.
   *
   * @param readAhead what had come in the same breath behind the command
   */
  startTls(readAhead: Bytes): void;
}

/** What a server does with a request; `undefined` for no answer. */
export type Answer = (request: string, context: AppContext) => string | undefined;

/** One conversation with an application: bytes in, bytes out. */
export interface Conversation {
  (data: Bytes, context: AppContext): Bytes | undefined;
  /** What the application says before it is asked. */
  readonly greeting?: Bytes;
  /**
   * Nothing more will come.
   *
   * @param complete whether the peer has said so itself; otherwise something may be missing
   */
  readonly over?: (complete: boolean, context: AppContext) => void;
}

/** An application, as a maker of conversations. */
export type App = () => Conversation;

/** Requests and answers of one line each. */
export function lines(answer: Answer): App {
  return framed((buffered) => {
    const end = buffered.indexOf(0x0a);
    return end < 0 ? undefined : { request: buffered.subarray(0, end), used: end + 1 };
  }, (request, context) => {
    const reply = answer(request, context);
    return reply === undefined ? undefined : `${reply}\n`;
  });
}

/**
 * One text, as long as the conversation is: nothing in it says where it ends, so its end is the end
 * of the connection (RFC 9112 §6.3, the last of its rules).
 *
 * @param take is given the text once nothing more will come
 */
export function wholeText(
  take: (text: string, complete: boolean, context: AppContext) => void,
): App {
  return () => {
    let text: Bytes = EMPTY;
    const listen = (data: Bytes): undefined => void (text = concat(text, data));
    return Object.assign(listen, {
      over: (complete: boolean, context: AppContext) => take(fromUtf8(text), complete, context),
    });
  };
}

/** The empty line behind the header fields. */
const HEAD_END = utf8("\r\n\r\n");

/** HTTP/1.1 requests with a Content-Length (RFC 9112 §6.2); the answer is a whole response. */
export function http(answer: Answer): App {
  return framed(nextRequest, answer);
}

function nextRequest(buffered: Bytes): { request: Bytes; used: number } | undefined {
  const head = indexOfBytes(buffered, HEAD_END);
  if (head < 0) return undefined;
  const fields = fromUtf8(buffered.subarray(0, head));
  const length = /^content-length: *(\d{1,7})$/im.exec(fields)?.[1] ?? "0";
  const used = head + HEAD_END.length + Number(length);
  return buffered.length < used ? undefined : { request: buffered.subarray(0, used), used };
}

/** What a server does with a request whose body is no text; the answer is a whole response. */
export type OctetAnswer = (head: string, body: Bytes) => Bytes;

/** The same for bodies that are no text, in either direction. */
export function httpOctets(answer: OctetAnswer): App {
  return () => {
    let buffered: Bytes = EMPTY;
    return (data) => {
      buffered = concat(buffered, data);
      const replies: Bytes[] = [];
      for (let found = nextRequest(buffered); found !== undefined; found = nextRequest(buffered)) {
        buffered = buffered.subarray(found.used);
        const head = indexOfBytes(found.request, HEAD_END);
        const fields = fromUtf8(found.request.subarray(0, head));
        replies.push(answer(fields, found.request.subarray(head + HEAD_END.length)));
      }
      return replies.length === 0 ? undefined : concat(...replies);
    };
  };
}

/**
 * Responses of the simple kind.
 *
 * @param fields more header fields, by name
 */
export function httpResponse(
  status: string,
  body: string,
  fields: Readonly<Record<string, string>> = {},
): string {
  const head = [
    `HTTP/1.1 ${status}`,
    ...(Object.keys(fields).some(isContentType) ? [] : ["Content-Type: text/plain"]),
    ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${utf8(body).length}`,
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

function isContentType(name: string): boolean {
  return name.toLowerCase() === "content-type";
}

/** Sends everybody who comes without TLS to the same address with it (RFC 9110 §15.4.2). */
export function httpsRedirect(host: string): App {
  return http((request) => {
    const path = /^\S+ (\/\S*)/.exec(request)?.[1] ?? "/";
    return httpResponse("301 Moved Permanently", "", { Location: `https://${host}${path}` });
  });
}

function framed(
  next: (buffered: Bytes) => { request: Bytes; used: number } | undefined,
  answer: Answer,
): App {
  return () => {
    let buffered: Bytes = EMPTY;
    return (data, context) => {
      buffered = concat(buffered, data);
      const replies: string[] = [];
      for (let found = next(buffered); found !== undefined; found = next(buffered)) {
        buffered = buffered.subarray(found.used);
        const reply = answer(fromUtf8(found.request), context);
        if (reply !== undefined) replies.push(reply);
      }
      return replies.length === 0 ? undefined : utf8(replies.join(""));
    };
  };
}
