import { type Bytes, concat, fromUtf8, hex, xor } from "../bytes/mod.ts";
import { EXPLICIT_LENGTH, pseudoHeader, recordOf } from "../tls/mod.ts";
import { ContentType, ProtocolVersion, RECORD_HEADER_LENGTH } from "../wire/mod.ts";
import {
  add,
  blockOf,
  type Element,
  elementOf,
  type Polynomial,
  rootsOf,
  valueAt,
} from "./gf128.ts";
import type { Target } from "./moves.ts";
import type { Position } from "./position.ts";
import type { Move, PassingRecord } from "./relay.ts";

/** Length of a block and of a tag, in bytes. */
const BLOCK = 16;

/** A record of AES-GCM in TLS 1.2, taken apart. */
interface GcmRecord {
  readonly nonce: Bytes;
  readonly sequence: number;
  readonly ciphertext: Bytes;
  readonly tag: Element;
}

/**
 * Changes a text inside a record of AES-GCM and makes the tag that goes with it, if the sender has
 * used one nonce for several records (Böck, Zauner, Devlin, Somorovsky and Jovanovic, 2016).
 *
 * A tag is a polynomial of the record at a secret point H, plus a mask that comes from the nonce.
 * Two records with one nonce have one mask: their difference is a polynomial that is zero at H, and
 * polynomials have few zeros. A third record tells which of them is H.
 *
 * @param offset where in the text stands what she wants to change
 * @param from the text she guesses is there
 * @param to the text she wants there, of the same length
 */
export function forgeGcm(target: Target, offset: number, from: Bytes, to: Bytes): Move {
  const seen: GcmRecord[] = [];
  let candidates: readonly Element[] | undefined;
  return (record, mallory) => {
    if (record.towards !== "server") return [record.bytes];
    const passing = takenApart(record);
    if (passing === undefined) return [record.bytes];
    const twin = seen.find(({ nonce }) => hex(nonce) === hex(passing.nonce));
    seen.push(passing);
    if (twin !== undefined) {
      const equation = difference(twin, passing);
      candidates = candidates === undefined
        ? firstRoots(equation, mallory, record)
        : candidates.filter((h) => valueAt(equation, h) === 0n);
    }
    if (record.index !== target.index) return [record.bytes];
    const [h, other] = candidates ?? [];
    if (h === undefined || other !== undefined) {
      mallory.note(`${mallory.name} has not met one nonce twice, and can forge nothing`);
      return [record.bytes];
    }
    const guess = `${JSON.stringify(fromUtf8(from))} stands ${offset} bytes into the text`;
    mallory.note(`${mallory.name} guesses from other orders: ${guess}`, record.packet);
    mallory.note(`${mallory.name} knows the key of the tags, and makes one of her own`);
    return [forged(passing, h, offset, xor(from, to))];
  };
}

function firstRoots(
  equation: Polynomial,
  mallory: Position,
  { packet }: PassingRecord,
): readonly Element[] {
  const roots = rootsOf(equation);
  mallory.note(
    `One nonce, two records: the key of the tags is one of ${roots.length} ${
      roots.length === 1 ? "number" : "numbers"
    }`,
    packet,
  );
  return roots;
}

function takenApart({ bytes, index }: PassingRecord): GcmRecord | undefined {
  const fragment = bytes.subarray(RECORD_HEADER_LENGTH);
  const end = fragment.length - BLOCK;
  if (end < EXPLICIT_LENGTH) return undefined;
  return {
    nonce: fragment.subarray(0, EXPLICIT_LENGTH),
    sequence: index + 1, // the Finished was number 0, and is no application data
    ciphertext: fragment.subarray(EXPLICIT_LENGTH, end),
    tag: elementOf(fragment.subarray(end)),
  };
}

/** What GHASH makes of a record, as a polynomial in H (SP 800-38D §6.4, §7.1). */
function hashOf({ sequence, ciphertext }: Pick<GcmRecord, "sequence" | "ciphertext">): Polynomial {
  const header = headerOf(sequence, ciphertext);
  const lengths = new Uint8Array(BLOCK);
  const view = new DataView(lengths.buffer);
  view.setBigUint64(0, BigInt(8 * header.length));
  view.setBigUint64(8, BigInt(8 * ciphertext.length));
  const blocks = [header, ciphertext].flatMap(blocksOf);
  return [0n, ...[...blocks, lengths].map(elementOf).reverse()];
}

/** What the tag covers besides the ciphertext (RFC 5246 §6.2.3.3). */
function headerOf(sequence: number, { length }: Bytes): Bytes {
  const { application_data } = ContentType;
  return pseudoHeader(sequence, application_data, ProtocolVersion["TLS 1.2"], length);
}

/** Whole blocks, the last one filled up with zeros. */
function blocksOf(bytes: Bytes): Bytes[] {
  return Array.from({ length: Math.ceil(bytes.length / BLOCK) }, (_, i) => {
    const block = new Uint8Array(BLOCK);
    block.set(bytes.subarray(i * BLOCK, (i + 1) * BLOCK));
    return block;
  });
}

/** Zero at H, if both have one mask. */
function difference(one: GcmRecord, other: GcmRecord): Polynomial {
  return add(add(hashOf(one), hashOf(other)), [one.tag ^ other.tag]);
}

/** With H, the mask comes off the old tag, and on again on the new one. */
function forged(record: GcmRecord, h: Element, offset: number, change: Bytes): Bytes {
  const ciphertext = record.ciphertext.slice();
  change.forEach((octet, i) => {
    if (offset + i < ciphertext.length) ciphertext[offset + i]! ^= octet;
  });
  const mask = record.tag ^ valueAt(hashOf(record), h);
  const tag = mask ^ valueAt(hashOf({ ...record, ciphertext }), h);
  const { application_data } = ContentType;
  const fragment = concat(record.nonce, ciphertext, blockOf(tag));
  return recordOf(application_data, ProtocolVersion["TLS 1.2"], fragment);
}
