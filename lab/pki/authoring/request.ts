import {
  Attributes,
  CertificationRequest as Asn1Request,
  CertificationRequestInfo,
} from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { Attribute, Extensions, SubjectPublicKeyInfo as Asn1KeyInfo } from "@peculiar/asn1-x509";
import { type Bytes, decode, decodeTrusted } from "../../bytes/mod.ts";
import type { CryptoProvider, PrivateKey, PublicKey, RandomSource } from "../../crypto/mod.ts";
import { AlgorithmIdentifier, signatureAlgorithmOf } from "../x509/algorithm.ts";
import { Extension } from "../x509/extension.ts";
import { Name } from "../x509/name.ts";
import { publicKeyOf, SubjectPublicKeyInfo, subjectPublicKeyInfoOf } from "../x509/public_key.ts";
import { algorithmFor, attempt, serialize, signed, toExtension, toName } from "./convert.ts";

/** `extensionRequest` (RFC 2985 §5.4.2). */
const EXTENSION_REQUEST = "1.2.840.113549.1.9.14";

/** What is asked for, and the key that is to be certified. */
export interface RequestOptions {
  readonly subject: Name;
  readonly key: PrivateKey;
  /** What the certificate should say, such as its subjectAltName. */
  readonly extensions?: readonly Extension[];
  readonly provider: CryptoProvider;
  readonly random: RandomSource;
}

/** A request, read. */
export interface CertificationRequest {
  readonly subject: Name;
  /** The key, if it is of a kind the lab knows. */
  readonly publicKey: PublicKey | undefined;
  readonly extensions: readonly Extension[];
  /** Whether the holder of the key made the request: the signature fits the key inside. */
  readonly proven: boolean;
}

/** Writes a PKCS #10 certification request (RFC 2986 §4), signed with the key it is about. */
export function createRequest(options: RequestOptions): Bytes {
  const { subject, key, extensions = [], provider, random } = options;
  const attributes = extensions.length === 0 ? [] : [
    new Attribute({
      type: EXTENSION_REQUEST,
      values: [AsnConvert.serialize(new Extensions(extensions.map(toExtension)))],
    }),
  ];
  const keyInfo = subjectPublicKeyInfoOf(key.publicKey).der;
  const info = new CertificationRequestInfo({
    subject: toName(subject),
    subjectPKInfo: AsnConvert.parse(keyInfo, Asn1KeyInfo),
    attributes: new Attributes(attributes),
  });
  return serialize(
    new Asn1Request({
      certificationRequestInfo: info,
      signatureAlgorithm: algorithmFor(key),
      signature: signed(serialize(info), key, provider, random),
    }),
  );
}

/** Reads a PKCS #10 request. Malformed input is a value. */
export function readRequest(der: Bytes, provider: CryptoProvider):
  | { readonly ok: true; readonly value: CertificationRequest }
  | { readonly ok: false; readonly error: string } {
  return attempt("CertificationRequest", () => {
    const request = AsnConvert.parse(der, Asn1Request);
    const { subject, subjectPKInfo, attributes } = request.certificationRequestInfo;
    const asked = (attributes ?? []).find(({ type }) => type === EXTENSION_REQUEST)?.values[0];
    const extensions = asked === undefined ? [] : AsnConvert.parse(asked, Extensions);
    const publicKey = publicKeyOf(decodeTrusted(SubjectPublicKeyInfo, serialize(subjectPKInfo)));
    return {
      subject: decodeTrusted(Name, serialize(subject)),
      publicKey,
      extensions: [...extensions].map((one) => decodeTrusted(Extension, serialize(one))),
      proven: publicKey !== undefined && isProven(request, publicKey, provider),
    };
  });
}

function isProven(request: Asn1Request, key: PublicKey, provider: CryptoProvider): boolean {
  const identifier = decode(AlgorithmIdentifier, serialize(request.signatureAlgorithm));
  const algorithm = identifier.ok ? signatureAlgorithmOf(identifier.value) : undefined;
  const info = request.certificationRequestInfoRaw;
  if (algorithm === undefined || info === undefined) return false;
  return provider.verify(algorithm, key, new Uint8Array(info), new Uint8Array(request.signature));
}
