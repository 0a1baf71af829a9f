import { type Bytes, concat, EMPTY, fromUtf8, indexOfBytes, utf8 } from "../bytes/mod.ts";

/** A request to an authority, as far as this protocol needs one. */
export interface AcmeRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly path: string;
  readonly body: string;
}

/** Its answer. */
export interface AcmeResponse {
  readonly status: number;
  /** By name in small letters. */
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The request as HTTP/1.1 writes it (RFC 9112 §3); bodies are signed requests (RFC 8555 §6.2). */
export function requestText(host: string, { method, path, body }: AcmeRequest): string {
  const head = [`${method} ${path} HTTP/1.1`, `Host: ${host}`];
  if (method === "POST") {
    head.push("Content-Type: application/jose+json", `Content-Length: ${utf8(body).length}`);
  }
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

/** Reads one request; `undefined` if it is none of this protocol's. */
export function readRequestText(text: string): AcmeRequest | undefined {
  const end = text.indexOf("\r\n\r\n");
  const [, method, path] = /^(GET|HEAD|POST) (\/\S*) HTTP\/1\.1\r\n/.exec(text) ?? [];
  if (end < 0 || path === undefined) return undefined;
  return { method: method as AcmeRequest["method"], path, body: text.slice(end + 4) };
}

const HEAD_END = utf8("\r\n\r\n");

/** Cuts answers with a Content-Length (RFC 9112 §6.2) out of a stream. */
export class ResponseStream {
  #buffered: Bytes = EMPTY;

  /** The next whole answer, with what has come now; `undefined` until it is there. */
  push(bytes: Bytes): AcmeResponse | undefined {
    this.#buffered = concat(this.#buffered, bytes);
    const head = indexOfBytes(this.#buffered, HEAD_END);
    if (head < 0) return undefined;
    const [first = "", ...lines] = fromUtf8(this.#buffered.subarray(0, head)).split("\r\n");
    const fields: Record<string, string> = {};
    for (const line of lines) {
      const [, name, value] = /^([\w-]+): *(.*)$/.exec(line) ?? [];
      if (name !== undefined) fields[name.toLowerCase()] = value!;
    }
    const length = Number(/^\d{1,6}$/.exec(fields["content-length"] ?? "")?.[0] ?? 0);
    const end = head + HEAD_END.length + length;
    if (this.#buffered.length < end) return undefined;
    const body = fromUtf8(this.#buffered.subarray(end - length, end));
    this.#buffered = this.#buffered.subarray(end);
    return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), fields, body };
  }
}
