import { type Bytes, decode, encode } from "../../../bytes/mod.ts";
import {
  bytesToInteger,
  dhAgree,
  dhGenerate,
  ffdhe2048,
  type FiniteGroup,
  integerToBytes,
} from "../../../crypto/mod.ts";
import { DheClientKeyExchange, ServerDhParams } from "../../../wire/mod.ts";
import { type Fault, fault } from "../../fault.ts";
import type { KeyExchange12 } from "./key_exchange.ts";
import { splitParams } from "./split_params.ts";

/** Shortest prime that a client takes, in bits: shorter ones have been broken (Logjam, 2015). */
const MIN_PRIME = 2048;
/** Longest one: arithmetic with more could hold a client up for minutes. */
const MAX_PRIME = 8192;

/**
 * Diffie-Hellman with fresh keys in a group of the server's choice (RFC 5246 §7.4.3). The choice is
 * the server's alone, so a client has to judge a group that it may never have seen.
 *
 * @param group the group a server uses
 * @param minimum shortest prime a client takes, in bits
 */
export function dheWith(group: FiniteGroup, minimum: number = MIN_PRIME): KeyExchange12 {
  return {
    name: "DHE",
    forwardSecret: true,
    serverSends: "signed",
    keyUse: "digitalSignature",
    server({ random }) {
      const ours = dhGenerate(group, random, `key exchange ${group.name}`);
      return {
        group: group.name,
        params: encode(ServerDhParams, {
          dhP: integerToBytes(group.prime, group.length),
          dhG: minimal(group.generator),
          dhYs: ours.publicKey,
        }),
        accept(body) {
          const read = decode(DheClientKeyExchange, body);
          if (!read.ok) return fault("undecodable", read.error);
          return premaster(dhAgree(group, ours.privateKey, read.value.dhYc));
        },
      };
    },
    client(body, { random }) {
      const split = splitParams(ServerDhParams, body);
      if ("reason" in split) return split;
      const { value: { dhP, dhG, dhYs: theirs }, params, rest } = split;
      const prime = bytesToInteger(dhP);
      const bits = prime.toString(2).length;
      if (bits < minimum) {
        return fault("weakGroup", `A Diffie-Hellman prime of ${bits} bits, below ${minimum}`);
      }
      if (bits > MAX_PRIME || prime % 2n === 0n) {
        return fault("badKeyShare", `No use for a Diffie-Hellman modulus of ${bits} bits`);
      }
      const length = Math.ceil(bits / 8);
      const named = prime === ffdhe2048.prime ? ffdhe2048.name : `DH of ${bits} bits`;
      const theirGroup: FiniteGroup = {
        name: named,
        prime,
        generator: bytesToInteger(dhG),
        length,
      };
      return {
        group: named,
        params,
        rest,
        answer() {
          const ours = dhGenerate(theirGroup, random, `key exchange ${named}`);
          const secret = premaster(dhAgree(theirGroup, ours.privateKey, theirs));
          return secret instanceof Uint8Array
            ? { body: encode(DheClientKeyExchange, { dhYc: ours.publicKey }), premaster: secret }
            : secret;
        },
      };
    },
  };
}

/** DHE in the group of RFC 7919 §A.1. */
export const DHE: KeyExchange12 = dheWith(ffdhe2048);

/** Leading zeros are stripped before the premaster secret is used (RFC 5246 §8.1.2). */
function premaster(shared: Bytes | undefined): Bytes | Fault {
  if (shared === undefined) return fault("badKeyShare", "Not a valid Diffie-Hellman public value");
  let start = 0;
  while (start < shared.length - 1 && shared[start] === 0) start++;
  return shared.subarray(start);
}

function minimal(value: bigint): Bytes {
  return integerToBytes(value, Math.ceil(value.toString(16).length / 2));
}
