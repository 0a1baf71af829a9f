/** The captured octets, read as an onlooker does who has the private keys of both programs. */
import { type Bytes, fromHex, hex } from "../../bytes/mod.ts";
import { type CryptoProvider, ScriptedRandom } from "../../crypto/mod.ts";
import { RECORD_HEADER_LENGTH } from "../../wire/mod.ts";
import {
  applicationData,
  keyLogKeys,
  type KeySource,
  ladderKeys,
  type ReadConnection,
  readConnection,
  type ReadRecord,
  type Side,
} from "../passive/mod.ts";
import { aeadProtection, innerPlaintext } from "../record/protection.ts";
import { trafficKeys } from "../schedule/mod.ts";
import { suiteNamed } from "../suites.ts";
import { TLS12 } from "../tls12/dialect.ts";
import { directionKeys } from "../tls12/session.ts";
import { TLS12_SUITES } from "../tls12/suite.ts";
import { type Case, octets } from "./cases.ts";
import { type Capture, streamOf } from "./illustrated_tls_capture.ts";

const SIDES: readonly Side[] = ["client", "server"];
/** Behind a content of TLS 1.2 the source shows the MAC with SHA-1 and one byte of padding. */
const MAC_AND_PADDING = 21;

export function readingCases(capture: Capture, crypto: CryptoProvider): Case[] {
  const { id, keylog } = capture;
  const read = (keys: KeySource) =>
    readConnection({
      toServer: streamOf(capture, "client"),
      toClient: streamOf(capture, "server"),
      crypto,
      keys,
    });
  const fromPrivateKeys = read(keysOf(capture));
  return [
    ...sharedSecretCases(capture, crypto),
    ...secretCases(capture, fromPrivateKeys),
    ...outcomeCases(`${id}/with the key log`, capture, read(keyLogKeys(keylog.join("\n")))),
    ...outcomeCases(`${id}/with the private keys`, capture, fromPrivateKeys),
    ...pieceCases(capture, fromPrivateKeys),
    ...sealingCases(capture, fromPrivateKeys, crypto),
  ];
}

function sharedSecretCases(capture: Capture, crypto: CryptoProvider): Case[] {
  const { id, client_x25519_private, server_x25519_private, shared_secret } = capture;
  const group = crypto.group("X25519");
  const [client, server] = [client_x25519_private, server_x25519_private].map((key) =>
    group.keyPair(fromHex(key))
  );
  const way = (ours: typeof client, theirs: typeof client) =>
    group.agree(ours!.privateKey, theirs!.publicKey);
  return [
    octets(`${id}/shared secret, the client's way`, shared_secret, way(client, server)),
    octets(`${id}/shared secret, the server's way`, shared_secret, way(server, client)),
  ];
}

/** What the shared secret leads to, without the key log. */
function keysOf({ shared_secret }: Capture): KeySource {
  const sharedSecret = fromHex(shared_secret);
  return {
    ...ladderKeys({ sharedSecret }),
    mainSecret: ({ dialect, kit, randoms }) => dialect.mainSecret(kit, sharedSecret, randoms),
  };
}

/** The exporter secret protects no record; the engines report it. */
function secretCases({ id, keylog }: Capture, { secrets }: ReadConnection): Case[] {
  return keylog.map((line) => line.split(" ")).flatMap(([label, , secret]) =>
    label === "EXPORTER_SECRET" ? [] : [octets(`${id}/${label}`, secret!, secrets.get(label!))]
  );
}

function outcomeCases(id: string, capture: Capture, result: ReadConnection): Case[] {
  const records = { client: result.toServer, server: result.toClient };
  const unopened = SIDES.flatMap((side) =>
    records[side].filter(({ content }) => content === undefined)
  );
  return [
    { id: `${id}/suite`, expected: capture.suite, got: result.suite ?? "none" },
    { id: `${id}/records that do not open`, expected: "0", got: String(unopened.length) },
    ...SIDES.map((side) => ({
      id: `${id}/said by the ${side}`,
      expected: capture.application_data[side],
      got: hex(applicationData(records[side])),
    })),
    // Two Finished values, and the signature of the server.
    { id: `${id}/checks`, expected: "3", got: String(result.checks.length) },
    ...result.checks.map(({ from, message, judgement }) => ({
      id: `${id}/${message} of the ${from}`,
      expected: "valid",
      got: judgement,
    })),
  ];
}

