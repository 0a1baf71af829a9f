import { type Bytes, decode, encode } from "../../bytes/mod.ts";
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
  readonly #addresses = new Map<string, string>();
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
    this.#addresses.set(canonicalName(name), address);
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
    const address = this.#addresses.get(canonicalName(question.name));
    if (address === undefined) return answerTo(query, { code: ResponseCode.NXDomain });
    const fits = question.type === RecordType.A && question.class === RecordClass.IN;
    return answerTo(query, { address: fits ? address : undefined });
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
