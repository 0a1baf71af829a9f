import type { Bytes } from "../bytes/mod.ts";
import { type CryptoProvider, memoisedVerify } from "../crypto/mod.ts";
import type { Flaw } from "../flaws/mod.ts";
import { type ClientConfig, clientConfig, type Opinion, opinionOf } from "../tls/mod.ts";
import type { ClientOptions } from "./client.ts";
import type { Stage } from "./stage.ts";

/** How some client judges certificates: what it knows, and what it leaves out. */
export interface ClientPolicy {
  /** What to call it in a table. */
  readonly name: string;
  /** DER of the roots it trusts. */
  readonly trust: readonly Bytes[];
  /** Keys that alone are good for a host: SHA-256 of SubjectPublicKeyInfo. */
  readonly pins?: Readonly<Record<string, readonly Bytes[]>>;
  readonly flaws?: readonly Flaw[];
  readonly config?: Partial<Omit<ClientConfig, "crypto" | "anchors" | "pins">>;
}

/** A client on the stage that judges like this; `calling` says what it wants at each host. */
export function clientOf({ trust, flaws = [], config }: ClientPolicy): ClientOptions {
  return { flaws, config: { anchors: trust, ...config } };
}

/** The part of a connection's configuration that calls a host by its name. */
export function calling({ pins = {} }: ClientPolicy, host: string): Partial<ClientConfig> {
  return { serverName: host, ...(Object.hasOwn(pins, host) && { pins: pins[host]! }) };
}

/**
 * What a client with this policy would say, here and now, to a server that shows these certificates
 * when it is called by this name.
 *
 * @param chain DER, leaf first
 */
export function opinion(
  { crypto, world }: Pick<Stage, "crypto" | "world">,
  policy: ClientPolicy,
  chain: readonly Bytes[],
  host: string,
): Opinion {
  const { trust, flaws = [], config } = policy;
  const honest = clientConfig({
    crypto: remembering(crypto),
    anchors: trust,
    ...config,
    ...calling(policy, host),
  });
  const built = flaws.reduce((config, flaw) => flaw.apply(config), honest);
  return opinionOf(built, chain, world.calendar());
}

/** Signatures of a few chains: whoever is asked next is asked about the same one. */
const REMEMBERED = 16;

const memories = new WeakMap<CryptoProvider, CryptoProvider>();

function remembering(crypto: CryptoProvider): CryptoProvider {
  let memory = memories.get(crypto);
  if (memory === undefined) memories.set(crypto, memory = memoisedVerify(crypto, REMEMBERED));
  return memory;
}
