/** What tests of people, views and the terminal need: a stage, and Alice's bank on it. */
import { type CryptoProvider, seededRandom } from "../crypto/mod.ts";
import { withHybrid } from "../crypto/hybrid.ts";
import { nobleProvider } from "../crypto/noble.ts";
import { type Link, World } from "../net/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { lines } from "./app.ts";
import type { Authority } from "./authority.ts";
import type { Client, ClientOptions } from "./client.ts";
import type { Server, ServerOptions } from "./server.ts";
import { type LinkOptions, Stage } from "./stage.ts";

export const noble: CryptoProvider = withHybrid(nobleProvider());

/** An empty stage in the world of a seed. */
export function emptyStage(seed = 1): Stage {
  return new Stage(new World({ seed, random: seededRandom }), noble);
}

export interface StreetOptions {
  readonly seed?: number;
  readonly client?: ClientOptions;
  readonly server?: Omit<Partial<ServerOptions>, "identity">;
  readonly link?: LinkOptions;
}

export interface Street {
  readonly world: Stage;
  readonly root: Authority;
  readonly bank: Server;
  readonly alice: Client;
  readonly street: Link;
}

/** Alice, who trusts one root, and her bank, which shouts back what it hears. */
export function street({ seed, client, server, link }: StreetOptions = {}): Street {
  const world = emptyStage(seed);
  const root = world.authority("Honest Root");
  const bank = world.server("bank", {
    identity: root.issue("bank.example"),
    app: lines((request) => request.toUpperCase()),
    ...server,
  });
  const alice = world.client("alice", { trust: [root], ...client });
  return { world, root, bank, alice, street: world.link("street", alice, bank, link) };
}

/** What has happened on a stage so far, as the runner would hand it to the views. */
export function traceOf(stage: Stage): Trace {
  const { events, ledger } = stage.world.trace;
  return {
    format: "tls-lab-trace",
    version: 1,
    scenario: "test",
    seed: 1,
    with: [],
    flaws: stage.flaws,
    parties: stage.parties,
    secrets: ledger.secrets,
    knowledge: ledger.knowledge,
    events,
  };
}
