import { type Bytes, decode, encode, type Infer } from "../../bytes/mod.ts";
import type { CryptoProvider, PrivateKey, PublicKey, RandomSource } from "../../crypto/mod.ts";
import { usualAlgorithm } from "../authority/issue.ts";
import * as author from "../der/author.ts";
import { implicit } from "../der/element.ts";
import { objectIdentifier } from "./oids.ts";
import { bitStringOctets, smallInteger } from "../der/primitives.ts";
import { any, sequence, sequenceOf, setOf, withDer } from "../der/structure.ts";
import { AlgorithmIdentifier, algorithmIdentifierOf, signatureAlgorithmOf } from "./algorithm.ts";
import { Extension, makeExtension } from "./extension.ts";
import { distinguishedName, Name } from "./name.ts";
import { publicKeyOf, SubjectPublicKeyInfo, subjectPublicKeyInfoOf } from "./public_key.ts";

/** `extensionRequest` (RFC 2985 §5.4.2). */
const EXTENSION_REQUEST = "1.2.840.113549.1.9.14";

const Attribute = sequence("Attribute", { type: objectIdentifier, values: setOf("values", any) });
const RequestInfo = sequence("CertificationRequestInfo", {
  version: smallInteger,
  subject: Name,
  subjectPKInfo: SubjectPublicKeyInfo,
  attributes: implicit(0, setOf("attributes", Attribute)),
});
type RequestInfo = Infer<typeof RequestInfo>;
const Request = sequence("CertificationRequest", {
  certificationRequestInfo: withDer(RequestInfo),
  signatureAlgorithm: AlgorithmIdentifier,
  signature: bitStringOctets,
});
const Extensions = sequenceOf("Extensions", Extension);

/** What is asked for: DNS names, and the key that a certificate is to be about. */
export interface NamesRequest {
  readonly names: readonly string[];
  /** The key, if it is of a kind the lab knows. */
  readonly publicKey: PublicKey | undefined;
  /** Whether the holder of the key made the request: the signature fits the key inside. */
  readonly proven: boolean;
}

/**
 * Writes a request for a certificate with these DNS names (PKCS #10, RFC 2986 §4), signed with the
 * key that it is about. For all that requests can be, there is `authoring/mod.ts`.
 */
export function requestForNames(
  names: readonly string[],
  key: PrivateKey,
  { provider, random }: { readonly provider: CryptoProvider; readonly random: RandomSource },
): Bytes {
  const alternatives = names.map((value) => ({ type: "dNSName" as const, value }));
  const wanted = encode(Extensions, [makeExtension("subjectAltName", alternatives)]);
  const info = encode(RequestInfo, {
    version: 0,
    subject: distinguishedName(),
    subjectPKInfo: subjectPublicKeyInfoOf(key.publicKey),
    attributes: [{ type: EXTENSION_REQUEST, values: [wanted] }],
  });
  const algorithm = usualAlgorithm(key);
  const signature = provider.sign(algorithm, key, info, random);
  const identifier = encode(AlgorithmIdentifier, algorithmIdentifierOf(algorithm));
  return author.sequence(info, identifier, author.bitString(signature));
}

/** Reads a request for DNS names; `undefined` for what is malformed or asks for no names at all. */
export function readNamesRequest(der: Bytes, provider: CryptoProvider): NamesRequest | undefined {
  const request = decode(Request, der);
  if (!request.ok) return undefined;
  const { certificationRequestInfo: info, signatureAlgorithm, signature } = request.value;
  const names = namesIn(info);
  if (names === undefined) return undefined;
  const publicKey = publicKeyOf(info.subjectPKInfo);
  const algorithm = signatureAlgorithmOf(signatureAlgorithm);
  const proven = publicKey !== undefined && algorithm !== undefined &&
    provider.verify(algorithm, publicKey, info.der, signature);
  return { names, publicKey, proven };
}

function namesIn({ attributes }: RequestInfo): readonly string[] | undefined {
  const asked = attributes.find(({ type }) => type === EXTENSION_REQUEST)?.values[0];
  const extensions = asked && decode(Extensions, asked);
  if (!extensions?.ok) return undefined;
  const names = extensions.value.find(({ name }) => name === "subjectAltName");
  if (names?.name !== "subjectAltName" || names.value === undefined) return undefined;
  const all = names.value.map(({ type, value }) => type === "dNSName" ? value : undefined);
  const dns = all.filter((one) => typeof one === "string");
  return dns.length === all.length && dns.length > 0 ? dns : undefined;
}
