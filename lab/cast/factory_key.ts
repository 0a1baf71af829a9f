import { utf8 } from "../bytes/mod.ts";
import type { ExternalPsk } from "../tls/mod.ts";
import type { Stage } from "./stage.ts";

/** Bytes; as many as the hash of the suites it is used with gives. */
const KEY_LENGTH = 32;

/**
 * A key that two machines were given before they ever met, for the configuration of both (RFC 9257).
 * It stands in the ledger like any private key: `key of sensor 17`.
 *
 * @param owners who has it, by name
 * @param identity what it is called on the wire, in the clear
 */
export function factoryKey(
  stage: Stage,
  owners: readonly string[],
  identity: string,
): ExternalPsk {
  const secret = stage.world.random("factory").bytes(`key of ${identity}`, KEY_LENGTH);
  for (const owner of owners) stage.ownKey(owner, `key of ${identity}`, secret);
  return { identity: utf8(identity), secret, hash: "SHA-256" };
}
