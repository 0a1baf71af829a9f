import type { ClientConfig, ServerConfig } from "../../tls/mod.ts";
import type { Credentials } from "./credentials.ts";
import { meetClient, type Meeting, meetServer, type Role, type Surroundings } from "./meeting.ts";
import type { StackName, Wishes } from "./peers/peer.ts";
import { converse, type Talk } from "./talks.ts";

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
