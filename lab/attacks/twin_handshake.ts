import { type Bytes, decode, EMPTY, encode, equalBytes, hex } from "../bytes/mod.ts";
import { decryptPremaster, type PublicKey } from "../crypto/mod.ts";
import { type Identity, parseCertificate } from "../pki/mod.ts";
import { type Suite12, TLS12, TLS12_SUITES } from "../tls/mod.ts";
import {
  Certificate12,
  ClientHello,
  encryptThenMac,
  extendedMainSecret,
  Handshake,
  HANDSHAKE_HEADER_LENGTH,
  HandshakeType,
  keyExchangeOf,
  RsaClientKeyExchange,
  ServerHello,
} from "../wire/mod.ts";
import type { EventId } from "../trace/mod.ts";
import { protectionsUnder } from "./own_records.ts";
import type { Position } from "./position.ts";
import type { TwinEnd } from "./twin_end.ts";

/** The two main secrets of a pair of connections; where the attack works they are one. */
export interface TwinSecrets {
  readonly inside: Bytes;
  readonly outside: Bytes;
  /** The packet with the premaster secret that they are made of. */
  readonly from: EventId;
}

/** What she keeps of her pairs, by the session id that the server gave. */
export type TwinMemory = Map<string, TwinSecrets>;

/** Her two connections: with the client that came to her, and with the server she went to. */
export interface TwinEnds {
  readonly inside: TwinEnd;
  readonly outside: TwinEnd;
}

/** A message that cannot be answered so that both handshakes go on. */
export class NoTwin {}

/**
 * Leads two handshakes of TLS 1.2 at once so that they have as much in common as can be: the same
 * hellos, so the same randoms, suite and session id, and the same premaster secret. Only the
 * certificate differs, and whatever is made from the whole transcript.
 */
export class TwinHandshake {
  /** Both sides have sent their Finished. */
  done = false;
  #finished = 0;
  #alike = true;
  #hello: ClientHello | undefined;
  #answer: ServerHello | undefined;
  #suite: Suite12 | undefined;
  #serverKey: PublicKey | undefined;
  #asked = false;
  #secrets: TwinSecrets | undefined;

  /** @param identity what she shows the client; its key must be RSA */
  constructor(
    readonly ends: TwinEnds,
    readonly mallory: Position,
    readonly identity: Identity,
    readonly memory: TwinMemory,
  ) {}

  /** What a message of one end becomes for the other: whole records, and none to keep silent. */
  answer(raw: Bytes, from: TwinEnd, cause: EventId): Bytes | NoTwin {
    const { inside, outside } = this.ends;
    from.heard(raw);
    const body = raw.subarray(HANDSHAKE_HEADER_LENGTH);
    switch (raw[0]) {
      case HandshakeType.client_hello:
        return this.#onHello(body, raw);
      case HandshakeType.server_hello:
        return this.#onAnswer(body, raw, cause);
      case HandshakeType.certificate:
        return this.#onCertificate(body);
      case HandshakeType.certificate_request:
        this.#asked = true;
        return EMPTY; // the client is not to be troubled yet
      case HandshakeType.server_hello_done:
        return inside.say(raw);
      case HandshakeType.client_key_exchange:
        return this.#onKeyExchange(body, cause);
      case HandshakeType.finished:
        return this.#onFinished(raw, from === inside ? outside : inside, cause);
      default:
        return new NoTwin();
    }
  }

