import { type Bytes, equalBytes } from "../bytes/mod.ts";
import type { Person } from "./person.ts";
import type { Stage } from "./stage.ts";

/** What engines call the chance from which they draw an X25519 key for a key share. */
const PURPOSES = ["key share x25519", "key share X25519MLKEM768, X25519"];
/** How many connections of one person are looked at. */
const MOST_CONNECTIONS = 100;

/**
 * What a large quantum computer would compute (Shor 1994), if there were one: the private key that
 * belongs to an X25519 public key. The lab cannot compute it either. It looks at what was drawn for
 * that person when the world began, and the result proves itself: its public key is the one asked
 * about. It stands in the ledger from now on, and `Stage.grant` hands it over.
 *
 * @param owner whose key it is
 * @param publicKey 32 bytes
 * @throws {RangeError} if that person never made it
 */
export function quantumComputer(stage: Stage, { name }: Person, publicKey: Bytes): Bytes {
  const group = stage.crypto.group("X25519");
  const chance = stage.world.randomAgain(name);
  for (let i = 0; i < MOST_CONNECTIONS; i++) {
    for (const purpose of PURPOSES) {
      const { privateKey, publicKey: found } = group.generate(chance, purpose);
      if (!equalBytes(found, publicKey)) continue;
      stage.ownKey(name, `${name}'s private half`, privateKey);
      return privateKey;
    }
  }
  throw new RangeError(`Cannot find the private key: ${name} never had that public one`);
}
