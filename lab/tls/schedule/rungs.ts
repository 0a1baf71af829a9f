/**
 * The ladder of RFC 9846 §7.1. Each rung is a type of its own and offers only the secrets that may
 * be taken there, so taking one from the wrong rung does not compile.
 */
import { type Bytes, EMPTY } from "../../bytes/mod.ts";
import { type CryptoProvider, type HashName, hkdfExtract } from "../../crypto/mod.ts";
import { deriveSecret, expandLabel, type Kdf } from "./expand.ts";

/** A secret of one direction, from which keys and IVs are made. */
export type TrafficSecret = Bytes;

/** First rung: the pre-shared key, or zeros. */
export class EarlySecret {
  readonly #kdf: Kdf;
  readonly secret: Bytes;
  #salt: Bytes | undefined;

  /** The rung of a handshake without PSK: always the same, so that it is climbed only once. */
  static withoutPsk(kdf: Kdf): EarlySecret {
    let known = WITHOUT_PSK.get(kdf.crypto);
    if (known === undefined) WITHOUT_PSK.set(kdf.crypto, known = new Map());
    let rung = known.get(kdf.hash);
    if (rung === undefined) known.set(kdf.hash, rung = new EarlySecret(kdf));
    return rung;
  }

  constructor(kdf: Kdf, preSharedKey: Bytes = new Uint8Array(kdf.length)) {
    this.#kdf = kdf;
    this.secret = hkdfExtract(kdf.crypto, kdf.hash, new Uint8Array(kdf.length), preSharedKey);
  }

  /** @param origin where the PSK comes from: an earlier session or an arrangement outside TLS */
  binderKey(origin: "resumption" | "external"): Bytes {
    const label = origin === "resumption" ? "res binder" : "ext binder";
    return deriveSecret(this.#kdf, this.secret, label, emptyHash(this.#kdf));
  }

  clientTraffic(clientHelloHash: Bytes): TrafficSecret {
    return deriveSecret(this.#kdf, this.secret, "c e traffic", clientHelloHash);
  }

  exporter(clientHelloHash: Bytes): Bytes {
    return deriveSecret(this.#kdf, this.secret, "e exp master", clientHelloHash);
  }

  /** Climbs with the (EC)DHE shared secret, or zeros when there is none. */
  handshake(sharedSecret: Bytes = new Uint8Array(this.#kdf.length)): HandshakeSecret {
    this.#salt ??= deriveSecret(this.#kdf, this.secret, "derived", emptyHash(this.#kdf));
    return new HandshakeSecret(
      this.#kdf,
      hkdfExtract(this.#kdf.crypto, this.#kdf.hash, this.#salt, sharedSecret),
    );
  }
}

const WITHOUT_PSK = new WeakMap<CryptoProvider, Map<HashName, EarlySecret>>();

/** Second rung: both sides have the shared secret, nobody is authenticated yet. */
export class HandshakeSecret {
  readonly #kdf: Kdf;
  readonly secret: Bytes;

  constructor(kdf: Kdf, secret: Bytes) {
    this.#kdf = kdf;
    this.secret = secret;
  }

  /** @param transcriptHash ClientHello to ServerHello */
  clientTraffic(transcriptHash: Bytes): TrafficSecret {
    return deriveSecret(this.#kdf, this.secret, "c hs traffic", transcriptHash);
  }

  /** @param transcriptHash ClientHello to ServerHello */
  serverTraffic(transcriptHash: Bytes): TrafficSecret {
    return deriveSecret(this.#kdf, this.secret, "s hs traffic", transcriptHash);
  }

  main(): MainSecret {
    const salt = deriveSecret(this.#kdf, this.secret, "derived", emptyHash(this.#kdf));
    const zeros = new Uint8Array(this.#kdf.length);
    return new MainSecret(this.#kdf, hkdfExtract(this.#kdf.crypto, this.#kdf.hash, salt, zeros));
  }
}

/** Third rung: what protects application data. */
export class MainSecret {
  readonly #kdf: Kdf;
  readonly secret: Bytes;

  constructor(kdf: Kdf, secret: Bytes) {
    this.#kdf = kdf;
    this.secret = secret;
  }

  /** @param transcriptHash ClientHello to the server's Finished */
  clientTraffic(transcriptHash: Bytes): TrafficSecret {
    return deriveSecret(this.#kdf, this.secret, "c ap traffic", transcriptHash);
  }

  /** @param transcriptHash ClientHello to the server's Finished */
  serverTraffic(transcriptHash: Bytes): TrafficSecret {
    return deriveSecret(this.#kdf, this.secret, "s ap traffic", transcriptHash);
  }

  /** @param transcriptHash ClientHello to the server's Finished */
  exporter(transcriptHash: Bytes): Bytes {
    return deriveSecret(this.#kdf, this.secret, "exp master", transcriptHash);
  }

  /** @param transcriptHash ClientHello to the client's Finished */
  resumption(transcriptHash: Bytes): Bytes {
    return deriveSecret(this.#kdf, this.secret, "res master", transcriptHash);
  }
}

/** The PSK that a ticket stands for (RFC 9846 §4.7.1 [8446 §4.6.1]). */
export function resumptionPsk(kdf: Kdf, resumptionSecret: Bytes, ticketNonce: Bytes): Bytes {
  return expandLabel(kdf, resumptionSecret, "resumption", ticketNonce, kdf.length);
}

/** The hash of nothing, which stands for "no messages" where a transcript is wanted. */
export function emptyHash(kdf: Kdf): Bytes {
  return kdf.crypto.hash(kdf.hash).digest(EMPTY);
}
