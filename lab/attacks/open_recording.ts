import { type Bytes, concat, decode } from "../bytes/mod.ts";
import type { CryptoProvider, RsaPrivateKey } from "../crypto/mod.ts";
import {
  keyLogKeys,
  type KeySource,
  ladderKeys,
  type LegacyParts,
  mainSecretKeys,
  NO_KEYS,
  premasterKeys,
  privateKeyKeys,
  readConnection,
  type ReadRecord,
  type SealedPremaster,
  sealedPremaster,
  type SharedKeys,
  type TicketKey,
  ticketKeys,
} from "../tls/mod.ts";
import { ContentType, HANDSHAKE_HEADER_LENGTH, NewSessionTicket12 } from "../wire/mod.ts";
import type { EventId } from "../trace/mod.ts";
import type { RecordedChunk, RecordedConnection } from "./record.ts";

/** A sealed record that a key opened after the fact. */
export interface OpenedRecord {
  /** Its number in its direction, from 0, sealed and unsealed ones counted. */
  readonly index: number;
  /** Where it begins in the recorded stream, in bytes. */
  readonly at: number;
  /** What it is inside: `application_data`. */
  readonly type: string;
  readonly content: Bytes;
  /** Which key it is under: `main secret`, `early`, `handshake`, `application`. */
  readonly key: string;
  /** Its number under that key, from 0. */
  readonly sequence: number;
  /** The packets it came in. */
  readonly packets: readonly EventId[];
}

/** What became of a recorded connection under a key. */
export interface OpenedRecording {
  /** What was spoken; absent where the recording does not tell. */
  readonly version?: string;
  readonly suite?: string;
  readonly toServer: readonly OpenedRecord[];
  readonly toClient: readonly OpenedRecord[];
  /** How many sealed records there are in both directions, opened or not. */
  readonly sealed: number;
  /** Secrets that the key led to, under the labels of RFC 9850. */
  readonly secrets: ReadonlyMap<string, Bytes>;
  /** Why records stayed closed, for people: `ECDHE: the private key only signed`. */
  readonly closed?: string;
}

/** Where a recording is opened. */
export interface OpeningTools {
  readonly crypto: CryptoProvider;
  /** Versions and suites that are only spoken because somebody handed them in. */
  readonly legacy?: LegacyParts;
}

/** Opens what needs no key: no record that is sealed. */
export function openWithoutKey(
  connection: RecordedConnection,
  tools: OpeningTools,
): OpenedRecording {
  return open(connection, NO_KEYS, tools);
}

/**
 * Opens a recording with the private key of the server's certificate: the attack that forward
 * secrecy is against. With RSA key transport (RFC 5246 §7.4.7.1) the ClientKeyExchange gives up the
 * premaster secret, and with it all records; where the key only signed, nothing opens.
 */
export function openWithPrivateKey(
  connection: RecordedConnection,
  key: RsaPrivateKey,
  tools: OpeningTools,
): OpenedRecording {
  return open(connection, privateKeyKeys(key, tools.crypto), tools);
}

/** What everybody who listened has of RSA key transport: the premaster secret, encrypted. */
export interface RecordedPremaster extends SealedPremaster {
  /** `CipherSuite` value of what was agreed on. */
  readonly suite: number;
}

/**
 * Finds the encrypted premaster secret in a recording.
 *
 * @returns why there is none, where the key exchange was another one
 */
export function recordedPremaster(
  connection: RecordedConnection,
  tools: OpeningTools,
): RecordedPremaster | string {
  let found: RecordedPremaster | string = "it is no handshake of TLS 1.2 or older";
  read(connection, {
    ...NO_KEYS,
    mainSecret(seen) {
      const sealed = sealedPremaster(seen);
      found = "closed" in sealed ? sealed.closed : { ...sealed, suite: seen.suite.value };
      return { closed: "no key" };
    },
  }, tools);
  return found;
}

/**
 * Opens a recording of TLS 1.2 or older with the premaster secret of its key exchange, however it
 * was found. The main secret
 * that it leads to opens those that go on from the session, too.
 */
export function openWithPremaster(
  connection: RecordedConnection,
  premaster: Bytes,
  tools: OpeningTools,
): OpenedRecording {
  return open(connection, premasterKeys(premaster), tools);
}

