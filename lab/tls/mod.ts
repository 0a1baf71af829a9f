/** TLS engines without I/O, and the parts of them that can be replaced. */
export { ClientConnection } from "./client_connection.ts";
export {
  type Ambient,
  type ClientConfig,
  clientConfig,
  type CommonConfig,
  type LegacyParts,
  type ServerConfig,
  serverConfig,
} from "./config.ts";
export { heartbeatRequest, heartbeatResponse } from "./heartbeat.ts";
export { DOWNGRADED_TO_TLS11, DOWNGRADED_TO_TLS12 } from "./downgrade.ts";
export { type Compressor, type RecordCompression } from "./record/compression.ts";
export type { Connection } from "./connection.ts";
export type { Agreement, SecretLabel, TlsEvent } from "./event.ts";
export { Fault, fault, type TlsError } from "./fault.ts";
export { type Reason, type ReasonEntry, REASONS } from "./reason.ts";
export * from "./passive/mod.ts";
export { type FramedRecord, RecordFramer } from "./record/framer.ts";
export { HandshakeJoiner } from "./record/joiner.ts";
export {
  AeadProtection,
  aeadProtection,
  innerPlaintext,
  protectedHeader,
  type ProtectionFactory,
  recordNonce,
  type RecordProtection,
} from "./record/protection.ts";
export * from "./resumption/mod.ts";
export * from "./schedule/mod.ts";
export {
  type ChainContext,
  HONEST_SEAMS,
  type LetPass,
  type PeerCheck,
  type PeerVerdict,
  type Seams,
} from "./seams.ts";
export { type Opinion, opinionOf } from "./opinion.ts";
export { ServerConnection } from "./server_connection.ts";
export * from "./suites.ts";
export * from "./tls12/mod.ts";
export { TLS13_CLIENT } from "./tls13/client/machine.ts";
export { TLS13_SERVER } from "./tls13/server/machine.ts";
