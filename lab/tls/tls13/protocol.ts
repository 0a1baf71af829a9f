import { type Bytes, decode } from "../../bytes/mod.ts";
import {
  Alert,
  AlertDescription,
  ContentType,
  HANDSHAKE_BODIES,
  MAX_CIPHERTEXT,
  MAX_PLAINTEXT,
} from "../../wire/mod.ts";
import type { ClientConfig, CommonConfig, ServerConfig } from "../config.ts";
import { Fault, fault } from "../fault.ts";
import { fromTable, type IntakeContext, type Item, type Protocol } from "../protocol.ts";
import type { FramedRecord } from "../record/framer.ts";
import { decodeMessage } from "../record/joiner.ts";
import { TLS13_CLIENT } from "./client/machine.ts";
import { TLS13_SERVER } from "./server/machine.ts";

/** TLS 1.3 (RFC 9846) around a table of states. */
function tls13<C extends CommonConfig>(table: Parameters<typeof fromTable>[0]): Protocol<C> {
  return {
    version: "TLS 1.3",
    bodies: HANDSHAKE_BODIES,
    widths: { clear: MAX_PLAINTEXT, sealed: MAX_CIPHERTEXT },
    changesCipherSpec: false,
    closesBothWays: false,
    ...fromTable<C>(table),
    decode: decodeMessage,
    intake,
    takesData: ({ name }) => name === "CONNECTED",
    takesEarlyData: ({ name }) => name === "WAIT_EOED",
    // What an alert means does not hang on its level any more (RFC 9846 §6).
    endsWith: (_level, description) => description !== AlertDescription.user_canceled,
  };
}

export const CLIENT_OF_TLS13: Protocol<ClientConfig> = tls13(TLS13_CLIENT);
export const SERVER_OF_TLS13: Protocol<ServerConfig> = tls13(TLS13_SERVER);

/** Opens a record; `undefined` when it may be passed over. */
function intake<C extends CommonConfig>(
  record: FramedRecord,
  { out, connected }: IntakeContext<C>,
): Item | Fault | undefined {
  const { reader } = out;
  const { type, fragment } = record;
  if (type === ContentType.change_cipher_spec) return { type, content: fragment };
  if (type !== ContentType.application_data && reader.keyed) {
    const early = out.role === "SERVER" && !connected && reader.sequence === 0;
    if (type === ContentType.alert && early && isComplaint(fragment)) {
      return { type, content: fragment };
    }
    return fault("unprotectedRecord", `${ContentType.label(type)} without protection`);
  }
  if (type === ContentType.application_data && !reader.keyed) {
    if (out.skip(fragment.length)) return undefined;
  }
  const opened = reader.open(record);
  const skipped = opened instanceof Fault && opened.reason === "badRecordMac" &&
    reader.sequence === 0 && out.skip(fragment.length);
  if (skipped) return undefined;
  // The dummy is never sealed, so a sealed one is none (RFC 9846 §5).
  return !(opened instanceof Fault) && opened.type === ContentType.change_cipher_spec
    ? fault("badRecordType", "A protected change_cipher_spec")
    : opened;
}

/**
 * A client that could not make keys of our ServerHello can only complain in the clear. A server
 * has keys from the start, and an orderly goodbye in the clear could be anybody's.
 */
function isComplaint(content: Bytes): boolean {
  const alert = decode(Alert, content);
  const { close_notify, user_canceled } = AlertDescription;
  if (!alert.ok) return false;
  const { description } = alert.value;
  return description !== close_notify && description !== user_canceled;
}
