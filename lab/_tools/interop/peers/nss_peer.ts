import type { Agreement } from "../../../tls/mod.ts";
import type { Peer } from "./peer.ts";
import { Program } from "./program.ts";

/** NSS's `selfserv` or `tstclnt` as a peer. */
export class NssPeer implements Peer {
  readonly #program: Program;
  readonly #client: boolean;
  /** Where in its log the connection begins that is spoken of. */
  #from = 0;

  constructor(name: "selfserv" | "tstclnt", args: readonly string[]) {
    this.#program = new Program(name, args);
    this.#client = name === "tstclnt";
  }

  get manner(): "page" | undefined {
    return this.#client ? undefined : "page";
  }

  /** Waits until a server listens. */
  async listening(): Promise<void> {
    const said = (text: string) => /About to call accept/.exec(text)?.[0];
    await this.#program.log.until(said, "a server");
  }

  /** The same server with its next connection: what it has said before is not asked for again. */
  next(): this {
    this.#from = this.#program.log.length;
    return this;
  }

  send(text: string): Promise<void> {
    if (!this.#client) throw new TypeError("Cannot send: the server only answers requests");
    return this.#program.type(text);
  }

  hear(text: string, milliseconds?: number): Promise<void> {
    return this.#program.out.hear(text, milliseconds);
  }

  /** A client that reads from a file says goodbye by itself; at the end of a pipe it never does. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  updateKeys(): Promise<void> {
    throw new TypeError("Cannot update keys: its programs have no command for it");
  }

  beginAnew(): Promise<void> {
    throw new TypeError("Cannot begin anew: its programs do it only when they start");
  }

  requestCertificate(): Promise<void> {
    throw new TypeError("Cannot ask for a certificate: its server has no command for it");
  }

  /** "SSL version 3.4 using 128-bit AES-GCM with 128-bit AEAD MAC" is all it tells of a suite. */
  async confirm({ version, cipherSuite }: Agreement): Promise<void> {
    const told = (text: string) => /SSL version (.+) MAC/.exec(text.slice(this.#from))?.[1];
    const found = await this.#program.log.until(told, "its suite");
    const wanted = nssSuite(version, cipherSuite);
    if (found !== wanted) throw new Error(`The peer believes in ${found}, not in ${wanted}`);
  }

  alerted(): Promise<string> {
    return this.#program.log.until((text) => {
      const told = text.slice(this.#from);
      const error = /(?:SSL_ERROR_|returned error -)(\w+)/.exec(told)?.[1];
      if (error !== undefined) return nssAlert(error);
      return /Read from server 0 bytes/.test(told) ? "close_notify" : undefined;
    }, "a word about our alert");
  }

  get lastWords(): string {
    return this.#program.lastWords;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program[Symbol.asyncDispose]();
  }
}

/** Errors for which NSS has names of its own; its server knows only their numbers. */
const ERRORS: Readonly<Record<string, string>> = {
  BAD_CERT_ALERT: "bad_certificate",
  EXPIRED_CERT_ALERT: "certificate_expired",
  REVOKED_CERT_ALERT: "certificate_revoked",
  RX_CERTIFICATE_REQUIRED_ALERT: "certificate_required",
  // What its client makes of handshake_failure when the answer to its hello is that.
  NO_CYPHER_OVERLAP: "handshake_failure",
  12195: "unknown_ca",
  12269: "certificate_expired",
  12271: "bad_certificate",
};

/** The alert behind an error of NSS, or the error if there is none: `UNKNOWN_CA_ALERT`. */
export function nssAlert(error: string): string {
  return ERRORS[error] ?? error.toLowerCase().replace(/_alert$/, "");
}

/** How NSS describes a suite: version, cipher and MAC, with their bits. */
export function nssSuite(version: string, name: string): string {
  const number = version === "TLS 1.3" ? "3.4" : "3.3";
  const bits = /AES_128/.test(name) ? 128 : 256;
  if (/CHACHA20/.test(name)) return `${number} using 256-bit CHACHA20POLY1305 with 128-bit AEAD`;
  if (/GCM/.test(name)) return `${number} using ${bits}-bit AES-GCM with 128-bit AEAD`;
  const mac = { SHA: "160-bit SHA1", SHA256: "256-bit SHA256", SHA384: "384-bit SHA384" };
  const hash = /_(SHA\d*)$/.exec(name)?.[1] as keyof typeof mac;
  return `${number} using ${bits}-bit AES with ${mac[hash]}`;
}
