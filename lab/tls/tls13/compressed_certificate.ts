import { decode, zlibDecompress } from "../../bytes/mod.ts";
import { Certificate, CertificateCompressionAlgorithm } from "../../wire/mod.ts";
import { Fault, fault } from "../fault.ts";
import { MAX_MESSAGE, type Received } from "../record/joiner.ts";

/**
 * The Certificate in a CompressedCertificate (RFC 8879 §4). The transcript goes on with the message
 * as it came, so `raw` stays compressed.
 */
export function unpacked(
  { body, raw }: Received<"compressed_certificate">,
): Received<"certificate"> | Fault {
  const { algorithm, uncompressedLength, compressedCertificateMessage } = body;
  if (algorithm !== CertificateCompressionAlgorithm.zlib) {
    const name = CertificateCompressionAlgorithm.label(algorithm);
    return fault("badCompressedCertificate", `Compressed with ${name}, which was not offered`);
  }
  if (uncompressedLength > MAX_MESSAGE) {
    return fault("badCompressedCertificate", `${uncompressedLength} bytes, above ${MAX_MESSAGE}`);
  }
  const plain = zlibDecompress(compressedCertificateMessage, uncompressedLength);
  if (plain?.length !== uncompressedLength) {
    return fault("badCompressedCertificate", `It does not unpack to ${uncompressedLength} bytes`);
  }
  const certificate = decode(Certificate, plain);
  return certificate.ok
    ? { name: "certificate", body: certificate.value, raw }
    : fault("undecodable", certificate.error);
}
