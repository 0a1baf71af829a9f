import type { ClientConfig, ServerConfig } from "../../tls/mod.ts";
import type { Credentials } from "./credentials.ts";
import {
  callServer,
  meetClient,
  type Meeting,
  meetReturning,
  meetServer,
  type Role,
  type Surroundings,
} from "./meeting.ts";
import type { StackName, Wishes } from "./peers/peer.ts";
import { agree, converse, exchange, inTurn, type Talk, weLeave } from "./talks.ts";

/** One thing to try with one peer. */
export interface Case {
  readonly peer: StackName;
  /** The lab's end. */
  readonly role: Role;
  readonly what: string;
  /** Tried with the native provider as well. */
  readonly native: boolean;
  /** Throws when something is not as it should be. */
  run(surroundings: Surroundings, resources: AsyncDisposableStack): Promise<void>;
}

/** What makes a case; everything may be left out. */
export interface Plan<Config> {
  readonly ours?: (credentials: Credentials) => Partial<Config>;
  readonly theirs?: (credentials: Credentials) => Wishes;
  /** By default the usual conversation. */
  readonly talk?: Talk;
  readonly native?: boolean;
}

type Meet<Config> = (
  surroundings: Surroundings,
  ours: Partial<Config>,
  wishes: Wishes,
  resources: AsyncDisposableStack,
) => Promise<Meeting>;

/** Our client meets a server of the peer's. */
export function ourClient(peer: StackName, what: string, plan: Plan<ClientConfig> = {}): Case {
  return planned(peer, "client", what, plan, meetServer);
}

/** Our server meets a client of the peer's. */
export function ourServer(peer: StackName, what: string, plan: Plan<ServerConfig> = {}): Case {
  return planned(peer, "server", what, plan, meetClient);
}

/** Our client meets a server of the peer's twice, and has a session from the first time. */
export function ourClientTwice(
  peer: StackName,
  what: string,
  plan: Plan<ClientConfig> = {},
): Case {
  return planned(peer, "client", what, plan, async (surroundings, ours, wishes, resources) => {
    const { stack, credentials } = surroundings;
    const identity = credentials.server["ECDSA P-256"];
    const twice = { trust: credentials.root, connections: 2, ...wishes };
    const { port, peer, next } = await stack.serve(twice, identity);
    const before = resources.use(peer);
    const { earlyData: _, ...first } = ours;
    const pump = await callServer(surroundings, port, first, resources);
    await inTurn(agree(), exchange)({ ours: pump, theirs: before });
    const session = await pump.until((pump) => pump.all("session")[0]?.session, "a session");
    await weLeave({ ours: pump, theirs: before });
    const theirs = next();
    if (theirs !== before) resources.use(theirs);
    const again = { ...surroundings, seed: `${surroundings.seed} again` };
    return { ours: await callServer(again, port, { session, ...ours }, resources), theirs };
  });
}

/** Our server meets a client of the peer's twice, which keeps its session in between. */
export function ourServerTwice(
  peer: Exclude<StackName, "rustls">,
  what: string,
  plan: Plan<ServerConfig>,
): Case {
  return planned(peer, "server", what, plan, async (surroundings, ours, wishes, resources) => {
    const again = { ...surroundings, seed: `${surroundings.seed} again` };
    if (peer !== "openssl") {
      return await meetReturning(surroundings, again, ours, wishes, resources);
    }
    const { earlyData: _, ...first } = wishes;
    const before = await meetClient(
      surroundings,
      ours,
      { ...first, session: "save" },
      resources,
    );
    await inTurn(agree(), exchange, weLeave)(before);
    return meetClient(again, ours, { ...wishes, session: "resume" }, resources);
  });
}

function planned<Config>(
  peer: StackName,
  role: Role,
  what: string,
  { ours, theirs, talk = converse(), native = false }: Plan<Config>,
  meet: Meet<Config>,
): Case {
  return {
    peer,
    role,
    what,
    native,
    async run(surroundings, resources) {
      const { credentials } = surroundings;
      const config = ours?.(credentials) ?? {};
      const meeting = await meet(surroundings, config, theirs?.(credentials) ?? {}, resources);
      try {
        await talk(meeting);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`${why}; the peer's last words: ${meeting.theirs.lastWords}`, {
          cause: error,
        });
      }
    },
  };
}
