import type { Bytes } from "../../bytes/mod.ts";
import type { CommonConfig } from "../config.ts";
import type { SessionState } from "../resumption/mod.ts";
import type { Out12 } from "./out.ts";
import { type Agreed, type Session12, tellSecret } from "./session.ts";

/** How long a session is kept when nobody says; RFC 5246 §F.1.4 advises no more. Seconds. */
export const USUAL_LIFETIME = 86_400;

/** What is kept of a session, for a later connection. */
export function keepable(
  { dialect, suite, mainSecret, extendedMainSecret, encryptThenMac, serverName, alpn }: Session12,
  { lifetime, peerChain }: {
    /** Seconds. */
    readonly lifetime: number;
    readonly peerChain: readonly Bytes[] | undefined;
  },
  { now }: Pick<Out12, "now">,
): SessionState {
  return {
    version: dialect.version,
    cipherSuite: suite.value,
    secret: mainSecret,
    createdAt: now(),
    lifetime,
    ageAdd: 0,
    maxEarlyData: 0,
    extendedMainSecret,
    encryptThenMac,
    ...(serverName !== undefined && { serverName }),
    ...(alpn !== undefined && { alpn }),
    ...(peerChain !== undefined && { peerChain }),
  };
}

/** The old main secret with new randoms: new keys without a key exchange (RFC 5246 §F.1.4). */
export function goOnFrom(
  { secret }: SessionState,
  agreed: Agreed,
  out: Pick<Out12<CommonConfig>, "emit">,
): Session12 {
  return tellSecret({ ...agreed, mainSecret: secret, group: "none" }, out);
}
