import type { Bytes } from "../../bytes/mod.ts";
import type {
  AeadKey,
  CbcKey,
  CryptoProvider,
  Group,
  HashFunction,
  HashState,
  KeyAgreement,
  RandomSource,
} from "../../crypto/mod.ts";

import { HONEST_SEAMS, type Seams } from "../../tls/mod.ts";

/** One call of a primitive that an engine made. */
export interface Call {
  /** What was called, for counting: `HMAC-SHA-256`, `X25519 generate`. */
  readonly name: string;
  /** Octets that went through it; 0 where the effort does not depend on them. */
  readonly length: number;
  /** Makes the same call again, on the provider that was recorded. */
  again(): void;
}

/** How often each primitive was called, and how many octets went through. */
export type Counts = Readonly<Record<string, { readonly calls: number; readonly bytes: number }>>;

/** The calls that were noted, in order: the work that an engine hands on. */
export class Recording {
  readonly calls: Call[] = [];

  /** Makes all calls again, and nothing else. */
  replay(): void {
    for (const call of this.calls) call.again();
  }

  /** The calls by name, in order of first appearance. */
  counts(): Counts {
    const counts: Record<string, { calls: number; bytes: number }> = {};
    for (const { name, length } of this.calls) {
      const count = counts[name] ??= { calls: 0, bytes: 0 };
      count.calls++;
      count.bytes += length;
    }
    return counts;
  }
}

/** Stands between an engine and a provider, and notes what is asked for. */
export class Recorder {
  readonly provider: CryptoProvider;
  #recording = new Recording();

  constructor(provider: CryptoProvider) {
    this.provider = noting(this, provider);
  }

  /** What was noted since the last time. */
  take(): Recording {
    const recording = this.#recording;
    this.#recording = new Recording();
    return recording;
  }

  /** The decryption of a premaster secret, which no provider is asked for, noted as all others. */
  readonly decryptPremaster: Seams["decryptPremaster"] = (key, encrypted, version, random) => {
    const drawn = drawing(random);
    const premaster = HONEST_SEAMS.decryptPremaster(key, encrypted, version, drawn);
    this.note(
      "RSA decrypt premaster",
      0,
      () => void HONEST_SEAMS.decryptPremaster(key, encrypted, version, drawn.again()),
    );
    return premaster;
  };

  note(name: string, length: number, again: Call["again"]): void {
    this.#recording.calls.push({ name, length, again });
  }
}

function noting(recorder: Recorder, provider: CryptoProvider): CryptoProvider {
  return {
    name: provider.name,
    hash: (name) => notingHash(recorder, provider.hash(name)),
    hmac(hash, key, data) {
      recorder.note(`HMAC-${hash}`, data.length, () => void provider.hmac(hash, key, data));
      return provider.hmac(hash, key, data);
    },
    aead(name, key) {
      const made = { now: provider.aead(name, key) };
      recorder.note(`${name} key`, 0, () => made.now = provider.aead(name, key));
      return notingKey(recorder, name, made);
    },
    cbc(name, key) {
      const made = { now: provider.cbc(name, key) };
      recorder.note(`${name} key`, 0, () => made.now = provider.cbc(name, key));
      return notingCbc(recorder, name, made);
    },
    group: (name) => notingGroup(recorder, provider.group(name)),
    agreement: (name) => notingAgreement(recorder, provider.agreement(name)),
    ed25519PublicKey(seed) {
      recorder.note("Ed25519 public key", 0, () => void provider.ed25519PublicKey(seed));
      return provider.ed25519PublicKey(seed);
    },
    sign(algorithm, key, message, random) {
      const drawn = drawing(random);
      const signature = provider.sign(algorithm, key, message, drawn);
      const again = () => void provider.sign(algorithm, key, message, drawn.again());
      recorder.note(`${algorithm.type} sign`, 0, again);
      return signature;
    },
    verify(algorithm, key, message, signature) {
      const again = () => void provider.verify(algorithm, key, message, signature);
      recorder.note(`${algorithm.type} verify`, 0, again);
      return provider.verify(algorithm, key, message, signature);
    },
    rsaEncrypt(key, message, random) {
      const drawn = drawing(random);
      const encrypted = provider.rsaEncrypt(key, message, drawn);
      recorder.note("RSA encrypt", 0, () => void provider.rsaEncrypt(key, message, drawn.again()));
      return encrypted;
    },
    rsaDecrypt(key, ciphertext, random) {
      const drawn = drawing(random);
      const message = provider.rsaDecrypt(key, ciphertext, drawn);
      const again = () => void provider.rsaDecrypt(key, ciphertext, drawn.again());
      recorder.note("RSA decrypt", 0, again);
      return message;
    },
  };
}

