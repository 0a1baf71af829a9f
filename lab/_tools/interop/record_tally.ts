import { type Bytes, concat, EMPTY } from "../../bytes/mod.ts";
import { ContentType, RECORD_HEADER_LENGTH } from "../../wire/mod.ts";

/** What anyone sees of a record: its outer type and the length of what it carries. */
export interface SeenRecord {
  readonly type: string;
  readonly length: number;
}

/**
 * Reads along on one direction of a connection and keeps the header of every record. It knows no
 * key and judges nothing, so that cases can ask what really went over the wire instead of what an
 * engine believes.
 */
export class RecordTally {
  readonly records: SeenRecord[] = [];
  #pending: Bytes = EMPTY;

  /** Takes the next bytes of the direction, in pieces of any size. */
  push(bytes: Bytes): void {
    let rest = this.#pending.length === 0 ? bytes : concat(this.#pending, bytes);
    while (rest.length >= RECORD_HEADER_LENGTH) {
      const length = (rest[3]! << 8) | rest[4]!;
      if (rest.length < RECORD_HEADER_LENGTH + length) break;
      this.records.push({ type: ContentType.label(rest[0]!), length });
      rest = rest.subarray(RECORD_HEADER_LENGTH + length);
    }
    this.#pending = rest.slice();
  }

  /** How many records of a type went by. */
  count(
    type: "change_cipher_spec" | "alert" | "handshake" | "application_data" | "heartbeat",
  ): number {
    return this.records.filter((record) => record.type === type).length;
  }
}
