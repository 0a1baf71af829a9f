import type { Bytes } from "../bytes/mod.ts";
import type { AlertName } from "../wire/mod.ts";
import type { ClientConfig } from "./config.ts";
import { Fault } from "./fault.ts";
import type { PeerCheck } from "./seams.ts";
import { verifyChain } from "./verifier.ts";

/** What a client would say to a server's certificates. */
export interface Opinion {
  readonly ok: boolean;
  /** Everything it looked at, the pinned keys included. */
  readonly checks: readonly PeerCheck[];
  /** What it would tell the server. */
  readonly alert?: AlertName;
}

/**
 * Judges certificates as a client of this configuration judges those of a server that it calls by
 * `serverName`, without a connection: the same checks, seams and pins.
 *
 * @param certificates DER, leaf first
 * @param now in seconds since 1970
 */
export function opinionOf(
  config: ClientConfig,
  certificates: readonly Bytes[],
  now: number,
): Opinion {
  const checks: PeerCheck[] = [];
  const { serverName: name, transparency } = config;
  const answer = verifyChain(certificates, {
    role: "server",
    ...(name !== undefined && { name }),
    ...(transparency !== undefined && { transparency }),
  }, {
    config,
    now: () => now,
    emit: (event) => {
      if (event.kind === "check") checks.push(...event.checks);
    },
  });
  return answer instanceof Fault
    ? { ok: false, checks, alert: answer.alert }
    : { ok: true, checks };
}
