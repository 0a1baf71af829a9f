import { type Bytes, concat, decode } from "../bytes/mod.ts";
import { NO_KEYS, readConnection, type Spoken } from "../tls/mod.ts";
import {
  ClientHello,
  HANDSHAKE_HEADER_LENGTH,
  keyShare,
  NamedGroup,
  readExtension,
  ServerHello,
} from "../wire/mod.ts";
import {
  type OpenedRecording,
  type OpeningTools,
  openWithoutKey,
  openWithSharedKeys,
} from "./open_recording.ts";
import type { RecordedConnection } from "./record.ts";

/** Bytes of an X25519 key, public or private (RFC 7748 §5), and of a secret of ML-KEM (FIPS 203). */
const LENGTH = 32;

/** What the two hellos of a recording show of an agreement in which X25519 has a part. */
interface Halves {
  /** `X25519MLKEM768` for the hybrid, where ML-KEM stands before X25519. */
  readonly group: "x25519" | "X25519MLKEM768";
  /** The X25519 public key of each side, 32 bytes. */
  readonly client: Bytes;
  readonly server: Bytes;
}

/**
 * The X25519 public key that a client sent in the clear, 32 bytes: of a key share of its own, or the
 * last part of a hybrid one. `undefined` where the two agreed in another way.
 */
export function clientHalfIn(
  connection: RecordedConnection,
  tools: OpeningTools,
): Bytes | undefined {
  return halvesIn(connection, tools)?.client;
}

/**
 * Opens a recording of TLS 1.3 with the private key that belongs to the client's X25519 public key
 * (RFC 9846 §7.4.2). In a hybrid that is one half of the secret; the other one, of ML-KEM, stays
 * where it is, and nothing opens.
 *
 * @param privateHalf 32 bytes
 */
export function openWithHalf(
  connection: RecordedConnection,
  privateHalf: Bytes,
  tools: OpeningTools,
): OpenedRecording {
  const halves = halvesIn(connection, tools);
  const group = tools.crypto.group("X25519");
  const agreed = halves && group.agree(privateHalf, halves.server);
  if (halves === undefined || agreed === undefined) {
    return { ...openWithoutKey(connection, tools), closed: "X25519 has no part in its secret" };
  }
  if (halves.group === "x25519") {
    return openWithSharedKeys(connection, { sharedSecret: agreed }, tools);
  }
  // Nothing is known of the part in front: zeros are as good a guess as any.
  const sharedSecret = concat(new Uint8Array(LENGTH), agreed);
  const result = openWithSharedKeys(connection, { sharedSecret }, tools);
  const missing = `of the ${sharedSecret.length} bytes of its secret, ${LENGTH} are of ML-KEM`;
  return { ...result, closed: `${halves.group}: ${missing}` };
}

function halvesIn(
  { toServer, toClient }: RecordedConnection,
  { crypto }: OpeningTools,
): Halves | undefined {
  const streams = {
    toServer: concat(...toServer.map(({ bytes }) => bytes)),
    toClient: concat(...toClient.map(({ bytes }) => bytes)),
  };
  const { messages } = readConnection({ ...streams, crypto, keys: NO_KEYS });
  // The last of each: after a HelloRetryRequest the first ones do not count.
  const client = bodyOf(messages, "client_hello");
  const server = bodyOf(messages, "server_hello");
  const offer = client && decode(ClientHello, client);
  const answer = server && decode(ServerHello, server);
  if (offer?.ok !== true || answer?.ok !== true) return undefined;
  const shares = readExtension(offer.value.extensions ?? [], keyShare, "client_hello");
  const share = readExtension(answer.value.extensions ?? [], keyShare, "server_hello");
  if (shares?.ok !== true || share?.ok !== true) return undefined;
  const { group, keyExchange } = share.value;
  const ours = shares.value.find((one) => one.group === group)?.keyExchange;
  const name = NamedGroup.label(group);
  if (ours === undefined || (name !== "x25519" && name !== "X25519MLKEM768")) return undefined;
  return {
    group: name,
    client: ours.subarray(-LENGTH),
    server: keyExchange.subarray(-LENGTH),
  };
}

function bodyOf(messages: readonly Spoken[], name: string): Bytes | undefined {
  return messages.findLast((message) => message.name === name)?.raw
    .subarray(HANDSHAKE_HEADER_LENGTH);
}
