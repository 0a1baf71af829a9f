import { type Bytes, concat } from "../../bytes/mod.ts";
import { MAX_PLAINTEXT } from "../../wire/mod.ts";
import type { CommonConfig } from "../config.ts";
import type { Agreement } from "../event.ts";
import type { Out12 } from "./out.ts";
import type { RecordProtection12 } from "../record/protection12.ts";
import { compressed, type RecordCompression } from "../record/compression.ts";
import type { RecordOpener, RecordSealer } from "../record/layer.ts";
import { Fault, fault } from "../fault.ts";
import type { Dialect, Kit, Randoms, WriteKeys } from "./dialect.ts";
import type { Suite12 } from "./suite.ts";

/** What both hellos settled. */
export interface Agreed {
  readonly dialect: Dialect;
  readonly suite: Suite12;
  readonly kit: Kit;
  readonly randoms: Randoms;
  /** RFC 7627 */
  readonly extendedMainSecret: boolean;
  /** RFC 7366 */
  readonly encryptThenMac: boolean;
  readonly alpn: string | undefined;
  readonly serverName: string | undefined;
  /** Both ends bind renegotiations to what went before (RFC 5746). */
  readonly secureRenegotiation: boolean;
  /** RFC 3749; absent as a rule. */
  readonly compression: RecordCompression | undefined;
}

/** From here on both ends have the main secret. */
export interface Session12 extends Agreed {
  readonly mainSecret: Bytes;
  /** What to call the key exchange in a report. */
  readonly group: string;
}

/** The `verify_data` of the last handshake, to which a renegotiation is bound (RFC 5746 §3.1). */
export interface Finisheds {
  readonly client: Bytes;
  readonly server: Bytes;
}

/** The main secret, from the premaster secret (RFC 5246 §8.1, RFC 7627 §4); tells the owner of it. */
export function establish(
  agreed: Agreed,
  premaster: Bytes,
  group: string,
  out: Pick<Out12<CommonConfig>, "transcript" | "emit">,
): Session12 {
  const { dialect, kit, randoms, extendedMainSecret } = agreed;
  const mainSecret = extendedMainSecret
    ? dialect.extendedMainSecret!(kit, premaster, out.transcript.bytes())
    : dialect.mainSecret(kit, premaster, randoms);
  return tellSecret({ ...agreed, mainSecret, group }, out);
}

/** Reports the main secret, under the label that SSLKEYLOGFILE has for it (RFC 9850 §2.2). */
export function tellSecret(
  session: Session12,
  out: Pick<Out12<CommonConfig>, "emit">,
): Session12 {
  out.emit({
    kind: "secret",
    label: "CLIENT_RANDOM",
    secret: session.mainSecret,
    clientRandom: session.randoms.client,
    cipherSuite: session.suite.name,
  });
  return session;
}

/** Both directions' keys, in the order in which the key block holds them (RFC 5246 §6.3). */
export function directionKeys(
  { dialect, suite: { cipher }, kit, randoms }: Pick<
    Agreed,
    "dialect" | "suite" | "kit" | "randoms"
  >,
  mainSecret: Bytes,
): WriteKeys {
  const { macLength, keyLength } = cipher;
  const ivLength = cipher.kind === "cbc" && !dialect.firstIvFromKeyBlock ? 0 : cipher.ivLength;
  const length = 2 * (macLength + keyLength + ivLength);
  const block = dialect.keyBlock(kit, mainSecret, randoms, length);
  let at = 0;
  const take = (count: number) => block.subarray(at, at += count);
  const [clientMac, serverMac] = [take(macLength), take(macLength)];
  const [clientKey, serverKey] = [take(keyLength), take(keyLength)];
  const [clientIv, serverIv] = [take(ivLength), take(ivLength)];
  const keys: WriteKeys = {
    client: { macKey: clientMac, key: clientKey, iv: clientIv },
    server: { macKey: serverMac, key: serverKey, iv: serverIv },
  };
  return cipher.exportKeyLength === undefined
    ? keys
    : dialect.exportKeys!(kit, keys, cipher, randoms);
}

/** What protects the records that one end writes. */
export function protectionOf(
  session: Session12,
  writer: "client" | "server",
  out: Pick<Out12<CommonConfig>, "config" | "random">,
): RecordProtection12 {
  const { dialect, suite, encryptThenMac, mainSecret } = session;
  const { crypto, seams } = out.config;
  const protect = seams.protectOlderRecords ?? dialect.protectRecords;
  return protect({
    crypto,
    suite,
    version: dialect.version,
    keys: directionKeys(session, mainSecret)[writer],
    encryptThenMac,
    random: out.random,
  });
}

/** The records that one end writes, as the session has them. */
export function recordsOf(
  session: Session12,
  writer: "client" | "server",
  out: Pick<Out12<CommonConfig>, "config" | "random">,
): RecordOpener & RecordSealer {
  const { compression } = session;
  const protection = protectionOf(session, writer, out);
  if (compression === undefined) return outerRecords(protection);
  return compressed(outerRecords(protection, COMPRESSION_SLACK), compression.make());
}

/** Bytes by which a content that compression does not suit may be longer (RFC 5246 §6.2.2). */
const COMPRESSION_SLACK = 1024;

/**
 * Longest content to be compressed, plus one: coded octet by octet it grows by an eighth, and has to
 * stay within the slack.
 */
export const COMPRESSIBLE_LIMIT = 8 * COMPRESSION_SLACK;

/** As the record layer wants it: the type of a record stands in its header. */
export function outerRecords(
  protection: RecordProtection12,
  slack = 0,
): RecordOpener & RecordSealer {
  return {
    open(sequence, record, limit) {
      const content = protection.open(sequence, record);
      if (content instanceof Fault) return content;
      // What was announced is the content alone here (RFC 8449 §4); the type is outside.
      const most = Math.min(limit, MAX_PLAINTEXT) + slack;
      return content.length > most
        ? fault("recordTooLong", `${content.length} bytes of content, above ${most}`)
        : { type: record.type, content };
    },
    seal: (sequence, type, content) => protection.seal(sequence, type, content),
  };
}

/** How other protocols get keys from this session (RFC 5705 §4). */
export function offerExports(
  { dialect, kit, mainSecret, randoms: { client, server } }: Session12,
  out: Pick<Out12<CommonConfig>, "exportFrom">,
): void {
  const { exported } = dialect;
  if (exported === undefined) return;
  out.exportFrom((label, context, length) => {
    const seed = concat(client, server, ...context === undefined ? [] : counted(context));
    return exported(kit, mainSecret, label, seed, length);
  });
}

/** Its length goes before a context, so that none and an empty one are not the same. */
function counted(context: Bytes): readonly Bytes[] {
  return [Uint8Array.of(context.length >> 8, context.length & 0xff), context];
}

/** What to tell the owner once the handshake is done. */
export function agreementOf(
  { dialect, suite, group, alpn, serverName }: Session12,
  resumed: boolean,
): Agreement {
  return {
    version: dialect.name,
    cipherSuite: suite.name,
    group,
    resumed,
    ...(alpn !== undefined && { alpn }),
    ...(serverName !== undefined && { serverName }),
  };
}
