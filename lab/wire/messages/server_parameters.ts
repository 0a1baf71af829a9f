import { type Infer, prefixed, rest, struct } from "../../bytes/mod.ts";
import { extensionsIn } from "../extensions/mod.ts";

/** `EncryptedExtensions` (RFC 9846 §4.4.1 [8446 §4.3.1]). */
export const EncryptedExtensions = struct("EncryptedExtensions", {
  extensions: prefixed(2, extensionsIn("encrypted_extensions")),
});
export type EncryptedExtensions = Infer<typeof EncryptedExtensions>;

/** `CertificateRequest` (RFC 9846 §4.4.2 [8446 §4.3.2]). */
export const CertificateRequest = struct("CertificateRequest", {
  certificateRequestContext: prefixed(1, rest),
  extensions: prefixed(2, extensionsIn("certificate_request")),
});
export type CertificateRequest = Infer<typeof CertificateRequest>;
