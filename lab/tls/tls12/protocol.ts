import { type Bytes, decode } from "../../bytes/mod.ts";
import {
  AlertDescription,
  AlertLevel,
  ContentType,
  handshakeBodies12,
  HandshakeType,
  isHandshake12Name,
  MAX_PLAINTEXT,
  ProtocolVersion,
} from "../../wire/mod.ts";
import type { ClientConfig, CommonConfig, ServerConfig } from "../config.ts";
import { type Fault, fault } from "../fault.ts";
import type { Message } from "../machine.ts";
import { fromTable, type IntakeContext, type Item, type Protocol } from "../protocol.ts";
import type { FramedRecord } from "../record/framer.ts";
import { tls12Client } from "./client/machine.ts";
import { type Dialect, TLS12 } from "./dialect.ts";
import { tls12Server } from "./server/machine.ts";

/** Longest fragment: content, MAC, padding, compression that did not pay (RFC 5246 §6.2.3). */
const MAX_FRAGMENT = MAX_PLAINTEXT + 2048;
const HEADER = 4;

/** TLS 1.2 or one of its forerunners (RFC 5246) around a table of states. */
function tls12<C extends CommonConfig>(
  dialect: Dialect,
  table: Parameters<typeof fromTable>[0],
): Protocol<C> {
  const bodies = handshakeBodies12({ version: dialect.version });
  return {
    version: dialect.name,
    bodies,
    widths: { clear: MAX_FRAGMENT, sealed: MAX_FRAGMENT },
    changesCipherSpec: true,
    closesBothWays: true,
    ...fromTable<C>(table),
    decode: (raw) => decodeMessage(raw, bodies),
    intake: (record, context) => intake(record, context, dialect),
    takesData: ({ name, ...rest }) =>
      name === "CONNECTED" || name === "WAIT_SERVER_HELLO" && "before" in rest,
    endsWith: (level, description) =>
      level !== AlertLevel.warning && description !== AlertDescription.user_canceled,
  };
}

const clients = new WeakMap<Dialect, Protocol<ClientConfig>>();
const servers = new WeakMap<Dialect, Protocol<ServerConfig>>();

/** A client that speaks a version before TLS 1.3. */
export function clientOf12(dialect: Dialect = TLS12): Protocol<ClientConfig> {
  let protocol = clients.get(dialect);
  if (protocol === undefined) clients.set(dialect, protocol = tls12(dialect, tls12Client(dialect)));
  return protocol;
}

/** A server that speaks a version before TLS 1.3. */
export function serverOf12(dialect: Dialect = TLS12): Protocol<ServerConfig> {
  let protocol = servers.get(dialect);
  if (protocol === undefined) servers.set(dialect, protocol = tls12(dialect, tls12Server(dialect)));
  return protocol;
}

function decodeMessage(
  raw: Bytes,
  bodies: ReturnType<typeof handshakeBodies12>,
): Message | Fault {
  const name = HandshakeType.nameOf(raw[0]!);
  if (!isHandshake12Name(name)) {
    return fault("unexpectedMessage", `${HandshakeType.label(raw[0]!)} is no message of TLS 1.2`);
  }
  const result = decode(bodies[name], raw.subarray(HEADER));
  return result.ok ? { name, body: result.value, raw } : fault("undecodable", result.error);
}

/** Opens a record. All types are sealed alike once there are keys, and all must name the version. */
function intake<C extends CommonConfig>(
  record: FramedRecord,
  { out, state }: IntakeContext<C>,
  dialect: Dialect,
): Item | Fault | undefined {
  const { reader } = out;
  const version = (record.bytes[1]! << 8) | record.bytes[2]!;
  // The first ClientHello comes before there is a version to name (RFC 5246 §E.1), and so does the
  // alert of a server that has none in common with it.
  const mayDiffer = !reader.keyed && (record.type === ContentType.handshake ||
    record.type === ContentType.alert && state.name === "WAIT_SERVER_HELLO");
  if (version !== dialect.version && !mayDiffer) {
    const named = ProtocolVersion.label(version);
    return fault("badRecordVersion", `A record of ${named} in ${dialect.name}`);
  }
  return reader.open(record);
}
