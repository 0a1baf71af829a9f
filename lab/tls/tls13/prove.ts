import { type Bytes, encode, zlibCompress } from "../../bytes/mod.ts";
import type { PrivateKey, PublicKey } from "../../crypto/mod.ts";
import type { Identity } from "../../pki/mod.ts";
import {
  Certificate,
  CertificateCompressionAlgorithm,
  CertificateStatusType,
  type Extension,
  makeExtension,
  signedCertificateTimestamp,
  statusRequest,
} from "../../wire/mod.ts";
import type { Out } from "../machine.ts";
import { signedContent } from "../schedule/mod.ts";
import { HANDSHAKE_SCHEMES } from "../suites.ts";

/** What proving needs: after the handshake it is done beside its transcript. */
export type Speaker = Pick<Out, "config" | "random" | "transcript" | "send">;

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

/** What the peer can make of a certificate. */
export interface Wishes {
  /** It can unpack zlib (RFC 8879). */
  readonly compressed?: boolean;
  /** It wants to know whether the certificate was revoked (RFC 9846 §4.5.1.1 [8446 §4.4.2.1]). */
  readonly status?: boolean;
  /** It wants to know which logs have promised to publish the certificate (RFC 6962 §3.3.1). */
  readonly timestamps?: boolean;
}

/** Shows certificates, leaf first (RFC 9846 §4.5.1 [8446 §4.4.2]). */
export function sendCertificate(
  context: Bytes,
  identity: Pick<Identity, "chain" | "ocspStaple" | "timestamps"> | undefined,
  wishes: Wishes,
  out: Speaker,
): void {
  const body: Certificate = {
    certificateRequestContext: context,
    certificateList: (identity?.chain ?? []).map((certData, place) => ({
      certData,
      extensions: place > 0 ? [] : [
        ...(wishes.status ? stapled(identity?.ocspStaple) : []),
        ...(wishes.timestamps ? promised(identity?.timestamps) : []),
      ],
    })),
  };
  if (!wishes.compressed) return out.send("certificate", body);
  const encoded = encode(Certificate, body);
  out.send("compressed_certificate", {
    algorithm: CertificateCompressionAlgorithm.zlib,
    uncompressedLength: encoded.length,
    compressedCertificateMessage: zlibCompress(encoded),
  });
}

function stapled(response: Bytes | undefined): Extension[] {
  if (response === undefined) return [];
  const statusType = CertificateStatusType.ocsp;
  return [makeExtension(statusRequest, "certificate", { statusType, response })];
}

function promised(timestamps: readonly Bytes[] | undefined): Extension[] {
  return timestamps === undefined
    ? []
    : [makeExtension(signedCertificateTimestamp, "certificate", timestamps)];
}

/** Proves possession of the key by signing the transcript (RFC 9846 §4.5.2 [8446 §4.4.3]). */
export function sendCertificateVerify(
  role: "server" | "client",
  key: PrivateKey,
  scheme: number,
  out: Speaker,
): void {
  const { algorithm } = HANDSHAKE_SCHEMES.get(scheme)!;
  const content = signedContent(role, out.transcript.digest());
  const signature = out.config.crypto.sign(algorithm, key, content, out.random);
  out.send("certificate_verify", { algorithm: scheme, signature });
}
