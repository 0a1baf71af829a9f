import { type Bytes, concat, fromUtf8, utf8 } from "../bytes/mod.ts";
import {
  bytesToInteger,
  type CryptoProvider,
  type EcPrivateKey,
  type EcPublicKey,
  integerToBytes,
  type RandomSource,
} from "../crypto/mod.ts";
import { der } from "../pki/mod.ts";
import { base64url, fromBase64url } from "./base64url.ts";
import { type Json, objectIn, textAt } from "./json.ts";

/** A public key as JSON (RFC 7517 §4, RFC 7518 §6.2); of this kind only. */
export interface Jwk {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}

/** What the signature covers besides the payload (RFC 8555 §6.2). */
export interface ProtectedHeader {
  readonly alg: "ES256";
  /** For the first request of an account; `kid` for all others. */
  readonly jwk?: Jwk;
  /** The account's URL. */
  readonly kid?: string;
  readonly nonce: string;
  readonly url: string;
}

/** A request that was signed, read; nobody has looked at the signature yet. */
export interface Jws {
  readonly header: ProtectedHeader;
  /** As it was signed; empty where something is only asked for (RFC 8555 §6.3). */
  readonly payload: string;
  readonly signature: Bytes;
  /** What the signature is over. */
  readonly signed: Bytes;
}

const HALF = 32;
const ES256 = { type: "ecdsa", hash: "SHA-256" } as const;

/** The public half of an account's key. */
export function jwkOf({ point }: EcPublicKey): Jwk {
  const x = base64url(point.subarray(1, 1 + HALF));
  return { kty: "EC", crv: "P-256", x, y: base64url(point.subarray(1 + HALF)) };
}

/** The key that a JWK stands for; `undefined` if it is none. */
export function keyOf({ x, y }: Jwk): EcPublicKey | undefined {
  const [left, right] = [fromBase64url(x), fromBase64url(y)];
  if (left?.length !== HALF || right?.length !== HALF) return undefined;
  return { type: "ec", curve: "P-256", point: concat(Uint8Array.of(4), left, right) };
}

/** What tells one key from all others: a digest over its members in order (RFC 7638 §3). */
export function thumbprint(provider: CryptoProvider, { kty, crv, x, y }: Jwk): string {
  const canonical = JSON.stringify({ crv, kty, x, y });
  return base64url(provider.hash("SHA-256").digest(utf8(canonical)));
}

/** Signs a request with an account's key: the flattened JSON serialization (RFC 7515 §7.2.2). */
export function signedRequest(
  header: ProtectedHeader,
  payload: string,
  key: EcPrivateKey,
  { provider, random }: { readonly provider: CryptoProvider; readonly random: RandomSource },
): string {
  const parts = [base64url(JSON.stringify(header)), base64url(payload)] as const;
  const signature = halvesOf(provider.sign(ES256, key, utf8(parts.join(".")), random));
  return JSON.stringify({
    protected: parts[0],
    payload: parts[1],
    signature: base64url(signature),
  });
}

/** Reads a signed request; `undefined` for anything else, and for other algorithms than ES256. */
export function readJws(text: string): Jws | undefined {
  const outer = objectIn(text);
  const [head, body, mark] = ["protected", "payload", "signature"]
    .map((name) => textAt(outer, name));
  if (head === undefined || body === undefined || mark === undefined) return undefined;
  const [octets, payload, signature] = [head, body, mark].map(fromBase64url);
  if (octets === undefined || payload === undefined || signature?.length !== 2 * HALF) {
    return undefined;
  }
  const header = headerIn(objectIn(fromUtf8(octets)));
  const signed = utf8(`${head}.${body}`);
  return header && { header, payload: fromUtf8(payload), signature, signed };
}

function headerIn(read: Json | undefined): ProtectedHeader | undefined {
  const [alg, kid, nonce, url] = ["alg", "kid", "nonce", "url"].map((name) => textAt(read, name));
  if (alg !== "ES256" || nonce === undefined || url === undefined) return undefined;
  const key = read?.jwk as Json | undefined;
  if ((key === undefined) === (kid === undefined)) return undefined; // one of them, not both
  if (key === undefined) return { alg, kid: kid!, nonce, url };
  const [kty, crv, x, y] = ["kty", "crv", "x", "y"].map((name) => textAt(key, name));
  if (kty !== "EC" || crv !== "P-256" || x === undefined || y === undefined) return undefined;
  return { alg, jwk: { kty, crv, x, y }, nonce, url };
}

/** Whether the holder of that key made the request. */
export function isSignedBy(
  { signature, signed }: Jws,
  key: EcPublicKey,
  provider: CryptoProvider,
): boolean {
  const [r, s] = [signature.subarray(0, HALF), signature.subarray(HALF)].map(bytesToInteger);
  const asDer = der.sequence(der.integer(r!), der.integer(s!));
  return provider.verify(ES256, key, signed, asDer);
}

/** The two numbers of an ECDSA signature, one behind the other (RFC 7518 §3.4). */
function halvesOf(signature: Bytes): Bytes {
  const r = integerAt(signature, 2); // behind the header of the SEQUENCE
  const s = integerAt(signature, 2 + 2 + r.length);
  return concat(...[r, s].map((octets) => integerToBytes(bytesToInteger(octets), HALF)));
}

function integerAt(bytes: Bytes, at: number): Bytes {
  return bytes.subarray(at + 2, at + 2 + bytes[at + 1]!);
}