/**
 * Opens a recording of TLS 1.2 or older with a main secret of 48 bytes. It need not have been made
 * on this connection: all that go on from one session have the same.
 */
export function openWithMainSecret(
  connection: RecordedConnection,
  mainSecret: Bytes,
  tools: OpeningTools,
): OpenedRecording {
  return open(connection, mainSecretKeys(mainSecret), tools);
}

/**
 * Opens a recording with the key under which the server seals its tickets. A ticket of TLS 1.2 goes
 * over the wire in the clear and holds the main secret (RFC 5077 §3.3, §4), so forward secrecy ends
 * with that key. A ticket of TLS 1.3 is shown in the clear by who goes on from it; it opens early
 * data, and the rest where no key exchange went with it.
 */
export function openWithTicketKey(
  connection: RecordedConnection,
  key: TicketKey,
  tools: OpeningTools,
): OpenedRecording {
  const handedOut = read(connection, NO_KEYS, tools).messages.flatMap(({ name, raw }) => {
    if (name !== "new_session_ticket") return [];
    const message = decode(NewSessionTicket12, raw.subarray(HANDSHAKE_HEADER_LENGTH));
    return message.ok ? [message.value.ticket] : [];
  });
  return open(connection, ticketKeys([key], tools.crypto, handedOut), tools);
}

/**
 * Opens a recording of TLS 1.3 with a pre-shared key, the secret of its key exchange, or both. With
 * psk_ke the pre-shared key is enough (RFC 9846 §2.2, §7.1).
 */
export function openWithSharedKeys(
  connection: RecordedConnection,
  keys: SharedKeys,
  tools: OpeningTools,
): OpenedRecording {
  return open(connection, ladderKeys(keys), tools);
}

/** Opens a recording with the lines of an SSLKEYLOGFILE (RFC 9850). */
export function openWithKeyLog(
  connection: RecordedConnection,
  lines: string,
  tools: OpeningTools,
): OpenedRecording {
  return open(connection, keyLogKeys(lines), tools);
}

/** The application data that was opened in one direction. */
export function plaintextOf(records: readonly OpenedRecord[]): Bytes {
  return concat(
    ...records.filter(({ type }) => type === "application_data").map(({ content }) => content),
  );
}

function read({ toServer, toClient }: RecordedConnection, keys: KeySource, tools: OpeningTools) {
  const whole = (chunks: readonly RecordedChunk[]) => concat(...chunks.map(({ bytes }) => bytes));
  return readConnection({ ...tools, toServer: whole(toServer), toClient: whole(toClient), keys });
}

function open(
  connection: RecordedConnection,
  keys: KeySource,
  tools: OpeningTools,
): OpenedRecording {
  const { version, suite, secrets, ...result } = read(connection, keys, tools);
  const toServer = result.toServer.flatMap(opened(connection.toServer));
  const toClient = result.toClient.flatMap(opened(connection.toClient));
  const sealed = [...result.toServer, ...result.toClient].filter((record) => record.sealed).length;
  const missed = sealed - toServer.length - toClient.length;
  const closed = result.closed ?? result.unsupported ?? result.trouble ??
    (missed > 0 ? `${missed} of ${sealed} sealed records do not open with it` : undefined);
  return {
    ...(version !== undefined && { version }),
    ...(suite !== undefined && { suite }),
    toServer,
    toClient,
    sealed,
    secrets,
    ...(closed !== undefined && { closed }),
  };
}

/** Takes the records that were sealed and are open now, and says in which packets they came. */
function opened(chunks: readonly RecordedChunk[]) {
  return ({ index, at, length, type, content, under }: ReadRecord): OpenedRecord[] => {
    if (under === undefined || content === undefined) return [];
    const packets = packetsOf(chunks, at, at + length);
    return [{ index, at, type: ContentType.label(type), content, packets, ...under }];
  };
}

function packetsOf(chunks: readonly RecordedChunk[], from: number, to: number): EventId[] {
  const packets: EventId[] = [];
  let at = 0;
  for (const { bytes, event } of chunks) {
    if (at < to && at + bytes.length > from) packets.push(event);
    at += bytes.length;
  }
  return packets;
}
