import { type Bytes, concat, decode, encode, equalBytes } from "../../bytes/mod.ts";
import {
  AEAD_KEY_LENGTH,
  type CryptoProvider,
  NONCE_LENGTH,
  type RandomSource,
  TAG_LENGTH,
} from "../../crypto/mod.ts";
import { SessionState } from "./session_state.ts";

/** What a server seals its tickets with. Whoever holds it can open every ticket under it. */
export interface TicketKey {
  /** 16 bytes that stand in front of a ticket, so that the server finds the key. */
  readonly name: Bytes;
  /** 32 bytes. */
  readonly key: Bytes;
}

export const TICKET_KEY_NAME_LENGTH = 16;
const CIPHER = "AES-256-GCM";

/** @param purpose whose key it is, for the random source */
export function generateTicketKey(random: RandomSource, purpose = "ticket key"): TicketKey {
  return {
    name: random.bytes(`${purpose} name`, TICKET_KEY_NAME_LENGTH),
    key: random.bytes(purpose, AEAD_KEY_LENGTH[CIPHER]),
  };
}

/**
 * Puts a session into a ticket that only holders of the key can open or make: the key's name, a
 * nonce of 12 bytes, then the session under AES-256-GCM with the name as additional data.
 *
 * What RFC 5077 §4 recommends has the same shape with older parts: AES-128 in CBC mode and
 * HMAC-SHA-256. The form of a ticket is the server's own affair, and clients never look inside.
 *
 * @throws {RangeError} if name or key have the wrong length
 */
export function sealTicket(
  crypto: CryptoProvider,
  { name, key }: TicketKey,
  random: RandomSource,
  state: SessionState,
): Bytes {
  if (name.length !== TICKET_KEY_NAME_LENGTH) {
    throw new RangeError(`Cannot seal a ticket: the key's name has ${name.length} bytes, not 16`);
  }
  const nonce = random.bytes("ticket nonce", NONCE_LENGTH);
  const sealed = crypto.aead(CIPHER, key).seal(nonce, name, encode(SessionState, state));
  return concat(name, nonce, sealed);
}

/**
 * The session in a ticket.
 *
 * @param keys those in use; the ticket says which one it is under
 * @returns `undefined` for a ticket of an unknown key, or one that was made up or changed
 */
export function openTicket(
  crypto: CryptoProvider,
  keys: readonly TicketKey[],
  ticket: Bytes,
): SessionState | undefined {
  const start = TICKET_KEY_NAME_LENGTH + NONCE_LENGTH;
  if (ticket.length < start + TAG_LENGTH) return undefined;
  const name = ticket.subarray(0, TICKET_KEY_NAME_LENGTH);
  const found = keys.find((key) => equalBytes(key.name, name));
  if (found === undefined) return undefined;
  const nonce = ticket.subarray(TICKET_KEY_NAME_LENGTH, start);
  const opened = crypto.aead(CIPHER, found.key).open(nonce, name, ticket.subarray(start));
  if (opened === undefined) return undefined;
  const state = decode(SessionState, opened);
  return state.ok ? state.value : undefined;
}
