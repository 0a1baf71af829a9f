import { type Bytes, concat, EMPTY, utf8 } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import { PlainChannel, type Question } from "../host/mod.ts";
import { seconds } from "../net/mod.ts";
import { ocspRequest, parseCertificate, responderOf } from "../pki/mod.ts";
import type { EventId } from "../trace/mod.ts";
import type { Authority, IssuedIdentity } from "./authority.ts";
import type { Person } from "./person.ts";
import { addressOf, ResponseReader } from "./web.ts";

/** How long somebody waits for an answer about a certificate. */
const PATIENCE = seconds(3);

/**
 * Asks a responder about a certificate (RFC 6960 §A.1), or fetches a revocation list (RFC 5280
 * §4.2.1.13): over plain HTTP, since what comes is signed, and since TLS would need a certificate to
 * be asked about first. Who stands in between can drop it all, or answer with something older.
 *
 * @param answered is told once: what came, or nothing
 */
export function askAbout(
  { stage, node, name }: Person,
  question: Question,
  answered: (answer: Bytes | undefined, cause?: EventId) => void,
  cause: EventId | undefined,
): void {
  const { world } = stage;
  const address = addressOf(question.address);
  const server = address && stage.hostOf(address.host);
  if (address === undefined || server === undefined) return answered(undefined, cause);
  let over = false;
  const end = (answer: Bytes | undefined, because: EventId | undefined) => {
    if (over) return;
    over = true;
    patience.cancel();
    answered(answer, because);
  };
  const patience = world.after(PATIENCE, () => {
    const text = `${name} gives up: no answer from ${address.host}`;
    const note = world.trace.record(name, { kind: "note", text }, cause);
    stream.abort(note);
    end(undefined, note);
  });
  const stream = node.connect({ address: server.node.address, port: 80 }, {
    onOpen: (open, packet) => {
      const connection = stage.channelName(name, name, server.name);
      const channel = new PlainChannel(open, world.trace, { node: name, name: connection });
      const reader = new ResponseReader();
      channel.handlers = {
        onData: (data, event) => {
          reader.push(data);
          const response = reader.nextOctets();
          if (response === undefined) return;
          channel.close(event);
          end(response.status === 200 ? response.body : undefined, event);
        },
        onClose: (event) => end(undefined, event),
      };
      channel.send(requestFor(question, address.host, address.path), packet);
    },
    onReset: (_reason, packet) => end(undefined, packet ?? cause),
  }, cause === undefined ? {} : { cause });
}

function requestFor(question: Question, host: string, path: string): Bytes {
  const body = question.to === "responder" ? question.request : EMPTY;
  const head = [
    `${question.to === "responder" ? "POST" : "GET"} ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...(question.to === "responder"
      ? ["Content-Type: application/ocsp-request", `Content-Length: ${body.length}`]
      : []),
  ];
  return concat(utf8(`${head.join("\r\n")}\r\n\r\n`), body);
}

/**
 * What to ask about somebody's certificate.
 *
 * @throws {TypeError} if the certificate does not say where
 */
export function questionAbout(
  { chain }: IssuedIdentity,
  issuer: Authority,
  provider: CryptoProvider,
): Question & { readonly to: "responder" } {
  const [leaf, above] = [chain[0]!, issuer.certificate].map(parseCertificate);
  const address = leaf!.ok ? responderOf(leaf!.value) : undefined;
  if (!leaf!.ok || !above!.ok || address === undefined) {
    throw new TypeError("Cannot ask about a certificate that does not say where");
  }
  const request = ocspRequest(leaf!.value.serialNumber, above!.value, { provider });
  return { to: "responder", address, request };
}