  /** A first hello has to end in RSA key transport; one that goes on from a session stays as it is. */
  #onHello(body: Bytes, raw: Bytes): Bytes | NoTwin {
    const read = decode(ClientHello, body);
    if (!read.ok) return new NoTwin();
    this.#hello = read.value;
    const { outside } = this.ends;
    if (this.memory.has(hex(read.value.legacySessionId))) return outside.say(raw);
    const cipherSuites = read.value.cipherSuites.filter((suite) => keyExchangeOf(suite) === "RSA");
    if (cipherSuites.length === 0) return new NoTwin();
    const hello = encode(ClientHello, { ...read.value, cipherSuites });
    return outside.say(message(HandshakeType.client_hello, hello));
  }

  #onAnswer(body: Bytes, raw: Bytes, cause: EventId): Bytes | NoTwin {
    const read = decode(ServerHello, body);
    const suite = TLS12_SUITES.find(({ value }) => read.ok && value === read.value.cipherSuite);
    if (!read.ok || suite === undefined) return new NoTwin();
    this.#answer = read.value;
    this.#suite = suite;
    const id = read.value.legacySessionIdEcho;
    const known = this.memory.get(hex(id));
    const goesOn = known !== undefined && equalBytes(id, this.#hello!.legacySessionId);
    if (goesOn) this.#haveSecrets(known, cause);
    return this.ends.inside.say(raw);
  }

  /** The server's certificate tells her its key; the client is shown her own. */
  #onCertificate(body: Bytes): Bytes | NoTwin {
    const read = decode(Certificate12, body);
    const leaf = read.ok ? read.value.certificateList[0] : undefined;
    const parsed = leaf === undefined ? undefined : parseCertificate(leaf);
    if (!parsed?.ok) return new NoTwin();
    this.#serverKey = parsed.value.publicKey;
    const { chain: certificateList } = this.identity;
    return this.ends.inside.say(
      message(HandshakeType.certificate, encode(Certificate12, { certificateList })),
    );
  }

  /** What the client has encrypted to her is encrypted once more, to the server. */
  #onKeyExchange(body: Bytes, cause: EventId): Bytes | NoTwin {
    const { crypto, ambient: { random } } = this.mallory;
    const { inside, outside } = this.ends;
    const read = decode(RsaClientKeyExchange, body);
    const { key } = this.identity;
    const to = this.#serverKey;
    if (!read.ok || key.type !== "rsa" || to?.type !== "rsa") return new NoTwin();
    const version = this.#hello!.legacyVersion;
    const encrypted = read.value.encryptedPreMasterSecret;
    const premaster = decryptPremaster(key, encrypted, version, random);
    const again = encode(RsaClientKeyExchange, {
      encryptedPreMasterSecret: crypto.rsaEncrypt(to, premaster, random),
    });
    const nothing = message(
      HandshakeType.certificate,
      encode(Certificate12, { certificateList: [] }),
    );
    const exchange = message(HandshakeType.client_key_exchange, again);
    const onward = outside.say(...this.#asked ? [nothing, exchange] : [exchange]);
    this.#haveSecrets({
      inside: this.#mainSecret(premaster, inside),
      outside: this.#mainSecret(premaster, outside),
      from: cause,
    }, cause);
    // The client has made its secret before it sent this; the server may never come to that.
    this.#learnSecrets(["inside"], cause);
    return onward;
  }

  /** RFC 5246 §8.1; bound to all that was said on that side where both ends do so (RFC 7627 §4). */
  #mainSecret(premaster: Bytes, { transcript }: TwinEnd): Bytes {
    return this.#has(extendedMainSecret.type)
      ? TLS12.extendedMainSecret!(this.#kit, premaster, transcript)
      : TLS12.mainSecret(this.#kit, premaster, this.#randoms);
  }

  #haveSecrets(secrets: TwinSecrets, cause: EventId): void {
    const { mallory } = this;
    this.#secrets = secrets;
    for (const side of ["inside", "outside"] as const) {
      const end = this.ends[side];
      end.mainSecret = secrets[side];
      end.protections = protectionsUnder(secrets[side], {
        suite: this.#suite!,
        randoms: this.#randoms,
        encryptThenMac: this.#has(encryptThenMac.type),
      }, { crypto: mallory.crypto, random: mallory.ambient.random });
    }
    const same = equalBytes(secrets.inside, secrets.outside);
    mallory.note(
      same
        ? `${mallory.name} has two connections with one main secret`
        : `${mallory.name} has two connections, and two main secrets`,
      cause,
    );
    const id = this.#answer!.legacySessionIdEcho;
    if (id.length > 0) this.memory.set(hex(id), secrets);
  }

  /** She makes her own Finished for the other side, from what was said there. */
  #onFinished(raw: Bytes, other: TwinEnd, cause: EventId): Bytes {
    const { mainSecret, part, transcript } = other;
    const verifyData = TLS12.verifyData(this.#kit, mainSecret!, part, transcript);
    const own = message(HandshakeType.finished, verifyData);
    this.#alike &&= equalBytes(raw, own);
    this.done = ++this.#finished === 2;
    if (this.done) {
      const { name } = this.mallory;
      this.#learnSecrets(["inside", "outside"], cause);
      const how = this.#alike ? "are the same" : "differ";
      this.mallory.note(`${name} sees that the Finished of her two connections ${how}`, cause);
    }
    return other.say(own);
  }

  /** Her own keys go into her notebook when the end that they are for has them too. */
  #learnSecrets(sides: readonly ("inside" | "outside")[], cause: EventId): void {
    const { from } = this.#secrets!;
    const how = { by: "computed", from: [from], method: "decrypting what is for her" } as const;
    for (const side of sides) this.mallory.learn(this.#secrets![side], how, cause);
  }

  #has(type: number): boolean {
    return (this.#answer?.extensions ?? []).some((extension) => extension.type === type);
  }

  get #kit() {
    return { crypto: this.mallory.crypto, hash: this.#suite!.hash };
  }

  get #randoms() {
    return { client: this.#hello!.random, server: this.#answer!.random };
  }
}

function message(msgType: number, body: Bytes): Bytes {
  return encode(Handshake, { msgType, body });
}
