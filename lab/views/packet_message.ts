import type { EventOf, Trace } from "../trace/mod.ts";
import { certificatesIn } from "./certificates_in.ts";
import { sentenceOn } from "./explain.ts";
import type { Annotated } from "./fields.ts";
import { type Judgement, judgementsOf } from "./judgements.ts";
import { messageTree, type PlacedCertificate, placedCertificates } from "./message_tree.ts";
import type { DissectedMessage } from "./messages.ts";

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

/** @param last the packet that reached the receiver */
export function messageView(
  trace: Trace,
  message: DissectedMessage,
  last: EventOf<"wire.sent">,
): MessageView {
  const { name, raw, start, form } = message;
  const tree = messageTree(message);
  const sentence = sentenceOn(message);
  const ders = certificatesIn(message) ?? [];
  const judgements = judgementsOf(trace, last, name, ders);
  const checks = judgements.flatMap((judgement) => judgement.checks);
  return {
    name,
    bytes: raw,
    tree,
    version: form.version,
    start,
    ...(sentence !== undefined && { sentence }),
    certificates: placedCertificates(message, tree, checks),
    judgements,
  };
}
