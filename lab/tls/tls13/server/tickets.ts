import { earlyData, makeExtension, ProtocolVersion } from "../../../wire/mod.ts";
import type { Bytes } from "../../../bytes/mod.ts";
import type { ServerConfig } from "../../config.ts";
import type { Agreement } from "../../event.ts";
import type { Out, Session } from "../../machine.ts";
import { MAX_TICKET_LIFETIME, sealTicket, type SessionState } from "../../resumption/mod.ts";
import { resumptionPsk } from "../../schedule/mod.ts";

/** What a ticket is made of, once the handshake is done. */
export interface Ticketable {
  readonly session: Session;
  readonly agreement: Agreement;
  readonly resumption: Bytes;
  /** The certificates the client has proved to be its own, now or in the session it went on from. */
  readonly peerChain: readonly Bytes[] | undefined;
}

/** Hands out the tickets that the policy says (RFC 9846 §4.7.1 [8446 §4.6.1]). */
export function sendTickets(from: Ticketable, out: Out<ServerConfig>): void {
  const { config, random } = out;
  const policy = config.tickets;
  if (policy === undefined) return;
  const { session: { kdf, suite }, agreement: { serverName, alpn }, peerChain } = from;
  const lifetime = Math.min(policy.lifetime, MAX_TICKET_LIFETIME);
  for (let number = 0; number < policy.count; number++) {
    const ticketNonce = Uint8Array.of(number >> 8, number & 0xff);
    const ageAdd = new DataView(random.bytes("ticket age add", 4).buffer).getUint32(0);
    const state: SessionState = {
      version: ProtocolVersion["TLS 1.3"],
      cipherSuite: suite.value,
      secret: resumptionPsk(kdf, from.resumption, ticketNonce),
      createdAt: out.now(),
      lifetime,
      ageAdd,
      maxEarlyData: policy.maxEarlyData,
      extendedMainSecret: false,
      encryptThenMac: false,
      ...(serverName !== undefined && { serverName }),
      ...(alpn !== undefined && { alpn }),
      ...(peerChain !== undefined && { peerChain }),
    };
    const ticket = ticketFor(state, out);
    if (ticket === undefined) return;
    const maxEarlyDataSize = policy.maxEarlyData;
    out.sendUnhashed("new_session_ticket", {
      ticketLifetime: lifetime,
      ticketAgeAdd: ageAdd,
      ticketNonce,
      ticket,
      extensions: maxEarlyDataSize === 0
        ? []
        : [makeExtension(earlyData, "new_session_ticket", { maxEarlyDataSize })],
    });
  }
}

/** Sealed for the client to keep; without a key, the name of an entry in the server's memory. */
function ticketFor(
  state: SessionState,
  { config: { crypto, tickets, sessionCache }, random }: Out<ServerConfig>,
): Bytes | undefined {
  const key = tickets?.keys[0];
  if (key !== undefined) return sealTicket(crypto, key, random, state);
  const name = random.bytes("ticket name", 32);
  sessionCache?.put(name, state);
  return sessionCache && name;
}
