/** The trace that goes on from a ticket: the session behind it, and the engine as its server. */
import { type Bytes, concat, equalBytes, fromHex, hex } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import {
  earlyData,
  type NewSessionTicket,
  ProtocolVersion,
  readExtension,
} from "../../wire/mod.ts";
import { serverConfig } from "../config.ts";
import type { TlsEvent } from "../event.ts";
import { RecordFramer } from "../record/framer.ts";
import { type ClientSession, freshnessWindow, type SessionState } from "../resumption/mod.ts";
import { ServerConnection } from "../server_connection.ts";
import { offeredPsks } from "../tls13/psk.ts";
import { type Case, octets } from "./cases.ts";
import { NOW, serverChance } from "./rfc8448_chance.ts";
import type { Ladder } from "./rfc8448_ladder.ts";
import { clientHellos, type Trace } from "./rfc8448_trace.ts";

/** The session of the ticket, as old as the RFC's client says it is. */
export function sessionOf(trace: Trace, ladder: Ladder, ticket: NewSessionTicket): Required<
  Pick<ClientSession, "state" | "ticket">
> {
  const offered = offeredPsks(clientHellos(trace)[0]!.extensions ?? [])!;
  const { ticketAgeAdd: ageAdd, ticketLifetime: lifetime, extensions } = ticket;
  const { obfuscatedTicketAge, identity } = offered.identities[0]!;
  const limit = readExtension(extensions, earlyData, "new_session_ticket");
  const state: SessionState = {
    version: ProtocolVersion["TLS 1.3"],
    cipherSuite: ladder.conversation.suite.value,
    secret: ladder.psk,
    createdAt: NOW - ((obfuscatedTicketAge - ageAdd + 2 ** 32) % 2 ** 32) / 1000,
    lifetime,
    ageAdd,
    serverName: "server",
    maxEarlyData: limit?.ok ? limit.value.maxEarlyDataSize : 0,
    extendedMainSecret: false,
    encryptThenMac: false,
  };
  return { state, ticket: identity };
}

/** A server that remembers the session by its ticket, and takes the early data that come with it. */
export function resumingServerCases(
  trace: Trace,
  { kdf: { crypto }, traffic }: Ladder,
  { state, ticket }: Required<Pick<ClientSession, "state" | "ticket">>,
): Case[] {
  const server = new ServerConnection(
    serverConfig({
      crypto,
      chooseIdentity: () => undefined, // the key is proof enough
      sessionCache: {
        put: () => {},
        find: (id) => equalBytes(id, ticket) ? state : undefined,
      },
      antiReplay: freshnessWindow(1),
    }),
    { random: serverChance(trace, crypto, seededRandom(8448, "salt")), now: () => NOW },
  );
  const events: TlsEvent[] = [];
  const read: Bytes[] = [];
  const sent = new RecordFramer();
  for (const { from, record } of trace.records) {
    // Behind the end of early data the client's keys follow from what is a matter of taste.
    if (server.state === "WAIT_FINISHED") break;
    if (from === "client") events.push(...server.receive(fromHex(record)));
  }
  for (const event of events) if (event.kind === "applicationData") read.push(event.data);
  sent.push(server.outgoing());
  const hello = sent.next();
  const secrets = new Map(
    events.flatMap((event) => event.kind === "secret" ? [[event.label, event.secret]] : []),
  );
  const id = `${trace.id}/engine as server`;
  const [, early] = trace.records;
  const printed = trace.records.find(({ from }) => from === "server")!;
  return [
    octets(
      `${id}: ServerHello`,
      printed.record,
      hello && "bytes" in hello ? hello.bytes : undefined,
    ),
    octets(`${id}: early data`, early!.payload, concat(...read)),
    ...([
      ["CLIENT_EARLY_TRAFFIC_SECRET", traffic.client.early],
      ["CLIENT_HANDSHAKE_TRAFFIC_SECRET", traffic.client.handshake],
      ["SERVER_HANDSHAKE_TRAFFIC_SECRET", traffic.server.handshake],
    ] as const).map(([label, secret]) =>
      octets(`${id}: ${label}`, hex(secret), secrets.get(label))
    ),
    { id: `${id}: state behind EndOfEarlyData`, expected: "WAIT_FINISHED", got: server.state },
  ];
}
