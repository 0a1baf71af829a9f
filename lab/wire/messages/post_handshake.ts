import { type Infer, prefixed, rest, struct, uint32 } from "../../bytes/mod.ts";
import { extensionsIn } from "../extensions/mod.ts";
import { KeyUpdateRequest } from "../registry/protocol.ts";

/** `EndOfEarlyData` (RFC 9846 §4.6 [8446 §4.5]): its coming is all it says. */
export const EndOfEarlyData = struct("EndOfEarlyData", {});
export type EndOfEarlyData = Infer<typeof EndOfEarlyData>;

/** `NewSessionTicket` (RFC 9846 §4.7.1 [8446 §4.6.1]). */
export const NewSessionTicket = struct("NewSessionTicket", {
  ticketLifetime: uint32,
  ticketAgeAdd: uint32,
  ticketNonce: prefixed(1, rest),
  ticket: prefixed(2, rest, { min: 1 }),
  extensions: prefixed(2, extensionsIn("new_session_ticket")),
});
export type NewSessionTicket = Infer<typeof NewSessionTicket>;

/** `KeyUpdate` (RFC 9846 §4.7.3 [8446 §4.6.3]). */
export const KeyUpdate = struct("KeyUpdate", { requestUpdate: KeyUpdateRequest });
export type KeyUpdate = Infer<typeof KeyUpdate>;
