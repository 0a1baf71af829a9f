/** An engine at the end of a stream: bytes go to and fro, engine events become trace events. */
export type { Channel, ChannelHandlers, ChannelIdentity } from "./channel.ts";
export { flights } from "./flights.ts";
export { PlainChannel } from "./plain_channel.ts";
export { type Asker, type Question, TlsChannel } from "./tls_channel.ts";
