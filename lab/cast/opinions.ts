import type { Bytes } from "../bytes/mod.ts";
import type { Flaw } from "../flaws/mod.ts";
import { type ClientConfig, clientConfig, type Opinion, opinionOf } from "../tls/mod.ts";
import type { Stage } from "./stage.ts";

/** How some client judges certificates: what it knows, and what it leaves out. */
export interface ClientPolicy {
  /** What to call it in a table. */
  readonly name: string;
  /** DER of the roots it trusts. */
  readonly trust: readonly Bytes[];
  readonly flaws?: readonly Flaw[];
  readonly config?: Partial<Omit<ClientConfig, "crypto" | "anchors">>;
}

/** The configuration of a client with this policy. */
export function policyConfig(
  { crypto }: Pick<Stage, "crypto">,
  { trust, flaws = [], config }: ClientPolicy,
): ClientConfig {
  const honest = clientConfig({ crypto, anchors: trust, ...config });
  return flaws.reduce((built, flaw) => flaw.apply(built), honest);
}

/**
 * What a client with this policy would say, here and now, to a server that shows these certificates
 * when it is called by this name.
 *
 * @param chain DER, leaf first
 */
export function opinion(
  stage: Stage,
  policy: ClientPolicy,
  chain: readonly Bytes[],
  serverName: string,
): Opinion {
  const config = { ...policyConfig(stage, policy), ...pinsFor(policy, serverName), serverName };
  return opinionOf(config, chain, Math.floor(stage.world.calendar()));
}
