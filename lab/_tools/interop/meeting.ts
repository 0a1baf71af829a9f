import { type CryptoProvider, seededRandom } from "../../crypto/mod.ts";
import {
  type Ambient,
  type ClientConfig,
  clientConfig,
  ClientConnection,
  type ServerConfig,
  serverConfig,
  ServerConnection,
} from "../../tls/mod.ts";
import { type Credentials, SERVER_NAME } from "./credentials.ts";
import type { Peer, Stack, Wishes } from "./peers/peer.ts";
import { Pump } from "./pump.ts";
import { THEIR_LINE } from "./talks.ts";
import { within } from "./watch.ts";

/** Which end of the connection is the lab's. */
export type Role = "client" | "server";

/** Our engine and another implementation, connected. */
export interface Meeting {
  readonly ours: Pump;
  readonly theirs: Peer;
}

/** Where a meeting takes place. */
export interface Surroundings {
  readonly stack: Stack;
  readonly crypto: CryptoProvider;
  readonly credentials: Credentials;
  /** Decides all chance on our side. */
  readonly seed: string;
}

/** Connects our client with a server of the stack. */
export async function meetServer(
  surroundings: Surroundings,
  ours: Partial<ClientConfig>,
  wishes: Wishes,
  resources: AsyncDisposableStack,
): Promise<Meeting> {
  const { stack, credentials } = surroundings;
  const identity = wishes.identity ?? credentials.server["ECDSA P-256"];
  const { port, peer } = await stack.serve({ trust: credentials.root, ...wishes }, identity);
  const theirs = resources.use(peer);
  return { ours: await callServer(surroundings, port, ours, resources), theirs };
}

/** Connects our client with whoever listens on a port of the loopback. */
export async function callServer(
  { crypto, credentials, seed }: Surroundings,
  port: number,
  ours: Partial<ClientConfig>,
  resources: AsyncDisposableStack,
): Promise<Pump> {
  const config = clientConfig({
    crypto,
    anchors: [credentials.root],
    serverName: SERVER_NAME,
    ...ours,
  });
  const conn = await within(Deno.connect({ hostname: "127.0.0.1", port }), "a connection");
  return resources.use(new Pump(new ClientConnection(config, ambient(seed)), conn));
}

/** Connects a client of the stack with our server. */
export async function meetClient(
  surroundings: Surroundings,
  ours: Partial<ServerConfig>,
  wishes: Wishes,
  resources: AsyncDisposableStack,
): Promise<Meeting> {
  const { stack, credentials } = surroundings;
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const dialling = stack.dial(listener.addr.port, { trust: credentials.root, ...wishes });
  const theirs = resources.use(await dialling);
  const conn = await within(listener.accept(), "a client");
  return { ours: resources.use(serverFor(surroundings, ours, conn)), theirs };
}

/** Connects a client that comes back of its own accord with our server. @returns the second time */
export async function meetReturning(
  surroundings: Surroundings,
  again: Surroundings,
  ours: Partial<ServerConfig>,
  wishes: Wishes,
  resources: AsyncDisposableStack,
): Promise<Meeting> {
  const { stack, credentials } = surroundings;
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const says = wishes.earlyData ?? THEIR_LINE;
  const resuming = { trust: credentials.root, says, ...wishes, session: "resume" as const };
  const theirs = resources.use(await stack.dial(listener.addr.port, resuming));
  const first = serverFor(surroundings, ours, await within(listener.accept(), "a client"));
  resources.use(first);
  await first.connected();
  // NSS speaks at once: a stream that is closed before that has come is reset, and takes the tickets
  // with it that the peer has not read yet.
  if (stack.name === "nss") {
    await first.until((pump) => pump.all("applicationData")[0], "what the peer says");
  }
  first.close();
  const conn = await within(listener.accept(), "a client that comes back");
  // NSS sends its line early only if its loop comes to it before our answer does.
  if (stack.name === "nss" && wishes.earlyData !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  return { ours: resources.use(serverFor(again, ours, conn)), theirs };
}

function serverFor(
  { crypto, credentials, seed }: Surroundings,
  ours: Partial<ServerConfig>,
  conn: Deno.Conn,
): Pump {
  const config = serverConfig({
    crypto,
    anchors: [credentials.root],
    chooseIdentity: () => credentials.server["ECDSA P-256"],
    ...ours,
  });
  return new Pump(new ServerConnection(config, ambient(seed)), conn);
}

/**
 * The real time, and chance that comes back when a case is run again. Fractions of a second count: in
 * whole ones a ticket of a moment ago can seem a second old, older than its server knows it to be,
 * and GnuTLS then takes no early data.
 */
function ambient(seed: string): Ambient {
  return { random: seededRandom(1, seed), now: () => Date.now() / 1000 };
}
