import type { PublicKey } from "../../crypto/mod.ts";
import type { Scheme } from "../../tls/mod.ts";

const RSA: Scheme = {
  algorithm: { type: "rsa-pkcs1-md5-sha1" },
  fits: ({ type }) => type === "rsa",
};

const ECDSA: Scheme = {
  algorithm: { type: "ecdsa", hash: "SHA-1" },
  fits: ({ type }) => type === "ec",
};

const RSA_DIGESTS: Scheme = {
  algorithm: { type: "rsa-pkcs1-digests" },
  fits: ({ type }) => type === "rsa",
};

/**
 * How keys sign before TLS 1.2, where nothing is negotiated: RSA over MD5 and SHA-1 together (RFC
 * 4346 §7.4.3), ECDSA over SHA-1 (RFC 8422 §5.4).
 */
export function schemeBeforeTls12(key: PublicKey): Scheme | undefined {
  return [RSA, ECDSA].find((scheme) => scheme.fits(key));
}

/** In SSL 3.0 there are no elliptic curves. */
export function schemeOfSsl3(key: PublicKey): Scheme | undefined {
  return RSA.fits(key) ? RSA : undefined;
}

/** A CertificateVerify of SSL 3.0 signs digests that the main secret is part of (RFC 6101 §5.6.8). */
export function certificateVerifySchemeOfSsl3(key: PublicKey): Scheme | undefined {
  return RSA_DIGESTS.fits(key) ? RSA_DIGESTS : undefined;
}
