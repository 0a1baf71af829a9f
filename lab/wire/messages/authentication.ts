import {
  type Infer,
  list,
  prefixed,
  rest,
  shortHex,
  shown,
  struct,
  uint24,
} from "../../bytes/mod.ts";
import { CertificateCompressionAlgorithm, extensionsIn } from "../extensions/mod.ts";
import { SignatureScheme } from "../registry/groups_and_schemes.ts";

/** One certificate of the list, DER, with extensions of its own (RFC 9846 §4.5.1). */
export const CertificateEntry = struct("CertificateEntry", {
  certData: prefixed(3, rest, { min: 1 }),
  extensions: prefixed(2, extensionsIn("certificate")),
});
export type CertificateEntry = Infer<typeof CertificateEntry>;

/** `Certificate` (RFC 9846 §4.5.1 [8446 §4.4.2]); leaf first. */
export const Certificate = struct("Certificate", {
  certificateRequestContext: prefixed(1, rest),
  certificateList: prefixed(3, list(CertificateEntry)),
});
export type Certificate = Infer<typeof Certificate>;

/**
 * `CompressedCertificate` (RFC 8879 §4): a Certificate message without its header, compressed. The
 * length is that of the message once it is unpacked, so a receiver can refuse before it begins.
 */
export const CompressedCertificate = struct("CompressedCertificate", {
  algorithm: CertificateCompressionAlgorithm,
  uncompressedLength: uint24,
  compressedCertificateMessage: prefixed(3, rest, { min: 1 }),
});
export type CompressedCertificate = Infer<typeof CompressedCertificate>;

/** `CertificateVerify` (RFC 9846 §4.5.2 [8446 §4.4.3]). */
export const CertificateVerify = struct("CertificateVerify", {
  algorithm: SignatureScheme,
  signature: shown(prefixed(2, rest), (bytes) => shortHex(bytes)),
});
export type CertificateVerify = Infer<typeof CertificateVerify>;

/** `Finished` (RFC 9846 §4.5.3 [8446 §4.4.4]); as long as the suite's hash. */
export const Finished = struct("Finished", {
  verifyData: shown(rest, (bytes) => shortHex(bytes)),
});
export type Finished = Infer<typeof Finished>;
