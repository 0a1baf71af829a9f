import { type Bytes, xor } from "../bytes/mod.ts";
import { RECORD_HEADER_LENGTH } from "../wire/mod.ts";
import type { Move } from "./relay.ts";

/** Which protected record of the client is meant, counted from 0, the handshake included. */
export interface Target {
  readonly index: number;
}

/**
 * Changes known plaintext inside a ciphertext: where a key stream was added, adding the difference
 * of two texts turns one into the other, without knowing the key.
 *
 * @param offset where in the record's content the text stands
 * @param from the text she guesses is there
 * @param to the text she wants there, of the same length
 */
export function flipText(
  { index }: Target,
  offset: number,
  from: Bytes,
  to: Bytes,
): Move {
  const difference = xor(from, to);
  return (record, mallory) => {
    if (record.towards !== "server" || record.index !== index) return [record.bytes];
    const forged = record.bytes.slice();
    const start = RECORD_HEADER_LENGTH + offset;
    difference.forEach((octet, i) => {
      if (start + i < forged.length) forged[start + i]! ^= octet;
    });
    const changed = difference.filter((octet) => octet !== 0).length;
    mallory.note(
      `${mallory.name} flips bits in ${changed} ${
        changed === 1 ? "byte" : "bytes"
      } of #${record.packet}`,
      record.packet,
    );
    return [forged];
  };
}

/** Sends one record of the client a second time, right behind itself. */
export function repeatRecord({ index }: Target): Move {
  return (record, mallory) => {
    if (record.towards !== "server" || record.index !== index) return [record.bytes];
    mallory.note(`${mallory.name} sends #${record.packet} twice`, record.packet);
    return [record.bytes, record.bytes];
  };
}

/** Lets one record of the client disappear. */
export function dropRecord({ index }: Target): Move {
  return (record, mallory) => {
    if (record.towards !== "server" || record.index !== index) return [record.bytes];
    mallory.note(`${mallory.name} drops #${record.packet}`, record.packet);
    return [];
  };
}

/** Holds one record of the client back until the next one has gone ahead of it. */
export function swapRecords({ index }: Target): Move {
  let held: Bytes | undefined;
  return (record, mallory) => {
    if (record.towards !== "server") return [record.bytes];
    if (record.index === index) {
      held = record.bytes.slice();
      mallory.note(`${mallory.name} holds #${record.packet} back`, record.packet);
      return [];
    }
    if (record.index === index + 1 && held !== undefined) {
      mallory.note(`${mallory.name} lets #${record.packet} go first`, record.packet);
      return [record.bytes, held];
    }
    return [record.bytes];
  };
}
