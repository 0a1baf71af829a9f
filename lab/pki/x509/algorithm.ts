import type { Bytes, Infer } from "../../bytes/mod.ts";
import { decode, encode, equalBytes } from "../../bytes/mod.ts";
import type { HashName, SignatureAlgorithm } from "../../crypto/mod.ts";
import * as der from "../der/author.ts";
import { explicit } from "../der/element.ts";
import type { Oid } from "../der/oid.ts";
import { smallInteger } from "../der/primitives.ts";
import { optional, sequence, withDefault } from "../der/structure.ts";
import { Parameters } from "./ec_parameters.ts";
import { objectIdentifier, oidName, OIDS } from "./oids.ts";

/** `AlgorithmIdentifier` (RFC 5280 §4.1.1.2), the parameters as the octets of their element. */
export const AlgorithmIdentifier = sequence("AlgorithmIdentifier", {
  algorithm: objectIdentifier,
  parameters: optional(Parameters),
}, ({ algorithm }) => oidName(algorithm) ?? algorithm);
export type AlgorithmIdentifier = Infer<typeof AlgorithmIdentifier>;

/** An algorithm without parameters. */
export function bareAlgorithm(algorithm: Oid): AlgorithmIdentifier {
  return { algorithm, parameters: undefined };
}

/** An algorithm with the NULL that RSA's identifiers carry (RFC 4055 §5). */
export function nullAlgorithm(algorithm: Oid): AlgorithmIdentifier {
  return { algorithm, parameters: NULL };
}

/** Whether two identifiers are the same, parameters included. */
export function sameAlgorithm(a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean {
  if (a.algorithm !== b.algorithm) return false;
  if (a.parameters === undefined || b.parameters === undefined) {
    return a.parameters === b.parameters;
  }
  return equalBytes(a.parameters, b.parameters);
}

const NULL = der.nothing();

const ECDSA: Readonly<Record<Oid, HashName>> = {
  [OIDS["ecdsa-with-SHA1"]]: "SHA-1",
  [OIDS["ecdsa-with-SHA256"]]: "SHA-256",
  [OIDS["ecdsa-with-SHA384"]]: "SHA-384",
  [OIDS["ecdsa-with-SHA512"]]: "SHA-512",
};
const RSA_PKCS1: Readonly<Record<Oid, HashName>> = {
  [OIDS.sha1WithRSAEncryption]: "SHA-1",
  [OIDS.sha256WithRSAEncryption]: "SHA-256",
  [OIDS.sha384WithRSAEncryption]: "SHA-384",
  [OIDS.sha512WithRSAEncryption]: "SHA-512",
};
const HASHES: Readonly<Record<Oid, HashName>> = {
  [OIDS["id-sha1"]]: "SHA-1",
  [OIDS["id-sha256"]]: "SHA-256",
  [OIDS["id-sha384"]]: "SHA-384",
  [OIDS["id-sha512"]]: "SHA-512",
};

function oidOf(table: Readonly<Record<Oid, HashName>>, hash: HashName): Oid {
  return Object.keys(table).find((oid) => table[oid] === hash)!;
}

/** `RSASSA-PSS-params` (RFC 4055 §3.1); SHA-1 and 20 are the defaults of 1998. */
const PssParameters = sequence("RSASSA-PSS-params", {
  hashAlgorithm: optional(explicit(0, AlgorithmIdentifier)),
  maskGenAlgorithm: optional(explicit(1, AlgorithmIdentifier)),
  saltLength: withDefault(explicit(2, smallInteger), 20),
  trailerField: withDefault(explicit(3, smallInteger), 1),
});

/**
 * What a certificate's `signatureAlgorithm` means, or `undefined` where the lab cannot check it:
 * unknown identifiers, and parameters other than the ones the RFCs demand.
 */
export function signatureAlgorithmOf(
  { algorithm, parameters }: AlgorithmIdentifier,
): SignatureAlgorithm | undefined {
  const ecdsa = ECDSA[algorithm];
  if (ecdsa !== undefined) {
    return parameters === undefined ? { type: "ecdsa", hash: ecdsa } : undefined;
  }
  const rsa = RSA_PKCS1[algorithm];
  if (rsa !== undefined) {
    // RFC 4055 §5: NULL must be written; verifiers accept its absence as well.
    const fits = parameters === undefined || equalBytes(parameters, NULL);
    return fits ? { type: "rsa-pkcs1", hash: rsa } : undefined;
  }
  if (algorithm === OIDS["id-Ed25519"]) {
    return parameters === undefined ? { type: "ed25519" } : undefined;
  }
  return algorithm === OIDS["id-RSASSA-PSS"] ? pssOf(parameters) : undefined;
}

/** Only the sets of parameters with one hash for message and mask, as TLS has them. */
function pssOf(parameters: Bytes | undefined): SignatureAlgorithm | undefined {
  const read = parameters && decode(PssParameters, parameters);
  if (!read?.ok) return undefined;
  const { hashAlgorithm, maskGenAlgorithm, saltLength, trailerField } = read.value;
  const hash = hashAlgorithm && HASHES[hashAlgorithm.algorithm];
  if (hash === undefined || maskGenAlgorithm?.algorithm !== OIDS["id-mgf1"]) return undefined;
  const mask = maskGenAlgorithm.parameters &&
    decode(AlgorithmIdentifier, maskGenAlgorithm.parameters);
  if (!mask?.ok || HASHES[mask.value.algorithm] !== hash || trailerField !== 1) return undefined;
  return { type: "rsa-pss", hash, saltLength };
}

/**
 * The `AlgorithmIdentifier` of a signature algorithm.
 *
 * @throws {TypeError} for the signatures of TLS 1.0 and SSL 3.0, which no certificate can name
 */
export function algorithmIdentifierOf(algorithm: SignatureAlgorithm): AlgorithmIdentifier {
  switch (algorithm.type) {
    case "ecdsa":
      return bareAlgorithm(oidOf(ECDSA, algorithm.hash));
    case "rsa-pkcs1":
      return nullAlgorithm(oidOf(RSA_PKCS1, algorithm.hash));
    case "ed25519":
      return bareAlgorithm(OIDS["id-Ed25519"]);
    case "rsa-pss": {
      const hash = nullAlgorithm(oidOf(HASHES, algorithm.hash));
      const parameters = encode(PssParameters, {
        hashAlgorithm: hash,
        maskGenAlgorithm: {
          algorithm: OIDS["id-mgf1"],
          parameters: encode(AlgorithmIdentifier, hash),
        },
        saltLength: algorithm.saltLength,
        trailerField: 1,
      });
      return { algorithm: OIDS["id-RSASSA-PSS"], parameters };
    }
    case "rsa-pkcs1-md5-sha1":
    case "rsa-pkcs1-digests":
      throw new TypeError(`Cannot name the algorithm "${algorithm.type}" in a certificate`);
  }
}

/** `ECDSA with SHA-256`. */
export function showAlgorithm(identifier: AlgorithmIdentifier): string {
  const known = signatureAlgorithmOf(identifier);
  switch (known?.type) {
    case "ecdsa":
      return `ECDSA with ${known.hash}`;
    case "rsa-pkcs1":
      return `RSA PKCS #1 v1.5 with ${known.hash}`;
    case "rsa-pss":
      return `RSA-PSS with ${known.hash}`;
    case "ed25519":
      return "Ed25519";
    default:
      return oidName(identifier.algorithm) ?? identifier.algorithm;
  }
}
