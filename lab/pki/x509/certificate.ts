import { type Bytes, decode, type Decoded, encode, type Infer } from "../../bytes/mod.ts";
import type { PublicKey } from "../../crypto/mod.ts";
import type { Seconds } from "../der/calendar.ts";
import * as author from "../der/author.ts";
import { type DerCodec, explicit, implicit } from "../der/element.ts";
import { bitString, bitStringOctets, integerOctets, smallInteger } from "../der/primitives.ts";
import { optional, sequence, sequenceOf, withDefault, withDer } from "../der/structure.ts";
import { anyTime, time } from "../der/time.ts";
import { AlgorithmIdentifier } from "./algorithm.ts";
import { Extension, type KnownExtension, TrustedExtension } from "./extension.ts";
import type { ExtensionName } from "./extension_values.ts";
import { Name, sameName, shortName } from "./name.ts";
import { publicKeyOf, SubjectPublicKeyInfo } from "./public_key.ts";

/** How times and extensions are read: what of a certificate authorities most often got wrong. */
interface Reading {
  readonly time: DerCodec<Seconds>;
  readonly extension: DerCodec<Extension>;
}

function tbsCertificate({ time, extension }: Reading) {
  return sequence("TBSCertificate", {
    version: withDefault(explicit(0, smallInteger), 0),
    serialNumber: integerOctets,
    signature: AlgorithmIdentifier,
    issuer: Name,
    // From when to when, both included, in seconds since 1970 (RFC 5280 §4.1.2.5).
    validity: sequence("Validity", { notBefore: time, notAfter: time }),
    subject: Name,
    subjectPublicKeyInfo: SubjectPublicKeyInfo,
    issuerUniqueID: optional(implicit(1, bitString)),
    subjectUniqueID: optional(implicit(2, bitString)),
    extensions: optional(explicit(3, sequenceOf("Extensions", extension))),
  });
}

const TbsCertificate = tbsCertificate({ time, extension: Extension });
/** `TBSCertificate` (RFC 5280 §4.1): everything the issuer signs. */
export type TbsCertificate = Infer<typeof TbsCertificate>;

/** A certificate, read. Texts inside are raw and possibly hostile; octets are views of `der`. */
export interface Certificate {
  /** The whole certificate. */
  readonly der: Bytes;
  /** What is signed: `TBSCertificate` as it stands in `der`. */
  readonly tbs: Bytes;
  readonly version: number;
  /** Contents of the INTEGER: two's complement, shortest form. */
  readonly serialNumber: Bytes;
  readonly issuer: Name;
  readonly subject: Name;
  readonly validity: TbsCertificate["validity"];
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo;
  /** The subject's key, if it is of a kind the lab knows. */
  readonly publicKey: PublicKey | undefined;
  /** In the order of the certificate; empty if there are none. */
  readonly extensions: readonly Extension[];
  /** The algorithm as it is signed, inside `tbs`. */
  readonly innerAlgorithm: AlgorithmIdentifier;
  /** The algorithm as it is used, outside. */
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Bytes;
}

/**
 * `Certificate` (RFC 5280 §4.1) as a codec: `decode` gives the value, `inspect` the tree of named
 * ranges, `encode` the octets it was read from.
 */
export const Certificate: DerCodec<Certificate> = certificateOf(TbsCertificate);

/**
 * The same for certificates that are trusted already: what tells of a name and a key (RFC 5280
 * §6.1.1 (d)) need not keep to the profile. Times may be of either type, and bits may be left over.
 */
const TrustedCertificate: DerCodec<Certificate> = certificateOf(
  tbsCertificate({ time: anyTime, extension: TrustedExtension }),
);

function certificateOf(tbs: DerCodec<TbsCertificate>): DerCodec<Certificate> {
  const whole = sequence("Certificate", {
    tbsCertificate: withDer(tbs),
    signatureAlgorithm: AlgorithmIdentifier,
    signature: bitStringOctets,
  });
  return {
    name: "Certificate",
    accepts: (identifier) => whole.accepts(identifier),
    read(reader) {
      const start = reader.position;
      const { tbsCertificate, signatureAlgorithm, signature } = whole.read(reader);
      return {
        der: reader.bytes.subarray(start, reader.position),
        tbs: tbsCertificate.der,
        version: tbsCertificate.version + 1,
        serialNumber: tbsCertificate.serialNumber,
        issuer: tbsCertificate.issuer,
        subject: tbsCertificate.subject,
        validity: tbsCertificate.validity,
        subjectPublicKeyInfo: tbsCertificate.subjectPublicKeyInfo,
        publicKey: publicKeyOf(tbsCertificate.subjectPublicKeyInfo),
        extensions: tbsCertificate.extensions ?? [],
        innerAlgorithm: tbsCertificate.signature,
        signatureAlgorithm,
        signature,
      };
    },
    write: (writer, value) => void writer.bytes(value.der),
    show: ({ subject, issuer }) => `${shortName(subject)}, by ${shortName(issuer)}`,
  };
}

/** Reads one certificate, which must be all of `der`. Malformed input is a value. */
export function parseCertificate(der: Bytes): Decoded<Certificate> {
  return decode(Certificate, der);
}

/** Those that `Certificate` would not have read. */
const readMildly = new WeakSet<Certificate>();

/**
 * Reads a certificate that is trusted beforehand: as `parseCertificate`, and where that fails, more
 * mildly. An error is that of the strict reading.
 */
export function parseTrustAnchor(der: Bytes): Decoded<Certificate> {
  const strict = parseCertificate(der);
  if (strict.ok) return strict;
  const mild = decode(TrustedCertificate, der);
  if (!mild.ok) return strict;
  readMildly.add(mild.value);
  return mild;
}

/** What a certificate was read with. */
export function codecOf(certificate: Certificate): DerCodec<Certificate> {
  return readMildly.has(certificate) ? TrustedCertificate : Certificate;
}

/** The octets an issuer is to sign. */
export function encodeTbs(tbs: TbsCertificate): Bytes {
  return encode(TbsCertificate, tbs);
}

/** Puts a certificate together from what was signed and the signature. */
export function assembleCertificate(
  tbs: Bytes,
  algorithm: AlgorithmIdentifier,
  signature: Bytes,
): Bytes {
  return author.sequence(tbs, encode(AlgorithmIdentifier, algorithm), author.bitString(signature));
}

/** The first extension of a kind: `extension(leaf, "subjectAltName")?.value`. */
export function extension<K extends ExtensionName>(
  certificate: Certificate,
  name: K,
): KnownExtension<K> | undefined {
  const found = certificate.extensions.find((one) => one.name === name);
  return found as KnownExtension<K> | undefined;
}

/** Whether subject and issuer have one name, as trust anchors do. Says nothing of the signature. */
export function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return sameName(subject, issuer);
}
