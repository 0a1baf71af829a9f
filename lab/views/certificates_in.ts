import { type Bytes, decode, zlibDecompress } from "../bytes/mod.ts";
import {
  Certificate,
  Certificate12,
  CertificateCompressionAlgorithm,
  CompressedCertificate,
  HANDSHAKE_HEADER_LENGTH,
} from "../wire/mod.ts";
import { type DissectedMessage, isOlder } from "./messages.ts";

/** What nobody unpacks who is careful: a certificate list is never so long. */
const MOST_UNPACKED = 2 ** 17;

/**
 * The certificates in a Certificate message, packed or not (RFC 8879): DER, leaf first; `undefined`
 * for any other message.
 */
export function certificatesIn(
  { name, raw, form }: Pick<DissectedMessage, "name" | "raw" | "form">,
): readonly Bytes[] | undefined {
  const body = raw.subarray(HANDSHAKE_HEADER_LENGTH);
  if (name === "CompressedCertificate") return certificatesOf(unpacked(body));
  if (name !== "Certificate") return undefined;
  if (isOlder(form.version)) {
    const message = decode(Certificate12, body);
    return message.ok ? message.value.certificateList : [];
  }
  return certificatesOf(body);
}

function certificatesOf(body: Bytes | undefined): readonly Bytes[] {
  const message = body && decode(Certificate, body);
  return message?.ok ? message.value.certificateList.map(({ certData }) => certData) : [];
}

/** The body of the message that was packed; `undefined` where it does not unpack. */
function unpacked(body: Bytes): Bytes | undefined {
  const message = decode(CompressedCertificate, body);
  if (!message.ok || message.value.algorithm !== CertificateCompressionAlgorithm.zlib) {
    return undefined;
  }
  const { uncompressedLength, compressedCertificateMessage } = message.value;
  return uncompressedLength > MOST_UNPACKED
    ? undefined
    : zlibDecompress(compressedCertificateMessage, uncompressedLength);
}
