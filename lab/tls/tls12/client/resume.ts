import { type Bytes, EMPTY, equalBytes } from "../../../bytes/mod.ts";
import { type ClientHello, ProtocolVersion, type ServerHello } from "../../../wire/mod.ts";
import { type Extension, makeExtension, sessionTicket } from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import { type ClientSession, isFresh } from "../../resumption/mod.ts";
import type { Out12 } from "../out.ts";
import { type Agreed, type Session12 } from "../session.ts";
import { goOnFrom, keepable, USUAL_LIFETIME } from "../session_state.ts";
import type { ClientState12 } from "./state.ts";

/** The session that a hello may offer to go on from; those of TLS 1.3 go another way. */
export function offerable12(
  { session, versions, cipherSuites, serverName, extendedMainSecret }: ClientConfig,
  now: number,
): ClientSession | undefined {
  if (session === undefined || session.state.version === ProtocolVersion["TLS 1.3"]) {
    return undefined;
  }
  const { state } = session;
  // SSL 3.0 has no extension to ask for it with.
  const offersIt = extendedMainSecret && Math.max(...versions) > ProtocolVersion["SSL 3.0"];
  const usable = versions.includes(state.version) && cipherSuites.includes(state.cipherSuite) &&
    // A server must refuse to mix the two kinds of main secret (RFC 7627 §5.3).
    state.extendedMainSecret === offersIt &&
    state.serverName === serverName && isFresh(state, now);
  return usable ? session : undefined;
}

/**
 * The id in a ClientHello: that of the session; with a ticket a fresh one, whose echo will say that
 * the server took it (RFC 5077 §3.4).
 */
export function sessionIdToOffer(
  offered: ClientSession | undefined,
  { random }: Pick<Out12, "random">,
): Bytes {
  if (offered === undefined) return EMPTY;
  return offered.ticket !== undefined
    ? random.bytes("legacy session id", 32)
    : offered.sessionId ?? EMPTY;
}

/** The ticket, or the wish for one (RFC 5077 §3.2). */
export function ticketExtension(
  { sessionTickets }: ClientConfig,
  offered: ClientSession | undefined,
): Extension[] {
  if (!sessionTickets) return [];
  return [makeExtension(sessionTicket, "client_hello", offered?.ticket ?? EMPTY)];
}

/**
 * The session that a server goes on from, as the echo of the hello's id says (RFC 5246 §7.4.1.3).
 *
 * @returns `undefined` for a full handshake
 */
export function acceptedSession(
  { legacySessionIdEcho: echo, cipherSuite }: ServerHello,
  hello: ClientHello,
  agreed: Agreed,
  config: ClientConfig,
): ClientSession | Fault | undefined {
  if (echo.length === 0 || !equalBytes(echo, hello.legacySessionId)) return undefined;
  const { session } = config;
  if (session === undefined || !wasOffered(session, hello)) {
    return fault("resumedUnoffered", "The server goes on from a session that was not offered");
  }
  const { state } = session;
  if (state.cipherSuite !== cipherSuite || state.version !== agreed.dialect.version) {
    return fault("resumedUnoffered", "The server goes on with another version or cipher suite");
  }
  return state.extendedMainSecret === agreed.extendedMainSecret ? session : fault(
    "mixedMainSecrets",
    "The session and its resumption disagree on the extended main secret",
  );
}

function wasOffered({ ticket, sessionId }: ClientSession, hello: ClientHello): boolean {
  const shown = hello.extensions?.find(({ type }) => type === sessionTicket.type)?.data;
  return ticket !== undefined
    ? shown !== undefined && equalBytes(ticket, shown)
    : sessionId !== undefined && equalBytes(sessionId, hello.legacySessionId);
}

/** The abbreviated handshake: the server's keys and Finished come next (RFC 5246 §7.3). */
export function resume(
  { state }: ClientSession,
  { agreed, ticket }: { readonly agreed: Agreed; readonly ticket: boolean },
  out: Out12<ClientConfig>,
): ClientState12 {
  return {
    name: ticket ? "WAIT_TICKET" : "WAIT_CHANGE_CIPHER_SPEC",
    session: goOnFrom(state, agreed, out),
    chain: undefined,
    signature: undefined,
    peerChain: state.peerChain,
    sessionId: EMPTY, // it is kept already
    resumed: true,
    clientVerifyData: undefined,
  };
}

/** Hands the owner what a later connection can go on from, if the server gave anything. */
export function tellSession(
  session: Session12,
  { newTicket, sessionId, peerChain }: {
    readonly newTicket?: { readonly ticket: Bytes; readonly lifetime: number };
    readonly sessionId: Bytes;
    readonly peerChain: readonly Bytes[] | undefined;
  },
  out: Out12<ClientConfig>,
): void {
  const ticket = newTicket !== undefined && newTicket.ticket.length > 0
    ? newTicket.ticket
    : undefined;
  if (ticket === undefined && sessionId.length === 0) return;
  const lifetime = newTicket?.lifetime || USUAL_LIFETIME; // 0: the server does not say
  out.emit({
    kind: "session",
    session: {
      state: keepable(session, { lifetime, peerChain }, out),
      ...(ticket !== undefined && { ticket }),
      ...(sessionId.length > 0 && { sessionId }),
    },
  });
}
