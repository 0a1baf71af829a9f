import { type Field, inspect } from "../bytes/mod.ts";
import { handshakeCodec } from "../wire/mod.ts";
import { type CertificateView, certificateView, type CheckView } from "./certificate.ts";
import { certificatesIn } from "./certificates_in.ts";
import { descend } from "./fields.ts";
import { type DissectedMessage, isOlder } from "./messages.ts";
import { withStaple } from "./status_tree.ts";

/** A certificate and where its DER stands in the message. */
export interface PlacedCertificate extends CertificateView {
  readonly place: { readonly start: number; readonly end: number };
}

/** Every field of a handshake message, as its version has it; offsets count from its header. */
export function messageTree({ raw, form }: DissectedMessage): Field {
  return withStaple(inspect(handshakeCodec(form), raw).field, raw);
}

/**
 * The certificates in a message, leaf first; none in messages that carry none.
 *
 * @param tree the message's `messageTree`
 * @param checks what was found in them
 */
export function placedCertificates(
  message: DissectedMessage,
  tree: Field,
  checks: readonly CheckView[] = [],
): readonly PlacedCertificate[] {
  const older = isOlder(message.form.version);
  return (certificatesIn(message) ?? []).map((der, index) => ({
    ...certificateView(der, index, checks),
    place: placeOf(tree, index, der.length, older),
  }));
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
