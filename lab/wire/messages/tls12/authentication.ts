/** How the peers of TLS 1.2 and older name and prove themselves. */
import { type Infer, list, prefixed, rest, shortHex, shown, struct } from "../../../bytes/mod.ts";
import { SignatureScheme } from "../../registry/groups_and_schemes.ts";
import { ClientCertificateType } from "../../registry/tls12.ts";

/** `Certificate` (RFC 5246 §7.4.2): DER, leaf first; a client without any sends an empty list. */
export const Certificate12 = struct("Certificate", {
  certificateList: prefixed(3, list(prefixed(3, rest, { min: 1 }))),
});
export type Certificate12 = Infer<typeof Certificate12>;

const certificateTypes = prefixed(1, list(ClientCertificateType), { min: 1 });
const certificateAuthorities = prefixed(2, list(prefixed(2, rest, { min: 1 })));

/** `CertificateRequest` (RFC 5246 §7.4.4). The authorities are names in DER; none means any. */
export const CertificateRequest12 = struct("CertificateRequest", {
  certificateTypes,
  supportedSignatureAlgorithms: prefixed(2, list(SignatureScheme), { min: 2, max: 0xfffe }),
  certificateAuthorities,
});
export type CertificateRequest12 = Infer<typeof CertificateRequest12>;

/** `CertificateRequest` up to TLS 1.1, where keys alone decide the algorithm (RFC 4346 §7.4.4). */
export const CertificateRequest10 = struct("CertificateRequest", {
  certificateTypes,
  certificateAuthorities,
});
export type CertificateRequest10 = Infer<typeof CertificateRequest10>;

const signature = shown(prefixed(2, rest), (bytes) => shortHex(bytes));

/** A `digitally-signed` element of TLS 1.2, which names its algorithm (RFC 5246 §4.7). */
export const DigitallySigned12 = struct("DigitallySigned", {
  algorithm: SignatureScheme,
  signature,
});
export type DigitallySigned12 = Infer<typeof DigitallySigned12>;

/** A `digitally-signed` element up to TLS 1.1: the signature alone (RFC 4346 §4.7). */
export const DigitallySigned10 = struct("DigitallySigned", { signature });
export type DigitallySigned10 = Infer<typeof DigitallySigned10>;

/** `CertificateVerify` up to TLS 1.1 (RFC 4346 §7.4.8); later it names its algorithm. */
export const CertificateVerify10 = struct("CertificateVerify", { signature });
export type CertificateVerify10 = Infer<typeof CertificateVerify10>;
