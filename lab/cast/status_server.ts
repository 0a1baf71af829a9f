import { type Bytes, concat, equalBytes, utf8 } from "../bytes/mod.ts";
import type { Node } from "../net/mod.ts";
import {
  type Certificate,
  type Extension,
  type KnownStatus,
  makeExtension,
  means,
  mustStaple,
  ocspAnswer,
  ocspRefusal,
  parseCertificate,
  parseOcspRequest,
  whereToAsk,
} from "../pki/mod.ts";
import { httpOctets } from "./app.ts";
import type { Authority } from "./authority.ts";
import { Server } from "./server.ts";
import { type Span, spanMicros } from "./span.ts";
import type { Stage } from "./stage.ts";

export interface StatusServerOptions {
  /** Whose certificates it answers about. */
  readonly authority: Authority;
  /** Its own name: `status.trent.example`. */
  readonly host: string;
  /** For how long an answer or a list is good; four days unless said. */
  readonly lasting?: Span;
  /** Whether it gives nonces back (RFC 8954 §2.1); true unless said. */
  readonly nonces?: boolean;
}

/**
 * Where an authority tells what it has taken back: a responder (RFC 6960), and the list (RFC 5280
 * §5), both on port 80. The answers are signed with a key of its own, which the authority has put in
 * charge (RFC 6960 §2.6); the list with the authority's.
 */
export class StatusServer extends Server {
  readonly #authority: Authority;
  readonly #issuer: Certificate;
  readonly #lasting: number;
  readonly #nonces: boolean;
  #lists = 0;

  constructor(stage: Stage, node: Node, options: StatusServerOptions) {
    const { authority, host, lasting = { days: 4 }, nonces = true } = options;
    const identity = authority.issue(host, {
      extendedKeyUsage: ["OCSPSigning"],
      extensions: [makeExtension("id-pkix-ocsp-nocheck", null)],
    });
    const app = httpOctets((head, body) => this.#respond(head, body));
    super(stage, node, { identity, tls: false, app });
    const issuer = parseCertificate(authority.certificate);
    if (!issuer.ok) throw new Error(`Cannot read a certificate just written: ${issuer.error}`);
    this.#authority = authority;
    this.#issuer = issuer.value;
    this.#lasting = spanMicros(lasting) / 1_000_000;
    this.#nonces = nonces;
  }

  /** For certificates that are asked about here, and perhaps promise to bring the answer along. */
  pointers({ promised = false }: { readonly promised?: boolean } = {}): readonly Extension[] {
    const { host } = this;
    const where = whereToAsk({ responder: `http://${host}/ocsp`, list: `http://${host}/list` });
    return promised ? [...where, mustStaple()] : where;
  }

  #respond(head: string, body: Bytes): Bytes {
    if (/^POST \/ocsp /.test(head)) return answer("application/ocsp-response", this.#tell(body));
    if (/^GET \/list /.test(head)) return answer("application/pkix-crl", this.#list());
    return utf8("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  }

  #tell(request: Bytes): Bytes {
    const read = parseOcspRequest(request);
    if (!read.ok) return ocspRefusal("malformedRequest");
    const { requestList: [first], requestExtensions } = read.value.tbsRequest;
    const { reqCert } = first!;
    const { stage: { crypto: provider, world } } = this;
    if (!means(reqCert, reqCert.serialNumber, this.#issuer, provider)) {
      return ocspRefusal("unauthorized");
    }
    const entry = this.#authority.revoked.find(({ serialNumber }) =>
      equalBytes(serialNumber, reqCert.serialNumber)
    );
    const says: KnownStatus = entry === undefined
      ? { status: "good" }
      : { status: "revoked", since: entry.date, ...(entry.reason && { reason: entry.reason }) };
    const nonce = requestExtensions?.find(({ name }) => name === "id-pkix-ocsp-nonce")?.value;
    const now = world.calendar();
    return ocspAnswer(
      {
        serialNumber: reqCert.serialNumber,
        issuer: this.#issuer,
        says,
        thisUpdate: now,
        nextUpdate: now + this.#lasting,
        ...(this.#nonces && nonce instanceof Uint8Array && { nonce }),
      },
      this.identity,
      { provider, random: world.random(this.name) },
    );
  }

  #list(): Bytes {
    const nextUpdate = this.stage.world.calendar() + this.#lasting;
    return this.#authority.revocationList({ number: ++this.#lists, nextUpdate });
  }
}

function answer(type: string, body: Bytes): Bytes {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return concat(utf8(head), body);
}
