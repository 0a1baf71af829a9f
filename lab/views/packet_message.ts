import { decode, type Field, inspect } from "../bytes/mod.ts";
import type { EventOf, Trace } from "../trace/mod.ts";
import { Certificate, Handshake, HANDSHAKE_HEADER_LENGTH } from "../wire/mod.ts";
import { type CertificateView, certificateView } from "./certificate.ts";
import type { DissectedMessage } from "./dissect.ts";
import { sentenceOn } from "./explain.ts";
import { type Annotated, descend } from "./fields.ts";
import { type Judgement, judgementsOf } from "./judgements.ts";

/** A handshake message as a page shows it. */
export interface MessageView extends Annotated {
  /** The structure's name: `ClientHello`, `HelloRetryRequest`. */
  readonly name: string;
  /** Where it begins in the record's content; below 0 when in an earlier record. */
  readonly start: number;
  /** What a trainer says while pointing at it. */
  readonly sentence?: string;
  /** For a Certificate message: the certificates in it, leaf first. */
  readonly certificates: readonly PlacedCertificate[];
  /** What the receiver made of it. */
  readonly judgements: readonly Judgement[];
}

/** A certificate and where its DER stands in the message. */
export interface PlacedCertificate extends CertificateView {
  readonly place: { readonly start: number; readonly end: number };
}

/** @param last the packet that reached the receiver */
export function messageView(
  trace: Trace,
  { name, raw, start }: DissectedMessage,
  last: EventOf<"wire.sent">,
): MessageView {
  const tree = inspect(Handshake, raw).field;
  const sentence = sentenceOn(name);
  const list = name === "Certificate"
    ? decode(Certificate, raw.subarray(HANDSHAKE_HEADER_LENGTH))
    : undefined;
  const ders = list?.ok ? list.value.certificateList.map(({ certData }) => certData) : [];
  const judgements = judgementsOf(trace, last, name, ders);
  const checks = judgements.flatMap((judgement) => judgement.checks);
  return {
    name,
    bytes: raw,
    tree,
    start,
    ...(sentence !== undefined && { sentence }),
    certificates: ders.map((der, index) => ({
      ...certificateView(der, index, checks),
      place: placeOf(tree, index, der.length),
    })),
    judgements,
  };
}

/** Where the DER of a certificate stands in the message, its length prefix not counted. */
function placeOf(tree: Field, index: number, length: number): { start: number; end: number } {
  const end = descend(tree, "Certificate", "certificateList", `[${index}]`, "certData")?.end ?? 0;
  return { start: end - length, end };
}
