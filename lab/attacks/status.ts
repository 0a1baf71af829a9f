import { type Bytes, concat, EMPTY, fromUtf8, indexOfBytes, utf8 } from "../bytes/mod.ts";
import {
  ocspRequest,
  parseCertificate,
  parseOcspResponse,
  responderOf,
  showTime,
} from "../pki/mod.ts";
import type { Endpoint, EventId } from "../trace/mod.ts";
import type { Attack, Line, Position } from "./position.ts";

/** Where questions about certificates go: they are asked in plain HTTP. */
const HTTP_PORT = 80;

/**
 * Lets nothing through to where certificates are asked about, or to anything else in plain HTTP. To
 * be set going before what she does to other connections.
 */
export function cutOffQuestions(): Attack {
  return (mallory) => {
    let told = false;
    mallory.intercept({
      name: "cut off",
      onSegment({ from, to }, { packet }) {
        if (to.port !== HTTP_PORT) return "pass";
        const asker = mallory.nameOf(from.address);
        const text = `${mallory.name} stops ${asker}'s question, and all that is like it`;
        if (!told) mallory.note(text, packet);
        told = true;
        return "drop";
      },
    });
  };
}

/** An answer that was genuine when it was given. */
export interface KeptAnswer {
  /** Asks for it in her own name, as everybody may (RFC 6960 §4.1). */
  readonly ask: Attack;
  /** The answer, while it has not run out; `undefined` before she has one and afterwards. */
  goodAt(now: number): Bytes | undefined;
}

/**
 * Asks about a certificate, and keeps what comes.
 *
 * @param certificate DER, of the certificate in question; everybody is shown it
 * @param issuer DER, of its issuer's
 * @param responder where the address in the certificate leads
 */
export function keepAnswer(certificate: Bytes, issuer: Bytes, responder: Endpoint): KeptAnswer {
  let kept: Bytes | undefined;
  return {
    ask(mallory) {
      const question = questionOf(mallory, certificate, issuer);
      mallory.connect(responder, {
        onOpen(line, packet) {
          line.write(question, packet);
          hear(line, (body, heard) => {
            kept = body;
            mallory.note(
              `${mallory.name} keeps the answer: good until ${showTime(endOf(body))}`,
              heard,
            );
          });
        },
      });
    },
    goodAt: (now) => kept !== undefined && endOf(kept) >= now ? kept : undefined,
  };
}

function questionOf({ crypto }: Position, certificate: Bytes, issuer: Bytes): Bytes {
  const [leaf, above] = [certificate, issuer].map(parseCertificate);
  const address = leaf!.ok ? responderOf(leaf!.value) : undefined;
  const [, host, path] = /^http:\/\/([^/]+)(\/\S*)$/.exec(address ?? "") ?? [];
  if (!leaf!.ok || !above!.ok || host === undefined) {
    throw new TypeError("Cannot ask about a certificate that does not say where");
  }
  const body = ocspRequest(leaf!.value.serialNumber, above!.value, { provider: crypto });
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Content-Type: application/ocsp-request",
    `Content-Length: ${body.length}`,
  ];
  return concat(utf8(`${head.join("\r\n")}\r\n\r\n`), body);
}

/** Waits for the body of one response (RFC 9112 §6.2). */
function hear(line: Line, done: (body: Bytes, packet: EventId) => void): void {
  let heard: Bytes = EMPTY;
  let over = false;
  line.listen({
    onData(bytes, packet) {
      heard = concat(heard, bytes);
      const head = indexOfBytes(heard, utf8("\r\n\r\n"));
      if (head < 0 || over) return;
      const fields = fromUtf8(heard.subarray(0, head));
      const length = Number(/^content-length: *(\d{1,7})$/im.exec(fields)?.[1] ?? 0);
      const body = heard.subarray(head + 4);
      if (body.length < length) return;
      over = true;
      done(body.slice(0, length), packet);
      line.end(packet);
    },
  });
}

/** Until when an answer is good, in seconds since 1970. */
function endOf(answer: Bytes): number {
  const read = parseOcspResponse(answer);
  const data = read.ok ? read.value.responseBytes?.response.tbsResponseData : undefined;
  return data?.responses[0]?.nextUpdate ?? 0;
}