/** What a call made: at first what the engine got, in a replay what the same call gave again. */
interface Made<T> {
  now: T;
}

function notingHash(recorder: Recorder, hash: HashFunction): HashFunction {
  return {
    name: hash.name,
    length: hash.length,
    digest(data) {
      recorder.note(`${hash.name} of a whole`, data.length, () => void hash.digest(data));
      return hash.digest(data);
    },
    create() {
      const made = { now: hash.create() };
      recorder.note(`${hash.name} state`, 0, () => made.now = hash.create());
      return notingState(recorder, hash.name, made);
    },
  };
}

function notingState(recorder: Recorder, name: string, state: Made<HashState>): HashState {
  return {
    update(data) {
      recorder.note(`${name} update`, data.length, () => state.now.update(data));
      state.now.update(data);
      return this;
    },
    copy() {
      const copy = { now: state.now.copy() };
      recorder.note(`${name} copy`, 0, () => copy.now = state.now.copy());
      return notingState(recorder, name, copy);
    },
    digest() {
      recorder.note(`${name} digest`, 0, () => void state.now.digest());
      return state.now.digest();
    },
  };
}

function notingKey(recorder: Recorder, name: string, key: Made<AeadKey>): AeadKey {
  return {
    seal(nonce, additionalData, plaintext) {
      const again = () => void key.now.seal(nonce, additionalData, plaintext);
      recorder.note(`${name} seal`, plaintext.length, again);
      return key.now.seal(nonce, additionalData, plaintext);
    },
    open(nonce, additionalData, sealed) {
      const again = () => void key.now.open(nonce, additionalData, sealed);
      recorder.note(`${name} open`, sealed.length, again);
      return key.now.open(nonce, additionalData, sealed);
    },
  };
}

function notingCbc(recorder: Recorder, name: string, key: Made<CbcKey>): CbcKey {
  return {
    encrypt(iv, blocks) {
      recorder.note(`${name} encrypt`, blocks.length, () => void key.now.encrypt(iv, blocks));
      return key.now.encrypt(iv, blocks);
    },
    decrypt(iv, blocks) {
      recorder.note(`${name} decrypt`, blocks.length, () => void key.now.decrypt(iv, blocks));
      return key.now.decrypt(iv, blocks);
    },
  };
}

function notingGroup(recorder: Recorder, group: Group): Group {
  const { name, publicLength } = group;
  return {
    name,
    publicLength,
    generate(random, purpose) {
      const drawn = drawing(random);
      const pair = group.generate(drawn, purpose);
      recorder.note(`${name} generate`, 0, () => void group.generate(drawn.again(), purpose));
      return pair;
    },
    keyPair(privateKey) {
      recorder.note(`${name} public key`, 0, () => void group.keyPair(privateKey));
      return group.keyPair(privateKey);
    },
    agree(privateKey, peerPublicKey) {
      recorder.note(`${name} agree`, 0, () => void group.agree(privateKey, peerPublicKey));
      return group.agree(privateKey, peerPublicKey);
    },
  };
}

function notingAgreement(recorder: Recorder, agreement: KeyAgreement): KeyAgreement {
  const { name, clientLength, serverLength } = agreement;
  return {
    name,
    clientLength,
    serverLength,
    clientShare(random, purpose) {
      const drawn = drawing(random);
      const share = agreement.clientShare(drawn, purpose);
      const again = () => void agreement.clientShare(drawn.again(), purpose);
      recorder.note(`${name} client share`, 0, again);
      return share;
    },
    respond(clientShare, random, purpose) {
      const drawn = drawing(random);
      const answer = agreement.respond(clientShare, drawn, purpose);
      const again = () => void agreement.respond(clientShare, drawn.again(), purpose);
      recorder.note(`${name} server share and secret`, 0, again);
      return answer;
    },
    finish(state, serverShare) {
      recorder.note(`${name} client secret`, 0, () => void agreement.finish(state, serverShare));
      return agreement.finish(state, serverShare);
    },
  };
}

/** A source that remembers what was drawn, and can give it again: chance is no primitive's work. */
function drawing(random: RandomSource): RandomSource & { again(): RandomSource } {
  const drawn: Bytes[] = [];
  return {
    bytes(purpose, count) {
      const bytes = random.bytes(purpose, count);
      drawn.push(bytes.slice());
      return bytes;
    },
    again() {
      let next = 0;
      return { bytes: () => drawn[next++]!.slice() };
    },
  };
}
