import {
  type Bytes,
  type Codec,
  fixed,
  prefixed,
  type Reader,
  registry,
  rest,
  shown,
  struct,
  uint16,
  uint32,
  type Writer,
} from "../../bytes/mod.ts";
import { addressBytes, addressText } from "../addresses.ts";
import { DomainName } from "./name.ts";
import { caaOf, txtOf } from "./records.ts";

/** What a record tells about a name (RFC 1035 §3.2.2, RFC 3596 §2.1, RFC 8659 §7). */
export const RecordType = registry("TYPE", 2, {
  A: 1,
  NS: 2,
  CNAME: 5,
  TXT: 16,
  AAAA: 28,
  CAA: 257,
});
export const RecordClass = registry("CLASS", 2, { IN: 1 });
/** How a question was answered (RFC 1035 §4.1.1). */
export const ResponseCode = registry("RCODE", 1, {
  NoError: 0,
  FormErr: 1,
  ServFail: 2,
  NXDomain: 3,
  NotImp: 4,
});

/** Bits of the second header word (RFC 1035 §4.1.1). */
export const QR = 0x8000;
export const AA = 0x0400;
export const RD = 0x0100;
export const OPCODE = 0x7800;
const RCODE = 0x000f;

export interface Question {
  readonly name: string;
  readonly type: number;
  readonly class: number;
}

export interface ResourceRecord extends Question {
  /** How long it may be remembered, in seconds. */
  readonly ttl: number;
  /** For an A record four octets. Names inside other data are left compressed. */
  readonly data: Bytes;
}

/** A message of the Domain Name System (RFC 1035 §4.1). */
export interface DnsMessage {
  /** Chosen by whoever asks, repeated by whoever answers. */
  readonly id: number;
  readonly flags: number;
  readonly questions: readonly Question[];
  readonly answers: readonly ResourceRecord[];
  readonly authorities: readonly ResourceRecord[];
  readonly additionals: readonly ResourceRecord[];
}

const Question: Codec<Question> = struct("Question", {
  name: DomainName,
  type: RecordType,
  class: RecordClass,
}, ({ name, type }) => `${name} ${RecordType.label(type)}`);

const Address = prefixed(2, shown(fixed(4), addressText));
const AnyData = prefixed(2, rest);

const ResourceRecord: Codec<ResourceRecord> = {
  name: "ResourceRecord",
  read(reader) {
    const name = reader.field("name", DomainName);
    const type = reader.field("type", RecordType);
    const class_ = reader.field("class", RecordClass);
    const ttl = reader.field("ttl", shown(uint32, (value) => `${value} s`));
    const data = reader.field("data", dataCodec(type));
    return { name, type, class: class_, ttl, data };
  },
  write(writer, { name, type, class: class_, ttl, data }) {
    DomainName.write(writer, name);
    writer.u16(type).u16(class_).u32(ttl);
    dataCodec(type).write(writer, data);
  },
  show: (record) =>
    `${record.name} ${RecordType.label(record.type)} ${recordText(record)}`.trimEnd(),
};

/** What a record says, where the lab knows its type: an address, a text, who may issue. */
export function recordText({ type, data }: Pick<ResourceRecord, "type" | "data">): string {
  switch (type) {
    case RecordType.A:
      return addressText(data);
    case RecordType.TXT:
      return JSON.stringify(txtOf(data) ?? "");
    case RecordType.CAA: {
      const caa = caaOf(data);
      return caa === undefined ? "" : `${caa.tag} ${JSON.stringify(caa.value)}`;
    }
    default:
      return "";
  }
}

function dataCodec(type: number): Codec<Bytes> {
  return type === RecordType.A ? Address : AnyData;
}

const Flags = shown(uint16, (flags) => {
  const direction = flags & QR ? "response" : "query";
  const bits = `${flags & AA ? ", authoritative" : ""}${flags & RD ? ", recursion desired" : ""}`;
  return direction + bits + (flags & QR ? `, ${ResponseCode.label(flags & RCODE)}` : "");
});

export const DnsMessage: Codec<DnsMessage> = {
  name: "DnsMessage",
  read(reader) {
    const id = reader.field("id", uint16);
    const flags = reader.field("flags", Flags);
    const questions = reader.field("questionCount", uint16);
    const answers = reader.field("answerCount", uint16);
    const authorities = reader.field("authorityCount", uint16);
    const additionals = reader.field("additionalCount", uint16);
    return {
      id,
      flags,
      questions: section(reader, "questions", Question, questions),
      answers: section(reader, "answers", ResourceRecord, answers),
      authorities: section(reader, "authorities", ResourceRecord, authorities),
      additionals: section(reader, "additionals", ResourceRecord, additionals),
    };
  },
  write(writer, { id, flags, questions, answers, authorities, additionals }) {
    writer.u16(id).u16(flags);
    for (const part of [questions, answers, authorities, additionals]) writer.u16(part.length);
    writeAll(writer, Question, questions);
    for (const part of [answers, authorities, additionals]) writeAll(writer, ResourceRecord, part);
  },
};

/** As many items as the header has announced; each takes some bytes, so a lie ends with them. */
function section<T>(reader: Reader, name: string, item: Codec<T>, count: number): readonly T[] {
  const items: T[] = [];
  while (items.length < count) items.push(reader.field(`${name}[${items.length}]`, item));
  return items;
}

function writeAll<T>(writer: Writer, item: Codec<T>, items: readonly T[]): void {
  for (const value of items) item.write(writer, value);
}

/** The question for the address of a name, or for records of another type. */
export function queryFor(name: string, id: number, type: number = RecordType.A): DnsMessage {
  const question = { name, type, class: RecordClass.IN };
  const none = { answers: [], authorities: [], additionals: [] };
  return { id, flags: RD, questions: [question], ...none };
}

/**
 * An answer to a query, honest or forged: to its first question with an address if one is given,
 * or with the data of any number of records.
 *
 * @param ttl how long it may be remembered, in seconds
 */
export function answerTo(
  query: DnsMessage,
  { code = ResponseCode.NoError as number, address, data, ttl = 300 }: {
    readonly code?: number;
    readonly address?: string | undefined;
    readonly data?: readonly Bytes[];
    readonly ttl?: number;
  } = {},
): DnsMessage {
  const [question] = query.questions;
  const given = data ?? (address === undefined ? [] : [addressBytes(address)]);
  const answers = question === undefined
    ? []
    : given.map((one) => ({ ...question, ttl, data: one }));
  const flags = QR | AA | (query.flags & (OPCODE | RD)) | code;
  return { ...query, flags, answers, authorities: [], additionals: [] };
}

/** Whether it is an answer, and no question. */
export function isDnsResponse({ flags }: DnsMessage): boolean {
  return (flags & QR) !== 0;
}

/** How a message says the question was answered. */
export function responseCode({ flags }: DnsMessage): number {
  return flags & RCODE;
}
