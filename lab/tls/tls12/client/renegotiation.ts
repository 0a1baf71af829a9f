import type { ClientConfig } from "../../config.ts";
import type { Named } from "../../machine.ts";
import type { Out12 } from "../out.ts";
import { sendOffer12 } from "./offer.ts";
import type { ClientState12 } from "./state.ts";

/** Whoever is in a handshake already need not be asked for one (RFC 5246 §7.4.1.1). */
export function passOver<S>(state: S): S {
  return state;
}

/** The server would like a new handshake; whether it gets one is ours to say (RFC 5246 §7.4.1.1). */
export function onHelloRequest(
  state: Named<ClientState12, "CONNECTED">,
  _message: unknown,
  out: Out12<ClientConfig>,
): ClientState12 {
  if (out.config.renegotiation) return beginAgain(state, out);
  out.warn("no_renegotiation");
  return state;
}

/** A new handshake on the same connection, under the protection of the old one. */
export function beginAgain(
  state: Named<ClientState12, "CONNECTED">,
  out: Out12<ClientConfig>,
): ClientState12 {
  out.transcript.restart();
  return sendOffer12(out, { finisheds: state.finisheds, session: state.session });
}
