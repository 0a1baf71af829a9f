import { type Bytes, decode, equalBytes } from "../../bytes/mod.ts";
import type { PublicKey } from "../../crypto/mod.ts";
import { CertificateRequest, Finished, HANDSHAKE_HEADER_LENGTH } from "../../wire/mod.ts";
import { finishedVerifyData, type Kdf, signedContent, type Transcript } from "../schedule/mod.ts";
import type { ReadCheck, Spoken } from "./conversation.ts";
import { judgeCertificateVerify, shownCertificate } from "./signatures.ts";

/** What a client answers to a request after the handshake. */
interface Answer {
  readonly context: Bytes;
  readonly key: PublicKey | undefined;
  readonly messages: Spoken[];
  /** The client's traffic secret at the end of the answer. */
  secret: Bytes | undefined;
}

/**
 * Proofs of clients who are asked after the handshake (RFC 9846 §4.7.2 [8446 §4.6.2]). The two
 * streams have no common clock, so an answer may be heard before its request: all are judged in the
 * end.
 */
export class LateAuthentication {
  readonly #kdf: Kdf;
  readonly #requests: { readonly context: Bytes; readonly raw: Bytes }[] = [];
  readonly #answers: Answer[] = [];

  constructor(kdf: Kdf) {
    this.#kdf = kdf;
  }

  /** @param secret what the speaker's records are under at present */
  hear(message: Spoken, secret: Bytes | undefined): void {
    const { from, name, raw } = message;
    const body = raw.subarray(HANDSHAKE_HEADER_LENGTH);
    const last = this.#answers.at(-1);
    if (from === "server") {
      const request = name === "certificate_request" ? decode(CertificateRequest, body) : undefined;
      if (request?.ok) {
        this.#requests.push({ context: request.value.certificateRequestContext, raw });
      }
    } else if (name === "certificate" || name === "compressed_certificate") {
      const shown = shownCertificate(name, body);
      if (shown !== undefined) this.#answers.push({ ...shown, messages: [message], secret });
    } else if (last !== undefined && (name === "certificate_verify" || name === "finished")) {
      last.messages.push(message);
      last.secret = secret;
    }
  }

  /** @param handshake all messages of the handshake before */
  judge(handshake: Transcript): readonly ReadCheck[] {
    return this.#answers.flatMap((answer) => {
      const request = this.#requests.find(({ context }) => equalBytes(context, answer.context));
      if (request === undefined) return [];
      const transcript = handshake.fork();
      transcript.add(request.raw);
      return answer.messages.flatMap(({ from, name, raw }) => {
        const judgement = this.#judge(
          name,
          raw.subarray(HANDSHAKE_HEADER_LENGTH),
          answer,
          transcript,
        );
        transcript.add(raw);
        return judgement === undefined ? [] : [{ from, message: name!, judgement }];
      });
    });
  }

  #judge(
    name: string | undefined,
    body: Bytes,
    { key, secret }: Answer,
    transcript: Transcript,
  ): string | undefined {
    const digest = transcript.digest();
    if (name === "certificate_verify") {
      return judgeCertificateVerify(this.#kdf.crypto, key, body, signedContent("client", digest));
    }
    const finished = name === "finished" ? decode(Finished, body) : undefined;
    if (finished === undefined) return undefined;
    if (!finished.ok || secret === undefined) return "no traffic secret";
    const expected = finishedVerifyData(this.#kdf, secret, digest);
    return equalBytes(expected, finished.value.verifyData) ? "valid" : "not valid";
  }
}
