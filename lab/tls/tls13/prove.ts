import type { Bytes } from "../../bytes/mod.ts";
import type { PrivateKey, PublicKey } from "../../crypto/mod.ts";
import type { Out } from "../machine.ts";
import { signedContent } from "../schedule/mod.ts";
import { HANDSHAKE_SCHEMES } from "../suites.ts";

/** The first scheme of ours that the peer accepts and the key can do; `undefined` if none. */
export function chooseScheme(
  key: PublicKey,
  accepted: readonly number[],
  ours: readonly number[],
): number | undefined {
  return ours.find((scheme) =>
    accepted.includes(scheme) && HANDSHAKE_SCHEMES.get(scheme)?.fits(key) === true
  );
}

/** Shows certificates, leaf first (RFC 9846 §4.5.1 [8446 §4.4.2]). */
export function sendCertificate(context: Bytes, certificates: readonly Bytes[], out: Out): void {
  out.send("certificate", {
    certificateRequestContext: context,
    certificateList: certificates.map((certData) => ({ certData, extensions: [] })),
  });
}

/** Proves possession of the key by signing the transcript (RFC 9846 §4.5.2 [8446 §4.4.3]). */
export function sendCertificateVerify(
  role: "server" | "client",
  key: PrivateKey,
  scheme: number,
  out: Out,
): void {
  const { algorithm } = HANDSHAKE_SCHEMES.get(scheme)!;
  const content = signedContent(role, out.transcript.digest());
  const signature = out.config.crypto.sign(algorithm, key, content, out.random);
  out.send("certificate_verify", { algorithm: scheme, signature });
}
