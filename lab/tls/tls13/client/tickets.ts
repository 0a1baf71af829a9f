import { earlyData, ProtocolVersion, readExtension } from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { MAX_TICKET_LIFETIME } from "../../resumption/mod.ts";
import { resumptionPsk } from "../../schedule/mod.ts";
import { extensionFault, valueOf } from "../extension_rules.ts";
import type { ClientState } from "./state.ts";

/** A ticket for later; keeping it is the owner's choice (RFC 9846 §4.7.1 [8446 §4.6.1]). */
export function onNewSessionTicket(
  state: Named<ClientState, "CONNECTED">,
  { body }: Received<"new_session_ticket">,
  out: Out<ClientConfig>,
): ClientState | Fault {
  const { extensions, ticket, ticketLifetime: lifetime, ticketAgeAdd: ageAdd } = body;
  const wrong = extensionFault(extensions, "new_session_ticket");
  if (wrong !== undefined) return wrong;
  const early = valueOf(readExtension(extensions, earlyData, "new_session_ticket"));
  if (early instanceof Fault) return early;
  if (lifetime > MAX_TICKET_LIFETIME) {
    return fault("badTicketLifetime", `A ticket for ${lifetime} seconds`);
  }
  if (lifetime === 0) return state; // to be discarded at once
  const { session: { kdf, suite }, alpn, peerChain } = state;
  const { serverName } = out.config;
  out.emit({
    kind: "session",
    session: {
      ticket,
      state: {
        version: ProtocolVersion["TLS 1.3"],
        cipherSuite: suite.value,
        secret: resumptionPsk(kdf, state.resumption, body.ticketNonce),
        createdAt: out.now(),
        lifetime,
        ageAdd,
        maxEarlyData: early?.maxEarlyDataSize ?? 0,
        extendedMainSecret: false,
        encryptThenMac: false,
        ...(serverName !== undefined && { serverName }),
        ...(alpn !== undefined && { alpn }),
        ...(peerChain !== undefined && { peerChain }),
      },
    },
  });
  return state;
}
