import { type Field, inspect } from "../bytes/mod.ts";
import type { EventOf, Trace } from "../trace/mod.ts";
import { handshakeCodec } from "../wire/mod.ts";
import { type CertificateView, certificateView } from "./certificate.ts";
import { certificatesIn } from "./certificates_in.ts";
import { type DissectedMessage, isOlder } from "./messages.ts";
import { sentenceOn } from "./explain.ts";
import { type Annotated, descend } from "./fields.ts";
import { withStaple } from "./status_tree.ts";
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
  message: DissectedMessage,
  last: EventOf<"wire.sent">,
): MessageView {
  const { name, raw, start, form } = message;
  const tree = withStaple(inspect(handshakeCodec(form), raw).field, raw);
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
    certificates: ders.map((der, index) => ({
      ...certificateView(der, index, checks),
      place: placeOf(tree, index, der.length, isOlder(form.version)),
    })),
    judgements,
  };
}

/** Where the DER of a certificate stands in the message, its length prefix not counted. */
function placeOf(
  tree: Field,
  index: number,
  length: number,
  older: boolean,
): { start: number; end: number } {
  const entry = descend(tree, "Certificate", "certificateList", `[${index}]`);
  const packed = descend(tree, "CompressedCertificate", "compressedCertificateMessage");
  if (packed !== undefined) return packed; // where it stands, only unpacking tells
  const end = (older || entry === undefined ? entry : descend(entry, "certData"))?.end ?? 0;
  return { start: end - length, end };
}