/** Every sealed record that the source also prints opened. */
function pieceCases(capture: Capture, { toServer, toClient }: ReadConnection): Case[] {
  const { id, pieces } = capture;
  return Object.entries(pieces).flatMap(([name, sealed]) => {
    const printed = openedPiece(name, pieces);
    if (printed === undefined) return [];
    const side: Side = name.startsWith("client") ? "client" : "server";
    const at = hex(streamOf(capture, side)).indexOf(sealed) / 2;
    const record = (side === "client" ? toServer : toClient).find((one) => one.at === at);
    const { content, type } = record ?? {};
    // What TLS 1.3 seals has its true type behind it (RFC 9846 §5.2).
    const got = content && type !== undefined && printed.withType
      ? Uint8Array.of(...content, type)
      : content;
    return [octets(`${id}/piece ${name}`, printed.digits, got)];
  });
}

interface OpenedPiece {
  readonly digits: string;
  readonly withType: boolean;
}

/** TLS 1.3: `serverenccert` is `servercert` sealed. TLS 1.2: `clientdata` is `clientdataplain`. */
function openedPiece(name: string, pieces: Capture["pieces"]): OpenedPiece | undefined {
  const inner = /^(?:client|server)enc/.test(name) ? pieces[name.replace("enc", "")] : undefined;
  if (inner !== undefined) return { digits: inner, withType: true };
  const plain = pieces[`${name}plain`];
  if (plain === undefined) return undefined;
  // The client's Finished is printed alone, the others with what follows the content.
  const length = plain.length - 2 * MAC_AND_PADDING;
  return { digits: length <= 0 ? plain : plain.slice(0, length), withType: false };
}

/** Seals every record anew: the same octets must come out. */
function sealingCases(capture: Capture, result: ReadConnection, crypto: CryptoProvider): Case[] {
  return SIDES.flatMap((side) => {
    const stream = streamOf(capture, side);
    const records = side === "client" ? result.toServer : result.toClient;
    return records.filter(({ sealed }) => sealed).map((record) => {
      const { at, length, index } = record;
      const octetsSent = stream.subarray(at, at + length);
      const id = `${capture.id}/record ${index} of the ${side}, sealed anew`;
      return octets(id, hex(octetsSent), seal(record, octetsSent, side, result, crypto));
    });
  });
}

function seal(
  { type, content, under }: ReadRecord,
  sent: Bytes,
  side: Side,
  { suite, secrets, messages }: ReadConnection,
  crypto: CryptoProvider,
): Bytes | undefined {
  if (content === undefined || under === undefined) return undefined;
  const newer = suiteNamed(suite ?? "");
  if (newer !== undefined) {
    const way = side.toUpperCase();
    const label = under.key === "handshake"
      ? `${way}_HANDSHAKE_TRAFFIC_SECRET`
      : `${way}_TRAFFIC_SECRET_0`;
    const kdf = { crypto, hash: newer.hash, length: newer.hashLength };
    const keys = trafficKeys(kdf, newer, secrets.get(label)!);
    const inner = innerPlaintext(type, content, 0);
    return aeadProtection(crypto, newer, keys).seal(under.sequence, inner);
  }
  const older = TLS12_SUITES.find(({ name }) => name === suite)!;
  const random = (from: Side) => messages.find((one) => one.from === from)!.raw.subarray(6, 38);
  const connection = {
    dialect: TLS12,
    suite: older,
    kit: { crypto, hash: older.hash },
    randoms: { client: random("client"), server: random("server") },
  };
  const protection = TLS12.protectRecords({
    crypto,
    suite: older,
    version: TLS12.version,
    keys: directionKeys(connection, secrets.get("CLIENT_RANDOM")!)[side],
    encryptThenMac: false,
    random: new ScriptedRandom({ "record IV": [sent.subarray(RECORD_HEADER_LENGTH)] }),
  });
  return protection.seal(under.sequence, type, content);
}
