/** What lets a later connection go on from an earlier one: sessions, tickets, pre-shared keys. */
export * from "./anti_replay.ts";
export * from "./session.ts";
export { isFresh, SessionState } from "./session_state.ts";
export {
  generateTicketKey,
  openTicket,
  sealTicket,
  TICKET_KEY_NAME_LENGTH,
  type TicketKey,
} from "./ticket.ts";
