import { type Bytes, decode, EMPTY, equalBytes } from "../../bytes/mod.ts";
import type { PublicKey } from "../../crypto/mod.ts";
import {
  ClientHello,
  Finished,
  HANDSHAKE_HEADER_LENGTH,
  isHelloRetryRequest,
  ServerHello,
} from "../../wire/mod.ts";
import { innerRecords } from "../record/layer.ts";
import { aeadProtection } from "../record/protection.ts";
import {
  finishedVerifyData,
  type Kdf,
  nextTrafficSecret,
  signedContent,
  trafficKeys,
  Transcript,
} from "../schedule/mod.ts";
import type { Suite } from "../suites.ts";
import type { Conversation, ReadingContext, Spoken } from "./conversation.ts";
import { isClosed, type TrafficLabel } from "./keys.ts";
import { LateAuthentication } from "./late_authentication.ts";
import { judgeCertificateVerify, shownCertificate } from "./signatures.ts";
import { otherSide, type Side, type TrackKey } from "./track.ts";

/** The handshake of a connection of TLS 1.3, and the changes of keys after it (RFC 9846 §2). */
export class Conversation13 implements Conversation {
  readonly version = "TLS 1.3";
  readonly suite: string;
  readonly #context: ReadingContext;
  readonly #suite: Suite;
  readonly #kdf: Kdf;
  readonly #transcript: Transcript;
  readonly #leaves: Record<Side, PublicKey | undefined> = { client: undefined, server: undefined };
  /** The secret that each side's records are under. */
  readonly #current: Record<Side, Bytes | undefined> = { client: undefined, server: undefined };
  readonly #finished = new Set<Side>();
  readonly #updates: Record<Side, number> = { client: 0, server: 0 };
  readonly #late: LateAuthentication;
  #clientHello: ClientHello;
  #serverHello: ServerHello | undefined;
  #early: TrackKey | undefined;
  /** The hash from which the client's application secret is made. */
  #atServerFinished: Bytes | undefined;

  constructor(context: ReadingContext, suite: Suite, hello: ClientHello, raw: Bytes) {
    this.#context = context;
    this.#suite = suite;
    this.suite = suite.name;
    this.#kdf = { crypto: context.crypto, hash: suite.hash, length: suite.hashLength };
    this.#transcript = new Transcript(context.crypto);
    this.#late = new LateAuthentication(this.#kdf);
    this.#clientHello = hello;
    this.#transcript.add(raw);
  }

  hear({ from, name, raw }: Spoken): Side {
    const body = raw.subarray(HANDSHAKE_HEADER_LENGTH);
    if (this.#finished.size === 2) {
      // What follows the handshake is not in its transcript; only new keys matter here.
      if (name === "key_update") this.#update(from);
      else this.#late.hear({ from, name, raw }, this.#current[from]);
      return from;
    }
    switch (name) {
      case "server_hello":
        return this.#answer(body, raw);
      case "new_session_ticket": // may pass the client's Finished on its way
        return from;
      case "client_hello": {
        const second = decode(ClientHello, body);
        if (second.ok) this.#clientHello = second.value;
        this.#transcript.add(raw);
        return "server";
      }
      case "certificate":
      case "compressed_certificate":
        this.#leaves[from] = shownCertificate(name, body)?.key;
        break;
      case "certificate_verify":
        this.#check(from, name, this.#judgeSignature(from, body));
        break;
      case "finished":
        this.#check(from, name, this.#judgeFinished(from, body));
    }
    this.#transcript.add(raw);
    if (name !== "finished") return from;
    this.#finish(from);
    return this.#finished.size === 2 ? "client" : otherSide(from);
  }

  /** The byte that keeps old middleboxes calm changes nothing (RFC 9846 §5). */
  changeCipherSpec(): void {}

