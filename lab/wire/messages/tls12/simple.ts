/** The messages of TLS 1.2 that say little or nothing. */
import { type Infer, prefixed, rest, struct, uint32 } from "../../../bytes/mod.ts";
import { CertificateStatus } from "../../extensions/application.ts";

/** `HelloRequest` (RFC 5246 §7.4.1.1): the server would like a new handshake. */
export const HelloRequest = struct("HelloRequest", {});
export type HelloRequest = Infer<typeof HelloRequest>;

/** `ServerHelloDone` (RFC 5246 §7.4.5): the server has said its part. */
export const ServerHelloDone = struct("ServerHelloDone", {});
export type ServerHelloDone = Infer<typeof ServerHelloDone>;

/** `NewSessionTicket` of TLS 1.2 (RFC 5077 §3.3); an empty ticket means: none after all. */
export const NewSessionTicket12 = struct("NewSessionTicket", {
  /** In seconds; 0 says nothing about it. */
  ticketLifetimeHint: uint32,
  ticket: prefixed(2, rest),
});
export type NewSessionTicket12 = Infer<typeof NewSessionTicket12>;

/** `CertificateStatus` as a message of its own (RFC 6066 §8). */
export const CertificateStatus12 = CertificateStatus;
export type CertificateStatus12 = Infer<typeof CertificateStatus12>;
