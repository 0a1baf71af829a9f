import { type Bytes, decode, encode } from "../../bytes/mod.ts";
import type { EventId, Segment } from "../../trace/mod.ts";
import { addressText } from "../addresses.ts";
import type { Node } from "../node.ts";
import { seconds } from "../time.ts";
import { DnsMessage, QR, queryFor, RecordType, ResponseCode, responseCode } from "./message.ts";
import { sameName } from "./name.ts";
import { DNS_PORT } from "./resolver.ts";

/** What came of asking. `packet` is the event that brought the answer. */
export type LookupResult =
  | { readonly ok: true; readonly address: string; readonly packet: EventId }
  | {
    readonly ok: false;
    /** The name of the response code: `NXDomain`; or why there was no usable answer. */
    readonly reason: string;
    readonly packet?: EventId;
  };

/** What came of asking for records; none is an answer, too. */
export type RecordsResult =
  | { readonly ok: true; readonly data: readonly Bytes[]; readonly packet: EventId }
  | Extract<LookupResult, { ok: false }>;

/** How often it asks, and how long it waits each time (RFC 1035 §4.2.1 wants 2 to 5 seconds). */
const TRIES = 3;
const PATIENCE = seconds(2);

/**
 * Asks a resolver for the address of a name, over UDP.
 *
 * The first answer that matches the question, its id and its ports is believed, whoever wrote it:
 * that is all the proof there is without DNSSEC (RFC 5452 §9.1). Any other datagram is passed over.
 *
 * @param resolver the resolver's address
 * @param done is called once, later
 * @param cause the event that makes the node ask
 * @throws {RangeError} if no such name can be written
 */
export function lookup(
  node: Node,
  resolver: string,
  name: string,
  done: (result: LookupResult) => void,
  cause?: EventId,
): void {
  lookupRecords(node, resolver, name, RecordType.A, (result) => {
    if (!result.ok) return done(result);
    const { data: [address], packet } = result;
    if (address === undefined) return done({ ok: false, reason: "no address", packet });
    done({ ok: true, address: addressText(address), packet });
  }, cause);
}

/**
 * Asks a resolver for all records of one type that a name has, as `lookup` does.
 *
 * @param type one of `RecordType`
 */
export function lookupRecords(
  node: Node,
  resolver: string,
  name: string,
  type: number,
  done: (result: RecordsResult) => void,
  cause?: EventId,
): void {
  const { world } = node.network;
  const [high, low] = world.random(`dns/${node.name}`).bytes("query id", 2);
  const query = queryFor(name, high! << 8 | low!, type);
  const bytes = encode(DnsMessage, query);
  const to = { address: resolver, port: DNS_PORT };
  const port = node.freePort();

  const guard = node.bind(port, (datagram, packet) => {
    const answer = matchingAnswer(query, resolver, datagram);
    if (answer !== undefined) finish(resultOf(query, answer, packet));
  });
  let alarm = ask(TRIES);

  function ask(tries: number) {
    const sent = tries > 0 && node.sendDatagram(port, to, bytes, cause) !== undefined;
    if (sent) return world.after(PATIENCE, () => alarm = ask(tries - 1));
    const reason = tries === TRIES ? "unreachable" : "timed out";
    return world.after(0, () => finish({ ok: false, reason }));
  }

  function finish(result: RecordsResult): void {
    alarm.cancel();
    guard.uninstall();
    done(result);
  }
}

/** The answer in a datagram, if it is one to this query. */
function matchingAnswer(
  query: DnsMessage,
  resolver: string,
  { from, payload }: Segment,
): DnsMessage | undefined {
  if (from.address !== resolver || from.port !== DNS_PORT) return undefined;
  const answer = decode(DnsMessage, payload);
  if (!answer.ok || answer.value.id !== query.id || !(answer.value.flags & QR)) return undefined;
  const [asked] = query.questions;
  const [question, more] = answer.value.questions;
  if (question === undefined || more !== undefined) return undefined;
  const same = sameName(question.name, asked!.name) &&
    question.type === asked!.type && question.class === asked!.class;
  return same ? answer.value : undefined;
}

function resultOf(query: DnsMessage, answer: DnsMessage, packet: EventId): RecordsResult {
  const code = responseCode(answer);
  if (code !== ResponseCode.NoError) {
    return { ok: false, reason: ResponseCode.label(code), packet };
  }
  const { name, type } = query.questions[0]!;
  const fitting = answer.answers.filter((one) => one.type === type && sameName(one.name, name));
  return { ok: true, data: fitting.map(({ data }) => data), packet };
}