  end(): void {
    if (this.#finished.size < 2) return;
    this.#context.checks.push(...this.#late.judge(this.#transcript));
  }

  #answer(body: Bytes, raw: Bytes): Side {
    const hello = decode(ServerHello, body);
    if (!hello.ok) return "server";
    const { hash } = this.#suite;
    if (isHelloRetryRequest(hello.value)) {
      // What the client said early went past all the same, and the server cannot have read it.
      const first = this.#transcript.digestWith(hash, EMPTY);
      const lost = this.#key("CLIENT_EARLY_TRAFFIC_SECRET", "early", first);
      if (lost !== undefined) this.#context.tracks.client.turnTo([lost.key]);
      this.#transcript.restartWithHash(hash);
      this.#transcript.add(raw);
      return "client";
    }
    this.#serverHello = hello.value;
    this.#transcript.choose(hash);
    this.#early = this.#key("CLIENT_EARLY_TRAFFIC_SECRET", "early")?.key;
    this.#transcript.add(raw);
    const client = this.#key("CLIENT_HANDSHAKE_TRAFFIC_SECRET", "handshake");
    const server = this.#key("SERVER_HANDSHAKE_TRAFFIC_SECRET", "handshake");
    this.#current.client = client?.secret;
    this.#current.server = server?.secret;
    const { tracks } = this.#context;
    // Early data may have been passed over by the server, or there was none: both keys are tried.
    tracks.client.turnTo([this.#early, client?.key].filter((key) => key !== undefined));
    tracks.server.turnTo(server === undefined ? [] : [server.key]);
    return "server";
  }

  #finish(from: Side): void {
    this.#finished.add(from);
    if (from === "server") this.#atServerFinished = this.#transcript.digest();
    const label = from === "server" ? "SERVER_TRAFFIC_SECRET_0" : "CLIENT_TRAFFIC_SECRET_0";
    const next = this.#key(label, "application", this.#atServerFinished);
    this.#current[from] = next?.secret;
    this.#context.tracks[from].turnTo(next === undefined ? [] : [next.key]);
  }

  /** RFC 9846 §7.2 */
  #update(side: Side): void {
    const secret = this.#current[side];
    if (secret === undefined) return;
    const next = nextTrafficSecret(this.#kdf, secret);
    this.#current[side] = next;
    const number = ++this.#updates[side];
    this.#context.secrets.set(`${side.toUpperCase()}_TRAFFIC_SECRET_${number}`, next);
    this.#context.tracks[side].turnTo([this.#keyOf(next, `application, update ${number}`)]);
  }

  #key(
    label: TrafficLabel,
    name: string,
    transcriptHash = this.#transcript.digest(),
  ): { readonly secret: Bytes; readonly key: TrackKey } | undefined {
    const secret = this.#context.keys.trafficSecret(label, {
      clientHello: this.#clientHello,
      serverHello: this.#serverHello,
      suite: this.#suite,
      kdf: this.#kdf,
      transcriptHash,
    });
    if (isClosed(secret)) {
      // Few connections have early data, and their secret is not missed in the others.
      if (label !== "CLIENT_EARLY_TRAFFIC_SECRET") this.#context.close(secret.closed);
      return undefined;
    }
    this.#context.secrets.set(label, secret);
    return { secret, key: this.#keyOf(secret, name) };
  }

  #keyOf(secret: Bytes, name: string): TrackKey {
    const keys = trafficKeys(this.#kdf, this.#suite, secret);
    return { name, opener: innerRecords(aeadProtection(this.#context.crypto, this.#suite, keys)) };
  }

  #judgeSignature(from: Side, body: Bytes): string {
    const content = signedContent(from, this.#transcript.digest());
    return judgeCertificateVerify(this.#context.crypto, this.#leaves[from], body, content);
  }

  #judgeFinished(from: Side, body: Bytes): string {
    const secret = this.#current[from];
    const read = decode(Finished, body);
    if (secret === undefined || !read.ok) return "no handshake secret";
    const expected = finishedVerifyData(this.#kdf, secret, this.#transcript.digest());
    return equalBytes(expected, read.value.verifyData) ? "valid" : "not valid";
  }

  #check(from: Side, message: string, judgement: string): void {
    this.#context.checks.push({ from, message, judgement });
  }
}
