import { type Bytes, decode, encode } from "../../bytes/mod.ts";
import { addressBytes } from "../addresses.ts";
import type { Guard } from "../link.ts";
import type { Node } from "../node.ts";
import {
  answerTo,
  DnsMessage,
  OPCODE,
  QR,
  RecordClass,
  RecordType,
  ResponseCode,
} from "./message.ts";
import { canonicalName } from "./name.ts";

export const DNS_PORT = 53;

/** A name server with one table. It asks nobody else: what it does not know does not exist. */
export class Resolver {
  /** By name, then by type. */
  readonly #records = new Map<string, Map<number, readonly Bytes[]>>();
  readonly #guard: Guard;

  /**
   * Begins to answer on port 53 of a node.
   *
   * @param zone addresses by name: `{ "bank.example": bank.address }`
   * @throws {RangeError} if the port is bound already
   */
  constructor(readonly node: Node, zone: Readonly<Record<string, string>> = {}) {
    for (const [name, address] of Object.entries(zone)) this.set(name, address);
    this.#guard = node.bind(DNS_PORT, ({ from, payload }, packet) => {
      const reply = this.answer(payload);
      if (reply !== undefined) node.sendDatagram(DNS_PORT, from, reply, packet);
    });
  }

  /** Gives a name an address, in place of the one it had. */
  set(name: string, address: string): void {
    this.setRecords(name, RecordType.A, [addressBytes(address)]);
  }

  /** Gives a name records of one type, in place of those it had. */
  setRecords(name: string, type: number, data: readonly Bytes[]): void {
    const key = canonicalName(name);
    const byType = this.#records.get(key) ?? new Map<number, readonly Bytes[]>();
    this.#records.set(key, byType.set(type, data));
  }

  /** The data of what a name has of one type. */
  recordsOf(name: string, type: number): readonly Bytes[] {
    return this.#records.get(canonicalName(name))?.get(type) ?? [];
  }

  /** Answers no more. */
  close(): void {
    this.#guard.uninstall();
  }

  /** The reply to whatever has arrived; `undefined` where none is due. */
  answer(payload: Bytes): Bytes | undefined {
    const query = decode(DnsMessage, payload);
    if (!query.ok) return complain(payload);
    if (query.value.flags & QR) return undefined; // two servers would answer each other for ever
    return encode(DnsMessage, this.#reply(query.value));
  }

  #reply(query: DnsMessage): DnsMessage {
    if (query.flags & OPCODE) return answerTo(query, { code: ResponseCode.NotImp });
    const [question, more] = query.questions;
    if (question === undefined || more !== undefined) {
      return answerTo(query, { code: ResponseCode.FormErr });
    }
    const known = this.#records.get(canonicalName(question.name));
    if (known === undefined) return answerTo(query, { code: ResponseCode.NXDomain });
    const fits = question.class === RecordClass.IN;
    return answerTo(query, { data: fits ? known.get(question.type) ?? [] : [] });
  }
}

/** Tells whoever sent a broken query that it is broken, if its id can be read. */
function complain(payload: Bytes): Bytes | undefined {
  const [high, low, flags] = payload;
  if (high === undefined || low === undefined || flags === undefined) return undefined;
  if (flags & QR >> 8) return undefined;
  const none = { questions: [], answers: [], authorities: [], additionals: [] };
  return encode(DnsMessage, { id: high << 8 | low, flags: QR | ResponseCode.FormErr, ...none });
}
