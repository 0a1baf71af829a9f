import { type Bytes, equalBytes } from "../bytes/mod.ts";
import type { EventId, EventOf, Trace } from "../trace/mod.ts";
import type { CheckView } from "./certificate.ts";
import { endpoint } from "./streams.ts";
import { visible } from "./visible.ts";

type Check = EventOf<"tls.check">;
type Sent = EventOf<"wire.sent">;

/** What one party made of something its peer sent. */
export interface Judgement {
  readonly event: EventId;
  readonly node: string;
  /** What the party calls the connection. */
  readonly connection: string;
  readonly subject: Check["subject"];
  readonly ok: boolean;
  /** The flaw that answered in place of the honest check. */
  readonly flaw?: { readonly id: string; readonly title: string };
  readonly checks: readonly CheckView[];
}

/** A check event with words fit for displays. */
export function judgementOf(trace: Trace, event: Check): Judgement {
  const { id, node, connection, subject, ok, flaw } = event;
  return {
    event: id,
    node,
    connection,
    subject,
    ok,
    ...(flaw !== undefined && {
      flaw: { id: flaw, title: trace.flaws.find((one) => one.id === flaw)?.title ?? flaw },
    }),
    checks: event.checks.map((check) => ({
      ...check,
      detail: visible(check.detail),
      event: id,
      node,
    })),
  };
}

/** Which subjects are judged by a message. */
const SUBJECTS: Readonly<Record<string, readonly Check["subject"][]>> = {
  Certificate: ["certificate chain", "pinned key", "revocation"],
  CompressedCertificate: ["certificate chain", "pinned key", "revocation"],
  CertificateStatus: ["revocation"],
  CertificateVerify: ["signature"],
  ServerKeyExchange: ["signature"],
  ClientHello: ["pre-shared key", "early data"],
  Finished: ["finished"],
};

/**
 * What the receiver made of a message: the first check of each fitting subject that it made after
 * the packet came, because of this packet or a later one of the same stream.
 *
 * @param last the packet that reached the receiver
 * @param certificates the DER in a Certificate message, which the check must have looked at
 */
export function judgementsOf(
  trace: Trace,
  last: Sent,
  message: string,
  certificates: readonly Bytes[],
): readonly Judgement[] {
  const found: Judgement[] = [];
  for (const subject of SUBJECTS[message] ?? []) {
    const check = trace.events.find((event): event is Check =>
      event.kind === "tls.check" && event.id > last.id && event.node === last.to &&
      event.subject === subject && sameStream(trace.events[event.cause ?? -1], last) &&
      (message !== "Certificate" || sameList(event.certificates, certificates))
    );
    if (check !== undefined) found.push(judgementOf(trace, check));
  }
  return found;
}

function sameStream(packet: Trace["events"][number] | undefined, { link, segment }: Sent): boolean {
  return packet?.kind === "wire.sent" && packet.link === link &&
    endpoint(packet.segment.from) === endpoint(segment.from) &&
    endpoint(packet.segment.to) === endpoint(segment.to);
}

function sameList(a: readonly Bytes[], b: readonly Bytes[]): boolean {
  return a.length === b.length && a.every((one, i) => equalBytes(one, b[i]!));
}
