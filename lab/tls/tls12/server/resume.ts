import { type Bytes, EMPTY, equalBytes } from "../../../bytes/mod.ts";
import { extendedMainSecret, readExtension, sessionTicket } from "../../../wire/mod.ts";
import type { ServerConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import { isFresh, openTicket, sealTicket, type SessionState } from "../../resumption/mod.ts";
import { suiteOf12 } from "../choose.ts";
import type { Dialect } from "../dialect.ts";
import type { Out12 } from "../out.ts";
import type { Session12 } from "../session.ts";
import { keepable, USUAL_LIFETIME } from "../session_state.ts";
import type { Suite12 } from "../suite.ts";
import { agreedProtections, commonCompression, type Offer12 } from "./choose.ts";

/** A session that the client offers and the server knows. */
export interface Known12 {
  readonly state: SessionState;
  readonly suite: Suite12;
  /** Whether its ticket is under a key that is on its way out, so that a new one is due. */
  readonly renew: boolean;
}

/** Whether the client takes a ticket and the server has one to give. */
export function wantsTicket({ has }: Offer12, { tickets }: ServerConfig): boolean {
  return has(sessionTicket.type) && tickets !== undefined && tickets.keys.length > 0;
}

/**
 * The session to go on from (RFC 5246 §7.4.1.2, RFC 5077 §3.1).
 *
 * @returns `undefined` for a full handshake: whatever is wrong with a session, that is always right
 *   but for one case, which must end the connection (RFC 7627 §5.3)
 */
export function knownSession(
  offer: Offer12,
  dialect: Dialect,
  out: Out12<ServerConfig>,
): Known12 | Fault | undefined {
  const { config } = out;
  // What is kept of a session does not say whether it was compressed, and that may not change.
  if (commonCompression(offer, config) !== undefined) return undefined;
  const found = findSession(offer, config);
  if (found === undefined) return undefined;
  const { state } = found;
  const suite = suiteOf12(state.cipherSuite, config);
  const proven = config.clientCertificate !== "require" || state.peerChain !== undefined;
  // With another name the client means another server (RFC 6066 §3).
  const usable = suite !== undefined && offer.hello.cipherSuites.includes(suite.value) &&
    state.version === dialect.version && state.serverName === offer.serverName && proven &&
    isFresh(state, out.now());
  if (!usable) return undefined;
  const agreed = agreedProtections(offer, suite, dialect, config);
  if (state.extendedMainSecret && !offer.has(extendedMainSecret.type)) {
    return fault(
      "mixedMainSecrets",
      "The hello leaves out the extended main secret of its session",
    );
  }
  const alike = state.extendedMainSecret === agreed.extendedMainSecret &&
    state.encryptThenMac === agreed.encryptThenMac;
  return alike ? { ...found, suite } : undefined;
}

function findSession(
  { hello }: Offer12,
  { crypto, tickets, sessionCache }: ServerConfig,
): { readonly state: SessionState; readonly renew: boolean } | undefined {
  const shown = readExtension(hello.extensions ?? [], sessionTicket, "client_hello");
  if (tickets !== undefined && shown?.ok && shown.value.length > 0) {
    const state = openTicket(crypto, tickets.keys, shown.value);
    const newest = tickets.keys[0]?.name;
    if (state === undefined || newest === undefined) return undefined;
    const underNewest = equalBytes(shown.value.subarray(0, newest.length), newest);
    return { state, renew: !underNewest };
  }
  const id = hello.legacySessionId;
  const state = id.length === 0 ? undefined : sessionCache?.find(id);
  return state && { state, renew: false };
}

/** The id of a new session; empty where the server does not remember it by one (RFC 5077 §3.4). */
export function newSessionId(ticket: boolean, { config, random }: Out12<ServerConfig>): Bytes {
  const remembers = config.sessionCache !== undefined && !ticket;
  return remembers ? random.bytes("session id", 32) : EMPTY;
}

/** Promised in ServerHello; sent before change_cipher_spec (RFC 5077 §3.3). */
export function sendTicket12(
  session: Session12,
  peerChain: readonly Bytes[] | undefined,
  out: Out12<ServerConfig>,
): void {
  const { config: { crypto, tickets }, random } = out;
  const { keys: [key], lifetime } = tickets!;
  const state = keepable(session, { lifetime, peerChain }, out);
  const ticket = sealTicket(crypto, key!, random, state);
  out.send("new_session_ticket", { ticketLifetimeHint: lifetime, ticket });
}

/** Remembers a session under its id, once the client has proved that it shares it. */
export function remember(
  session: Session12,
  id: Bytes,
  peerChain: readonly Bytes[] | undefined,
  out: Out12<ServerConfig>,
): void {
  if (id.length === 0) return;
  const state = keepable(session, { lifetime: USUAL_LIFETIME, peerChain }, out);
  out.config.sessionCache?.put(id, state);
}
