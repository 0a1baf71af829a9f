/**
 * The engines in the roles of both captured programs. The client's own octets must come out
 * entirely. The server's must as far as they do not depend on which extensions it answers: there
 * the lab's server says more than the captured one.
 */
import {
  type Bytes,
  concat,
  decodeTrusted,
  encode,
  fromHex,
  fromUtf8,
  hex,
} from "../../bytes/mod.ts";
import { type CryptoProvider, ScriptedRandom, seededRandom } from "../../crypto/mod.ts";
import {
  CipherSuite,
  ClientHello,
  NamedGroup,
  ProtocolVersion,
  readExtension,
  RECORD_HEADER_LENGTH,
  ServerHello,
  serverName,
  signatureAlgorithms,
} from "../../wire/mod.ts";
import { ClientConnection } from "../client_connection.ts";
import { clientConfig, serverConfig } from "../config.ts";
import type { TlsEvent } from "../event.ts";
import { HONEST_SEAMS } from "../seams.ts";
import { ServerConnection } from "../server_connection.ts";
import { type Case, octets } from "./cases.ts";
import { type Capture, serverCertificate, serverKey } from "./illustrated_tls_capture.ts";

const HEADER = 4;
const IV = 16;
/** Within the year for which the captured certificate is good. */
const NOW = 1_546_300_800;

export function engineCases(capture: Capture, crypto: CryptoProvider): Case[] {
  const hellos = hellosOf(capture);
  return [
    ...clientCases(capture, hellos, crypto),
    ...serverCases(capture, hellos, crypto),
  ];
}

interface CapturedHellos {
  readonly client: ClientHello;
  readonly server: ServerHello;
  /** TLS 1.3 */
  readonly newer: boolean;
}

function hellosOf(capture: Capture): CapturedHellos {
  const body = (piece: string) =>
    fromHex(capture.pieces[piece]!).subarray(RECORD_HEADER_LENGTH + HEADER);
  return {
    client: decodeTrusted(ClientHello, body("clienthello")),
    server: decodeTrusted(ServerHello, body("serverhello")),
    newer: capture.suite.startsWith("TLS_AES"),
  };
}

function versions({ newer }: CapturedHellos): readonly number[] {
  return [ProtocolVersion[newer ? "TLS 1.3" : "TLS 1.2"]];
}

/** Feeds the client what the captured server sent, and compares all that it says. */
function clientCases(capture: Capture, hellos: CapturedHellos, crypto: CryptoProvider): Case[] {
  const { id, application_data, client_x25519_private } = capture;
  const { client: hello, newer } = hellos;
  const extensions = hello.extensions ?? [];
  const names = readExtension(extensions, serverName, "client_hello");
  const schemes = readExtension(extensions, signatureAlgorithms, "client_hello");
  const config = clientConfig({
    crypto,
    versions: versions(hellos),
    cipherSuites: hello.cipherSuites,
    groups: [NamedGroup.x25519],
    signatureSchemes: schemes?.ok ? schemes.value : [],
    extendedMainSecret: false,
    encryptThenMac: false,
    ...(names?.ok && { serverName: fromUtf8(names.value[0]!.hostName) }),
    seams: {
      ...HONEST_SEAMS,
      verifyChain: () => ({ ok: true, checks: [] }),
      writeClientHello: () => hello,
    },
  });
  const sealed = newer ? [] : ["clientfinished", "clientdata", "clientalert"];
  const random = new ScriptedRandom({
    "client random": [hello.random],
    "legacy session id": [hello.legacySessionId],
    [newer ? "key share x25519" : "key exchange x25519"]: [fromHex(client_x25519_private)],
    "record IV": sealed.map((piece) =>
      fromHex(capture.pieces[piece]!).subarray(RECORD_HEADER_LENGTH, RECORD_HEADER_LENGTH + IV)
    ),
  }, seededRandom(1, "what the capture does not name"));
  const client = new ClientConnection(config, { random, now: () => NOW });
  const events: TlsEvent[] = client.start();
  const sent = [client.outgoing()];
  let spoke = false;
  for (const { from, hex: digits } of capture.chunks) {
    if (from !== "server") continue;
    events.push(...client.receive(fromHex(digits)));
    if (client.state === "CONNECTED" && !spoke) client.send(fromHex(application_data.client));
    spoke ||= client.state === "CONNECTED";
    sent.push(client.outgoing());
  }
  if (!newer) events.push(...client.close()); // the other capture ends without a goodbye
  sent.push(client.outgoing());
  return [
    ...chunkCases(`${id}/engine as client`, capture, concat(...sent)),
    ...secretCases(`${id}/engine as client`, capture, events),
    octets(`${id}/engine as client: what it read`, application_data.server, dataIn(events)),
    {
      id: `${id}/engine as client: no error, all chance used`,
      expected: "nothing, nothing",
      got: `${client.error?.detail ?? "nothing"}, ${random.unused().join() || "nothing"}`,
    },
  ];
}

