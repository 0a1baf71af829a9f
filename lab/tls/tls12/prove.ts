import type { Bytes } from "../../bytes/mod.ts";
import { concat, encode } from "../../bytes/mod.ts";
import type { PrivateKey, PublicKey } from "../../crypto/mod.ts";
import { decode } from "../../bytes/mod.ts";
import { DigitallySigned10, DigitallySigned12, SignatureScheme } from "../../wire/mod.ts";
import type { CommonConfig } from "../config.ts";
import { Fault, fault } from "../fault.ts";
import type { Scheme } from "../suites.ts";
import { SCHEMES_12 } from "../suites.ts";
import { type Verified, verifySigned } from "../verifier.ts";
import type { Dialect, Randoms } from "./dialect.ts";
import type { Out12 } from "./out.ts";
import type { Suite12 } from "./suite.ts";

/** Whether the server shows a certificate with that suite. */
export function requiresCertificate({ certificate }: Suite12): boolean {
  return certificate !== "none";
}

/** Whether a key is of the kind that a suite's name calls for. */
export function fitsSuite(key: PublicKey, { certificate }: Suite12): boolean {
  switch (certificate) {
    case "RSA":
      return key.type === "rsa";
    case "ECDSA": // Ed25519 keys go under that name (RFC 8422 §2.2)
      return key.type === "ec" || key.type === "ed25519";
    case "ECDH":
      return key.type === "ec";
    case "none":
      return true;
  }
}

/** What a version says about the choice of schemes. */
type Signing = Pick<Dialect, "impliedScheme">;

/** The same for a CertificateVerify, which SSL 3.0 signs in a way of its own. */
export function certificateVerifyDialect(
  { impliedScheme, certificateVerifyScheme = impliedScheme }: Dialect,
): Signing {
  return certificateVerifyScheme === undefined ? {} : { impliedScheme: certificateVerifyScheme };
}

/** A way of signing, with its number where messages name it. */
export interface ChosenScheme {
  readonly scheme: Scheme;
  /** `SignatureScheme` value; absent before TLS 1.2. */
  readonly value: number | undefined;
}

/** The first scheme of ours that the peer accepts and the key can do (RFC 5246 §7.4.1.4.1). */
export function chooseScheme12(
  key: PublicKey,
  accepted: readonly number[],
  ours: readonly number[],
  { impliedScheme }: Signing,
): ChosenScheme | Fault {
  if (impliedScheme !== undefined) {
    const scheme = impliedScheme(key);
    if (scheme !== undefined) return { scheme, value: undefined };
  } else {
    for (const value of ours) {
      const scheme = SCHEMES_12.get(value);
      if (scheme?.fits(key) && accepted.includes(value)) return { scheme, value };
    }
  }
  return fault("noCommonSignatureScheme", "No common scheme fits the certificate's key");
}

/** A `digitally-signed` element over a content (RFC 5246 §4.7). */
export function sign(
  { scheme, value }: ChosenScheme,
  key: PrivateKey,
  content: Bytes,
  out: Out12<CommonConfig>,
): Bytes {
  const signature = out.config.crypto.sign(scheme.algorithm, key, content, out.random);
  return value === undefined
    ? encode(DigitallySigned10, { signature })
    : encode(DigitallySigned12, { algorithm: value, signature });
}

/** What a ServerKeyExchange's signature covers (RFC 5246 §7.4.3). */
export function signedParams({ client, server }: Randoms, params: Bytes): Bytes {
  return concat(client, server, params);
}

/** Reads and checks a `digitally-signed` element. */
export function verifySignature12(
  element: Bytes,
  content: Bytes,
  signed: { readonly key: PublicKey; readonly what: string; readonly spec: string },
  { impliedScheme }: Signing,
  out: Out12<CommonConfig>,
): Verified<"signature"> | Fault {
  const { key } = signed;
  if (impliedScheme !== undefined) {
    const read = decode(DigitallySigned10, element);
    if (!read.ok) return fault("undecodable", read.error);
    const scheme = impliedScheme(key);
    if (scheme === undefined) return fault("badSignatureScheme", "The key cannot sign here");
    return verifySigned(scheme.algorithm, read.value.signature, content, signed, out);
  }
  const read = decode(DigitallySigned12, element);
  if (!read.ok) return fault("undecodable", read.error);
  const { algorithm, signature } = read.value;
  const name = SignatureScheme.label(algorithm);
  const scheme = SCHEMES_12.get(algorithm);
  if (scheme === undefined || !out.config.signatureSchemes.includes(algorithm)) {
    return fault("badSignatureScheme", `Signed with ${name}, which was not offered`);
  }
  if (!scheme.fits(key)) {
    return fault("badSignatureScheme", `Signed with ${name}, which does not fit the key`);
  }
  return verifySigned(scheme.algorithm, signature, content, signed, out);
}
