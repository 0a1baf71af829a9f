import { type Bytes, decode } from "../bytes/mod.ts";
import type { CryptoProvider, RandomSource } from "../crypto/mod.ts";
import {
  directionKeys,
  Fault,
  type FramedRecord,
  honestProtection,
  type Randoms,
  type RecordProtection12,
  type Suite12,
  TLS12,
  TLS12_SUITES,
  type TlsEvent,
} from "../tls/mod.ts";
import {
  encryptThenMac,
  HANDSHAKE_HEADER_LENGTH,
  HandshakeType,
  ServerHello,
} from "../wire/mod.ts";

/** Records of a TLS 1.2 connection of one's own, sealed and opened by hand. */
export interface OwnRecords {
  /** @returns the whole record, of any type and with any content */
  seal(type: number, content: Bytes): Bytes;
  /** The content of the next record of the server; `undefined` if it does not open. */
  open(record: FramedRecord): Bytes | undefined;
}

/**
 * Goes on by hand where an engine of one's own has stopped. An engine only says what a client would
 * say; whoever has its main secret can say anything under its keys.
 *
 * @param reported what the client's engine told its owner, which knows the main secret
 * @param sent how many records were sealed so far, its Finished included
 * @param received how many records of the server were opened so far, its Finished included
 * @throws {Error} unless a connection of TLS 1.2 stands
 */
export function ownRecords(
  reported: readonly TlsEvent[],
  { sent, received }: { readonly sent: number; readonly received: number },
  { crypto, random }: { readonly crypto: CryptoProvider; readonly random: RandomSource },
): OwnRecords {
  const secret = reported.find((event) => event.kind === "secret");
  const answer = reported.find((event) => event.kind === "message" && isServerHello(event.raw));
  const hello = answer?.kind === "message"
    ? decode(ServerHello, answer.raw.subarray(HANDSHAKE_HEADER_LENGTH))
    : undefined;
  const suite = TLS12_SUITES.find(({ value }) => hello?.ok && value === hello.value.cipherSuite);
  if (secret?.kind !== "secret" || !hello?.ok || suite === undefined) {
    throw new Error("Cannot go on by hand: no connection of TLS 1.2 stands");
  }
  const { client: ours, server: theirs } = protectionsUnder(secret.secret, {
    suite,
    randoms: { client: secret.clientRandom, server: hello.value.random },
    encryptThenMac: (hello.value.extensions ?? []).some(({ type }) => type === encryptThenMac.type),
  }, { crypto, random });
  let [written, read] = [sent, received];
  return {
    seal: (type, content) => ours.seal(written++, type, content),
    open(record) {
      const content = theirs.open(read++, record);
      return content instanceof Fault ? undefined : content;
    },
  };
}

/** What protects the records of both directions of a TLS 1.2 connection with that main secret. */
export function protectionsUnder(
  mainSecret: Bytes,
  { suite, randoms, encryptThenMac }: {
    readonly suite: Suite12;
    readonly randoms: Randoms;
    readonly encryptThenMac: boolean;
  },
  { crypto, random }: { readonly crypto: CryptoProvider; readonly random: RandomSource },
): Readonly<Record<"client" | "server", RecordProtection12>> {
  const kit = { crypto, hash: suite.hash };
  const keys = directionKeys({ dialect: TLS12, suite, kit, randoms }, mainSecret);
  const { version } = TLS12;
  const protection = (side: "client" | "server") =>
    honestProtection({ crypto, suite, version, keys: keys[side], encryptThenMac, random });
  return { client: protection("client"), server: protection("server") };
}

function isServerHello(raw: Bytes): boolean {
  return raw[0] === HandshakeType.server_hello;
}
