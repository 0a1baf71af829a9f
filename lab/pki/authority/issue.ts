import type { Bytes } from "../../bytes/mod.ts";
import type {
  CryptoProvider,
  PrivateKey,
  PublicKey,
  RandomSource,
  SignatureAlgorithm,
} from "../../crypto/mod.ts";
import { generateEcKey, generateEd25519Key } from "../../crypto/mod.ts";
import type { Seconds } from "../der/calendar.ts";
import { algorithmIdentifierOf } from "../x509/algorithm.ts";
import { assembleCertificate, encodeTbs, type TbsCertificate } from "../x509/certificate.ts";
import type { Name } from "../x509/name.ts";
import { subjectPublicKeyInfoOf } from "../x509/public_key.ts";
import { type CertificateProfile, extensionsOf, subjectOf } from "./profile.ts";

/** Where an authority takes its chance, its time and its arithmetic from. */
export interface Tools {
  readonly provider: CryptoProvider;
  /** For serial numbers, purpose `serial number`, and for keys, purpose `key of <name>`. */
  readonly random: RandomSource;
  /** The time of issue. */
  readonly clock: () => Seconds;
}

/** A key to use, or the kind of a key to make. RSA keys are always passed in. */
export type KeyChoice = "P-256" | "P-384" | "P-521" | "Ed25519" | PrivateKey;

/** The ways in which a certificate can be wrong although its contents look right. */
export interface Mistakes {
  /** Sign with this key instead of the issuer's. */
  readonly signWith?: PrivateKey;
  /** Sign with this algorithm instead of the usual one for the key. */
  readonly algorithm?: SignatureAlgorithm;
  /** A last change to what is signed. */
  readonly edit?: (tbs: TbsCertificate) => TbsCertificate;
  /** A change to the signature itself. */
  readonly editSignature?: (signature: Bytes) => Bytes;
}

/** Who issues: the name that goes into `issuer`, and the key that signs. */
export interface Issuer {
  readonly name: Name;
  readonly key: PrivateKey;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const LEAF_DAYS = 90;
const AUTHORITY_DAYS = 3652;

/** Makes a key, or takes the one given. The name of its owner separates the streams of chance. */
export function keyFor(choice: KeyChoice, owner: string, tools: Tools): PrivateKey {
  if (typeof choice === "object") return choice;
  const { provider, random } = tools;
  const purpose = `key of ${owner}`;
  return choice === "Ed25519"
    ? generateEd25519Key(provider, random, purpose)
    : generateEcKey(provider, choice, random, purpose);
}

/** The algorithm a key usually signs certificates with. */
export function usualAlgorithm(key: PrivateKey): SignatureAlgorithm {
  switch (key.type) {
    case "ed25519":
      return { type: "ed25519" };
    case "rsa":
      return { type: "rsa-pkcs1", hash: "SHA-256" };
    case "ec": {
      const hash =
        ({ "P-256": "SHA-256", "P-384": "SHA-384", "P-521": "SHA-512" } as const)[key.curve];
      return { type: "ecdsa", hash };
    }
  }
}

/** The first 160 bits of the SHA-256 of the key's bits (RFC 7093 §2, method 1). */
export function keyIdentifierOf(key: PublicKey, provider: CryptoProvider): Bytes {
  const { subjectPublicKey } = subjectPublicKeyInfoOf(key);
  return provider.hash("SHA-256").digest(subjectPublicKey).slice(0, 20);
}

/** Positive, 16 octets, 126 bits of chance; RFC 5280 §4.1.2.2 allows 20 octets. */
function drawSerialNumber(random: RandomSource): Bytes {
  const octets = random.bytes("serial number", 16);
  octets[0] = 0x40 | (octets[0]! & 0x3f);
  return octets;
}

/**
 * Writes and signs one certificate.
 *
 * @param issuer `undefined` for a self-signed one, which `mistakes.signWith` then signs
 * @returns the certificate's DER
 */
export function issueCertificate(
  publicKey: PublicKey,
  issuer: Issuer | { readonly selfSignedWith: PrivateKey },
  profile: CertificateProfile,
  tools: Tools,
  mistakes: Mistakes = {},
): Bytes {
  const { provider, random, clock } = tools;
  const self = "selfSignedWith" in issuer;
  const issuerKey = self ? issuer.selfSignedWith : issuer.key;
  const signingKey = mistakes.signWith ?? issuerKey;
  const algorithm = mistakes.algorithm ?? usualAlgorithm(signingKey);
  const identifier = algorithmIdentifierOf(algorithm);
  const subject = subjectOf(profile);
  const days = profile.ca ? AUTHORITY_DAYS : LEAF_DAYS;
  const now = clock();
  const tbs: TbsCertificate = {
    version: 2,
    serialNumber: profile.serialNumber ?? drawSerialNumber(random),
    signature: identifier,
    issuer: self ? subject : issuer.name,
    validity: {
      notBefore: profile.notBefore ?? now - HOUR,
      notAfter: profile.notAfter ?? now + days * DAY,
    },
    subject,
    subjectPublicKeyInfo: subjectPublicKeyInfoOf(publicKey),
    issuerUniqueID: undefined,
    subjectUniqueID: undefined,
    extensions: extensionsOf(profile, publicKey, {
      subject: keyIdentifierOf(publicKey, provider),
      ...(!self && { issuer: keyIdentifierOf(issuerKey.publicKey, provider) }),
    }),
  };
  const octets = encodeTbs(mistakes.edit?.(tbs) ?? tbs);
  const signature = provider.sign(algorithm, signingKey, octets, random);
  return assembleCertificate(
    octets,
    identifier,
    mistakes.editSignature?.(signature) ?? signature,
  );
}
