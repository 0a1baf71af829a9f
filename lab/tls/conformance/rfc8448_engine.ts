/**
 * The engines in the roles of the RFC's client and server. The client's own octets must come out
 * entirely. The server's must as far as its ServerHello, and with it the handshake secrets: its
 * EncryptedExtensions are a matter of taste, and so all that follows is other octets.
 */
import { decodeTrusted, EMPTY, fromHex, hex } from "../../bytes/mod.ts";
import {
  bytesToInteger,
  type CryptoProvider,
  type PrivateKey,
  rsaKeyFromPrimes,
  ScriptedRandom,
  seededRandom,
} from "../../crypto/mod.ts";
import {
  Certificate,
  ClientHello,
  cookie,
  type NewSessionTicket,
  readExtension,
  supportedGroups,
} from "../../wire/mod.ts";
import { ClientConnection } from "../client_connection.ts";
import { type ClientConfig, clientConfig, serverConfig } from "../config.ts";
import type { TlsEvent } from "../event.ts";
import { RecordFramer } from "../record/framer.ts";
import { HONEST_SEAMS } from "../seams.ts";
import type { ClientSession } from "../resumption/mod.ts";
import { ServerConnection } from "../server_connection.ts";
import { GROUPS } from "../suites.ts";
import { type Case, octets } from "./cases.ts";
import { keyScript, NOW, serverChance } from "./rfc8448_chance.ts";
import { resumingServerCases, sessionOf } from "./rfc8448_resumption.ts";
import type { Ladder } from "./rfc8448_ladder.ts";
import { publicKeyIn } from "./rfc8448_records.ts";
import {
  clientHellos,
  keyPairs,
  serverHellos,
  type Trace,
  type TraceRecord,
} from "./rfc8448_trace.ts";

const HEADER = 4;

export function engineCases(
  trace: Trace,
  ladder: Ladder,
  serverKey: Readonly<Record<string, string>>,
  ticket?: NewSessionTicket,
): Case[] {
  if (ticket === undefined) {
    return [...clientCases(trace, ladder), ...serverCases(trace, ladder, serverKey)];
  }
  const session = sessionOf(trace, ladder, ticket);
  return [...clientCases(trace, ladder, session), ...resumingServerCases(trace, ladder, session)];
}

/** Feeds the client what the RFC's server sends, and compares every record it answers with. */
function clientCases(trace: Trace, ladder: Ladder, session?: ClientSession): Case[] {
  const [first, second] = clientHellos(trace);
  const config = clientConfig({
    ...clientIdentity(ladder),
    cipherSuites: first!.cipherSuites,
    groups: groupsOf(first!),
    middleboxCompatibility: first!.legacySessionId.length > 0,
    serverName: "server",
    ...(session && { session, earlyData: EMPTY }),
    seams: {
      ...HONEST_SEAMS,
      verifyChain: () => ({ ok: true, checks: [] }),
      writeClientHello: (_draft, attempt) => attempt === "first" ? first! : second!,
    },
  });
  const random = new ScriptedRandom({
    ...keyScript(trace, "client", config.crypto),
    "client random": [first!.random],
    "legacy session id": [first!.legacySessionId],
  });
  const client = new ClientConnection(config, { random, now: () => NOW });
  const sent = new RecordFramer();
  const cases: Case[] = [];
  client.start();
  trace.records.forEach((record, index) => {
    if (record.from === "server") return void client.receive(fromHex(record.record));
    speak(client, record);
    sent.push(client.outgoing());
    const next = sent.next();
    const ours = next !== undefined && "bytes" in next ? next.bytes : undefined;
    const id = `${trace.id}/engine as client: record ${index}, ${record.inner}`;
    cases.push(octets(id, record.record, ours));
  });
  return [
    ...cases,
    {
      id: `${trace.id}/engine as client: no error, nothing sent besides, all chance used`,
      expected: "nothing, 0, nothing",
      got: `${client.error?.detail ?? "nothing"}, ${sent.pending}, ` +
        `${random.unused().join() || "nothing"}`,
    },
  ];
}

/** Data and goodbyes are the owner's to send. */
function speak(client: ClientConnection, { inner, payload }: TraceRecord): void {
  if (inner === "application_data" && client.takesEarlyData) client.sendEarly(fromHex(payload));
  else if (inner === "application_data") client.send(fromHex(payload));
  if (inner === "alert") client.close();
}

