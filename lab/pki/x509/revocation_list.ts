import { type Bytes, decode, type Decoded, encode, type Infer } from "../../bytes/mod.ts";
import { type DerCodec, explicit } from "../der/element.ts";
import { bitStringOctets, integerOctets, smallInteger } from "../der/primitives.ts";
import { optional, sequence, sequenceOf, withDer } from "../der/structure.ts";
import { time } from "../der/time.ts";
import { AlgorithmIdentifier } from "./algorithm.ts";
import { Extension } from "./extension.ts";
import { Name } from "./name.ts";

const Extensions = sequenceOf("Extensions", Extension);

const RevokedCertificate = sequence("RevokedCertificate", {
  userCertificate: integerOctets,
  revocationDate: time,
  crlEntryExtensions: optional(Extensions),
});

const TbsCertList = sequence("TBSCertList", {
  version: optional(smallInteger),
  signature: AlgorithmIdentifier,
  issuer: Name,
  thisUpdate: time,
  nextUpdate: optional(time),
  revokedCertificates: optional(sequenceOf("RevokedCertificates", RevokedCertificate)),
  crlExtensions: optional(explicit(0, Extensions)),
});

const CertificateListSequence = sequence("CertificateList", {
  tbsCertList: withDer(TbsCertList),
  signatureAlgorithm: AlgorithmIdentifier,
  signature: bitStringOctets,
});

/**
 * `CertificateList` (RFC 5280 §5.1), the certificates that an authority takes back: `decode` gives
 * the value, `inspect` the tree of named ranges. Octets are views of what was read.
 */
export const CertificateList: DerCodec<Infer<typeof CertificateListSequence>> =
  CertificateListSequence;
export type CertificateList = Infer<typeof CertificateListSequence>;

/** Everything of a list that its issuer signs. */
export type TbsCertList = Infer<typeof TbsCertList>;

/** The octets an issuer is to sign. */
export function encodeTbsCertList(list: TbsCertList): Bytes {
  return encode(TbsCertList, list);
}

/** Reads one list, which must be all of `der`. Malformed input is a value. */
export function parseCertificateList(der: Bytes): Decoded<CertificateList> {
  return decode(CertificateList, der);
}
