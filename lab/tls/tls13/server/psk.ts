import { equalBytes } from "../../../bytes/mod.ts";
import { ProtocolVersion, PskKeyExchangeMode } from "../../../wire/mod.ts";
import type { ServerConfig } from "../../config.ts";
import { isFresh, openTicket } from "../../resumption/mod.ts";
import { type Suite, suiteOf } from "../../suites.ts";
import { type Psk, pskFromOutside, pskOfSession } from "../psk.ts";
import type { ClientOffer, PskOffer } from "./offer.ts";

/** A key of the client's that the server can use, before its binder is checked. */
export interface ChosenPsk {
  readonly psk: Psk;
  /** Its place in the client's list. */
  readonly index: number;
  readonly suite: Suite;
  /** `PskKeyExchangeMode` value. */
  readonly mode: number;
}

/**
 * The first offered key that the server knows, of a session with this name that still holds, and
 * with a suite for it. All others are passed over, and without any the handshake is a full one
 * (RFC 9846 §4.3.11 [8446 §4.2.11]).
 *
 * @param fixed the suite that a HelloRetryRequest has fixed
 */
export function choosePsk(
  offer: ClientOffer,
  fixed: Suite | undefined,
  config: ServerConfig,
  now: number,
): ChosenPsk | undefined {
  const mode = config.pskModes.find((ours) =>
    offer.pskModes.includes(ours) && feasible(ours, offer)
  );
  if (mode === undefined) return undefined;
  for (const [index, offered] of offer.psks.entries()) {
    const psk = known(offered, config);
    if (psk === undefined || !holds(psk, offer, config, now)) continue;
    const suite = suiteFor(psk, offer, fixed, config);
    if (suite !== undefined) return { psk, index, suite, mode };
  }
  return undefined;
}

function feasible(mode: number, { groups }: ClientOffer): boolean {
  return mode === PskKeyExchangeMode.psk_ke || groups.length > 0;
}

/** A ticket is sealed by one of the server's keys, or the name of a session in its memory. */
function known({ identity }: PskOffer, config: ServerConfig): Psk | undefined {
  const external = config.externalPsks.find((psk) => equalBytes(psk.identity, identity));
  if (external !== undefined) return pskFromOutside(external);
  const { crypto, tickets, sessionCache } = config;
  const state = openTicket(crypto, tickets?.keys ?? [], identity) ?? sessionCache?.find(identity);
  return state?.version === ProtocolVersion["TLS 1.3"] ? pskOfSession(state, identity) : undefined;
}

function holds(
  { session }: Psk,
  offer: ClientOffer,
  config: ServerConfig,
  now: number,
): boolean {
  const proven = config.clientCertificate !== "require" || session?.peerChain !== undefined;
  if (session === undefined) return proven;
  return proven && isFresh(session, now) && session.serverName === offer.serverName;
}

/** The session's own suite if it can be had, since early data need that; else one of its hash. */
function suiteFor(
  { hash, session }: Psk,
  { hello }: ClientOffer,
  fixed: Suite | undefined,
  config: ServerConfig,
): Suite | undefined {
  const common = config.cipherSuites.filter((suite) =>
    hello.cipherSuites.includes(suite) && suiteOf(suite)?.hash === hash &&
    (fixed === undefined || fixed.value === suite)
  );
  const value = common.find((suite) => suite === session?.cipherSuite) ?? common[0];
  return value === undefined ? undefined : suiteOf(value);
}