/**
 * The RFC keeps the client's private key to itself. The signer has only the printed signature, and
 * gives it for nothing but the content that this signature is valid for.
 */
function clientIdentity(
  { conversation: { messages }, kdf: { crypto } }: Ladder,
): Pick<ClientConfig, "crypto" | "identity"> {
  const mine = messages.filter(({ from }) => from === "client");
  const shown = mine.find(({ name }) => name === "certificate")?.raw.subarray(HEADER);
  const proof = mine.find(({ name }) => name === "certificate_verify")?.raw.subarray(HEADER);
  const publicKey = shown && publicKeyIn(shown);
  if (shown === undefined || proof === undefined || publicKey === undefined) return { crypto };
  const signature = proof.subarray(HEADER);
  const sign: CryptoProvider["sign"] = (algorithm, _key, message) =>
    crypto.verify(algorithm, publicKey, message, signature) ? signature : new Uint8Array(0);
  const chain = decodeTrusted(Certificate, shown).certificateList.map(({ certData }) => certData);
  const key = { type: publicKey.type, publicKey } as PrivateKey;
  return { crypto: { ...crypto, sign }, identity: { chain, key } };
}

/** Feeds the server the RFC's hellos, and compares what follows from its keys. */
function serverCases(
  trace: Trace,
  ladder: Ladder,
  key: Readonly<Record<string, string>>,
): Case[] {
  const { kdf: { crypto }, traffic, conversation: { messages } } = ladder;
  const shown = messages.find(({ from, name }) => from === "server" && name === "certificate")!;
  const certificate = decodeTrusted(Certificate, shown.raw.subarray(HEADER));
  if (publicKeyIn(shown.raw.subarray(HEADER))?.type !== "rsa") return []; // key not printed
  const hellos = serverHellos(trace);
  const chance = seededRandom(8448, "salt");
  const token = hellos.length === 1
    ? undefined
    : readExtension(hellos[0]!.extensions ?? [], cookie, "hello_retry_request");
  const pairs = keyPairs(trace, "server", crypto);
  const server = new ServerConnection(
    serverConfig({
      crypto,
      groups: [...GROUPS].flatMap(([value, name]) => name === pairs[0]!.group ? [value] : []),
      ...(token?.ok && { cookie: token.value }),
      chooseIdentity: () => ({
        chain: certificate.certificateList.map(({ certData }) => certData),
        key: rsaPrivateKey(key),
      }),
    }),
    { random: serverChance(trace, crypto, chance), now: () => NOW },
  );
  const events: TlsEvent[] = [];
  for (const { from, record, inner } of trace.records) {
    const clear = record.startsWith("16");
    if (from === "client" && inner === "handshake" && clear) {
      events.push(...server.receive(fromHex(record)));
    }
  }
  const sent = new RecordFramer();
  sent.push(server.outgoing());
  const id = `${trace.id}/engine as server`;
  const clear = trace.records.filter(({ from, record }) =>
    from === "server" && !record.startsWith("17")
  );
  const secret = (label: string) =>
    events.flatMap((event) =>
      event.kind === "secret" && event.label === label ? [event.secret] : []
    )
      .at(0);
  const certificates = events.flatMap((event) =>
    event.kind === "message" && event.message === "certificate" ? [event.raw] : []
  );
  return [
    ...clear.map(({ record, inner }, index) => {
      const next = sent.next();
      const ours = next !== undefined && "bytes" in next ? next.bytes : undefined;
      return octets(`${id}: record ${index} in the clear, ${inner}`, record, ours);
    }),
    octets(
      `${id}: client's handshake secret`,
      hex(traffic.client.handshake),
      secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET"),
    ),
    octets(
      `${id}: server's handshake secret`,
      hex(traffic.server.handshake),
      secret("SERVER_HANDSHAKE_TRAFFIC_SECRET"),
    ),
    octets(`${id}: Certificate`, hex(shown.raw), certificates[0]),
  ];
}

function groupsOf(hello: ClientHello): readonly number[] {
  const groups = readExtension(hello.extensions ?? [], supportedGroups, "client_hello");
  return groups?.ok ? groups.value : [];
}

function rsaPrivateKey(key: Readonly<Record<string, string>>): PrivateKey {
  const prime = (name: string) => bytesToInteger(fromHex(key[name]!));
  return rsaKeyFromPrimes(prime("prime1"), prime("prime2"), prime("public_exponent"));
}