/** What the client sent, cut where the capture is; the last piece has all that is left. */
function chunkCases(id: string, { chunks }: Capture, sent: Bytes): Case[] {
  const said = chunks.filter(({ from }) => from === "client");
  let at = 0;
  return said.map(({ hex: digits }, index) => {
    const end = index === said.length - 1 ? sent.length : at + digits.length / 2;
    const own = sent.subarray(at, end);
    at = end;
    return octets(`${id}: chunk ${index}`, digits, own);
  });
}

function dataIn(events: readonly TlsEvent[]): Bytes {
  return concat(
    ...events.flatMap((event) => event.kind === "applicationData" ? [event.data] : []),
  );
}

/** Each line of the key log that an engine reports, too. */
function secretCases(id: string, { keylog }: Capture, events: readonly TlsEvent[]): Case[] {
  return keylog.map((line) => line.split(" ")).map(([label, , secret]) => {
    const found = events.flatMap((event) =>
      event.kind === "secret" && event.label === label ? [event.secret] : []
    );
    return octets(`${id}: ${label}`, secret!, found[0]);
  });
}

/** Feeds the server the captured ClientHello, and compares what follows from its keys alone. */
function serverCases(capture: Capture, hellos: CapturedHellos, crypto: CryptoProvider): Case[] {
  const { id, pieces, server_x25519_private } = capture;
  const { newer, server: hello } = hellos;
  const random = new ScriptedRandom({
    "server random": [hello.random],
    [newer ? "key share x25519" : "key exchange x25519"]: [fromHex(server_x25519_private)],
  }, seededRandom(1, "what the capture does not name"));
  const identity = { chain: [serverCertificate(capture)], key: serverKey(capture, crypto) };
  const server = new ServerConnection(
    serverConfig({
      crypto,
      versions: versions(hellos),
      cipherSuites: [CipherSuite[capture.suite as "TLS_AES_256_GCM_SHA384"]],
      groups: [NamedGroup.x25519],
      chooseIdentity: () => identity,
    }),
    { random, now: () => NOW },
  );
  const said = messagesOf(server.receive(fromHex(pieces.clienthello!)));
  const our = `${id}/engine as server`;
  if (newer) {
    const got = said.get("server_hello")?.subarray(HEADER);
    const sorted = got && inOrder(decodeTrusted(ServerHello, got));
    return [
      octets(`${our}: server_hello, its extensions in order`, hex(inOrder(hello)), sorted),
      octets(`${our}: certificate`, pieces.servercert!.slice(0, -2), said.get("certificate")),
    ];
  }
  return Object.entries({
    certificate: pieces.servercert!,
    server_key_exchange: pieces.serverkeyexchange!,
    server_hello_done: pieces.serverhellodone!,
  }).map(([name, digits]) =>
    octets(`${our}: ${name}`, digits.slice(2 * RECORD_HEADER_LENGTH), said.get(name))
  );
}

/** In which order extensions stand is for the sender to choose (RFC 9846 §4.3). */
function inOrder(hello: ServerHello): Bytes {
  const extensions = [...hello.extensions ?? []].sort((a, b) => a.type - b.type);
  return encode(ServerHello, { ...hello, extensions });
}

function messagesOf(events: readonly TlsEvent[]): ReadonlyMap<string, Bytes> {
  return new Map(
    events.flatMap((event) => event.kind === "message" ? [[event.message, event.raw]] : []),
  );
}
