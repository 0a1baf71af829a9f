import { type Bytes, equalBytes } from "../../bytes/mod.ts";
import type { CryptoProvider, HashName } from "../../crypto/mod.ts";
import { nullAlgorithm } from "../x509/algorithm.ts";
import type { Certificate } from "../x509/certificate.ts";
import { OIDS } from "../x509/oids.ts";
import type { CertId } from "./ocsp.ts";

const HASHES: Readonly<Record<string, HashName>> = {
  [OIDS["id-sha1"]]: "SHA-1",
  [OIDS["id-sha256"]]: "SHA-256",
  [OIDS["id-sha384"]]: "SHA-384",
  [OIDS["id-sha512"]]: "SHA-512",
};

/** The part of an authority's certificate by which answers name it. */
type Issuing = Pick<Certificate, "subject" | "subjectPublicKeyInfo">;

/**
 * Names a certificate as questions do (RFC 6960 §4.1.1). SHA-1, as all responders know it: it only
 * finds the issuer, and proves nothing.
 */
export function certIdOf(serialNumber: Bytes, issuer: Issuing, provider: CryptoProvider): CertId {
  return {
    hashAlgorithm: nullAlgorithm(OIDS["id-sha1"]),
    ...hashesOf(issuer, "SHA-1", provider),
    serialNumber,
  };
}

/** Whether that name means this certificate, by whichever hash it was made. */
export function means(
  id: CertId,
  serialNumber: Bytes,
  issuer: Issuing,
  provider: CryptoProvider,
): boolean {
  const hash = HASHES[id.hashAlgorithm.algorithm];
  if (hash === undefined || !equalBytes(id.serialNumber, serialNumber)) return false;
  const { issuerNameHash, issuerKeyHash } = hashesOf(issuer, hash, provider);
  return equalBytes(id.issuerNameHash, issuerNameHash) &&
    equalBytes(id.issuerKeyHash, issuerKeyHash);
}

/** The hash of a key's bits, by which a responder names itself (RFC 6960 §4.2.1, `KeyHash`). */
export function keyHashOf(
  { subjectPublicKeyInfo }: Pick<Certificate, "subjectPublicKeyInfo">,
  provider: CryptoProvider,
): Bytes {
  return provider.hash("SHA-1").digest(subjectPublicKeyInfo.subjectPublicKey);
}

function hashesOf(
  { subject, subjectPublicKeyInfo }: Issuing,
  name: HashName,
  provider: CryptoProvider,
) {
  const hash = provider.hash(name);
  return {
    issuerNameHash: hash.digest(subject.der),
    issuerKeyHash: hash.digest(subjectPublicKeyInfo.subjectPublicKey),
  };
}
