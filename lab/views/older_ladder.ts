/** How keys come about up to TLS 1.2, in words (RFC 5246 §6.3, §8.1): from secret to key block. */
import { type Suite12, VERIFY_DATA_LENGTH } from "../tls/mod.ts";
import type { Climb, Direction, Place } from "./ladder.ts";

/** What a key log calls the main secret (RFC 9850 §2.2). */
export const MAIN_SECRET_LABEL = "CLIENT_RANDOM";

const INSIDE = "its value never leaves the engines, so the trace does not have it";
const CUT = "anybody can compute it who has the main secret and the two randoms";

/** @param resumed whether the main secret is that of an earlier connection */
export function olderClimbs(resumed: boolean): readonly Climb[] {
  return [
    {
      name: "Premaster Secret",
      salt: "nothing",
      input: resumed ? "nothing: an earlier session goes on" : "what the key exchange gave",
      unknown: resumed ? "there is none" : INSIDE,
    },
    {
      name: "Main Secret",
      salt: resumed ? "nothing" : "the premaster secret, as the key of the PRF",
      input: resumed
        ? "nothing: it is the one of the earlier session"
        : "a hash of the messages up to ClientKeyExchange where both ends want that (RFC 7627), " +
          "or else the two randoms",
      unknown: "its value is the secret to the right",
    },
    {
      name: "Key Block",
      salt: "the main secret, as the key of the PRF",
      input: "the two randoms, the server's first",
      unknown: "as long as all the keys together, which are cut from it one after the other",
    },
  ];
}

/** What is taken from the rungs, with the lengths of that suite's keys. */
export function olderPlaces(suite: Suite12 | undefined): readonly Place[] {
  const { macLength = 0, keyLength = 0, ivLength = 0 } = suite?.cipher ?? {};
  const sides = ["client", "server"] as const;
  const cut = (length: number, what: string, purpose: string): Place[] =>
    length === 0 ? [] : sides.map((side) => ({
      rung: "Key Block",
      label: `${side}_write_${what}`,
      logLabel: "—",
      direction: directionFrom(side),
      transcript: "none",
      purpose: `${length} bytes ${purpose} that the ${side} seals`,
      absent: CUT,
    }));
  return [
    {
      rung: "Main Secret",
      label: "master secret",
      logLabel: MAIN_SECRET_LABEL,
      direction: "both",
      transcript: "none, or ClientHello … ClientKeyExchange",
      purpose: "everything else is made from it: whoever has it reads both directions",
      absent: "nobody reported it: the handshake did not come so far",
    },
    ...sides.map((side): Place => ({
      rung: "Main Secret",
      label: `${side} finished`,
      logLabel: "—",
      direction: directionFrom(side),
      transcript: `ClientHello … the ${side}'s Finished`,
      purpose: `the ${VERIFY_DATA_LENGTH} bytes in that Finished`,
      absent: "it travels in the Finished itself",
    })),
    ...cut(macLength, "MAC_key", "for the MAC of records"),
    ...cut(keyLength, "key", "to encrypt the records"),
    ...cut(ivLength, "IV", "for the nonces or the first IV of records"),
  ];
}

function directionFrom(side: "client" | "server"): Direction {
  return side === "client" ? "client to server" : "server to client";
}
