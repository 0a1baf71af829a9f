import { type Bytes, decode } from "../../bytes/mod.ts";
import type { CryptoProvider, HashName } from "../../crypto/mod.ts";
import { type Extension, preSharedKey } from "../../wire/mod.ts";
import type { ExternalPsk, SessionState } from "../resumption/mod.ts";
import { EarlySecret, finishedVerifyData, type Kdf, type Transcript } from "../schedule/mod.ts";
import { suiteOf } from "../suites.ts";

/** A pre-shared key that can be used in this handshake (RFC 9846 §4.3.11 [8446 §4.2.11]). */
export interface Psk {
  readonly origin: "resumption" | "external";
  /** What stands for it on the wire: a ticket, or a name. */
  readonly identity: Bytes;
  readonly secret: Bytes;
  /** The hash it is bound to; only suites of that hash can use it. */
  readonly hash: HashName;
  /** What else is known of the session, if it comes from one. */
  readonly session?: SessionState;
}

/** The key of a session, under its ticket. */
export function pskOfSession(session: SessionState, identity: Bytes): Psk | undefined {
  const suite = suiteOf(session.cipherSuite);
  if (suite === undefined) return undefined;
  return { origin: "resumption", identity, secret: session.secret, hash: suite.hash, session };
}

export function pskFromOutside({ identity, secret, hash }: ExternalPsk): Psk {
  return { origin: "external", identity, secret, hash };
}

/** The first rung of the ladder, standing on this key. */
export function earlySecretOf({ secret, hash }: Psk, crypto: CryptoProvider): EarlySecret {
  return new EarlySecret(kdfOf(hash, crypto), secret);
}

function kdfOf(hash: HashName, crypto: CryptoProvider): Kdf {
  return { crypto, hash, length: crypto.hash(hash).length };
}

/**
 * The binder of a key: a MAC, under the key, over the hello as far as the binders and all that went
 * before (RFC 9846 §4.3.11.2 [8446 §4.2.11.2]).
 *
 * @param transcript all that went before the hello
 * @param truncated the hello up to where its binders begin, handshake header included
 */
export function binderOf(
  psk: Psk,
  transcript: Transcript,
  truncated: Bytes,
  crypto: CryptoProvider,
): Bytes {
  const kdf = kdfOf(psk.hash, crypto);
  const key = new EarlySecret(kdf, psk.secret).binderKey(psk.origin);
  return finishedVerifyData(kdf, key, transcript.digestWith(psk.hash, truncated));
}

/**
 * A ClientHello without its binders, which are its last bytes.
 *
 * @param raw handshake header included, or only the body: what stands in front is not looked at
 */
export function withoutBinders(raw: Bytes, binders: readonly Bytes[]): Bytes {
  const length = binders.reduce((sum, binder) => sum + 1 + binder.length, 2);
  return raw.subarray(0, raw.length - length);
}

/** The offered keys in an extension list, where they must stand last. */
export function offeredPsks(extensions: readonly Extension[]) {
  const last = extensions.at(-1);
  if (last?.type !== preSharedKey.type) return undefined;
  const offered = decode(preSharedKey.in.client_hello, last.data);
  return offered.ok ? offered.value : undefined;
}

/** `obfuscated_ticket_age` of a session, in milliseconds (RFC 9846 §4.3.11.1 [8446 §4.2.11.1]). */
export function obfuscatedAge({ createdAt, ageAdd }: SessionState, now: number): number {
  return (Math.max(0, Math.round((now - createdAt) * 1000)) + ageAdd) % 2 ** 32;
}

/** How old the client says its ticket is, in seconds. */
export function claimedAge({ ageAdd }: SessionState, obfuscated: number): number {
  return ((obfuscated - ageAdd + 2 ** 32) % 2 ** 32) / 1000;
}
