import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AuthorityKeyIdentifier,
  CertificateList,
  CRLNumber,
  CRLReason,
  CRLReasons,
  Extension,
  id_ce_authorityKeyIdentifier,
  id_ce_cRLNumber,
  id_ce_cRLReasons,
  KeyIdentifier,
  RevokedCertificate,
  TBSCertList,
  Time,
  Version,
} from "@peculiar/asn1-x509";
import { type Bytes, decode, decodeTrusted, encode } from "../../bytes/mod.ts";
import type { CryptoProvider, PublicKey, RandomSource } from "../../crypto/mod.ts";
import { type Issuer, keyIdentifierOf } from "../authority/issue.ts";
import type { Seconds } from "../der/calendar.ts";
import { time } from "../der/time.ts";
import { AlgorithmIdentifier, signatureAlgorithmOf } from "../x509/algorithm.ts";
import { Name } from "../x509/name.ts";
import { algorithmFor, attempt, buffer, serialize, signed, toName } from "./convert.ts";

/** Why a certificate no longer holds (RFC 5280 §5.3.1). */
export type RevocationReason = keyof typeof CRLReasons;

/** One certificate that no longer holds. */
export interface RevokedSerial {
  /** As in the certificate: contents of the INTEGER. */
  readonly serialNumber: Bytes;
  readonly date: Seconds;
  readonly reason?: RevocationReason;
}

/** What a list is to say, and who says it. */
export interface RevocationListOptions {
  /** An `Authority` is one. */
  readonly issuer: Issuer;
  /** Grows with every list of one issuer. */
  readonly number: number;
  readonly thisUpdate: Seconds;
  /** When the next list will be there at the latest. */
  readonly nextUpdate: Seconds;
  readonly revoked: readonly RevokedSerial[];
  readonly provider: CryptoProvider;
  readonly random: RandomSource;
}

/** A list, read. */
export interface RevocationList {
  readonly issuer: Name;
  readonly thisUpdate: Seconds;
  readonly nextUpdate: Seconds | undefined;
  readonly revoked: readonly RevokedSerial[];
  /** Whether this key signed the list. */
  readonly signedBy: (key: PublicKey) => boolean;
}

function extension(oid: string, value: unknown): Extension {
  return new Extension({
    extnID: oid,
    critical: false,
    extnValue: new OctetString(AsnConvert.serialize(value)),
  });
}

function toTime(seconds: Seconds): Time {
  return AsnConvert.parse(encode(time, seconds), Time);
}

function toSeconds(value: Time): Seconds {
  return decodeTrusted(time, serialize(value));
}

/** Writes a certificate revocation list (RFC 5280 §5.1), version 2. */
export function createRevocationList(options: RevocationListOptions): Bytes {
  const { issuer: { name, key }, number, revoked, provider, random } = options;
  const identifier = buffer(keyIdentifierOf(key.publicKey, provider));
  const list = new TBSCertList({
    version: Version.v2,
    signature: algorithmFor(key),
    issuer: toName(name),
    thisUpdate: toTime(options.thisUpdate),
    nextUpdate: toTime(options.nextUpdate),
    crlExtensions: [
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(identifier) }),
      ),
      extension(id_ce_cRLNumber, new CRLNumber(number)),
    ],
    // RFC 5280 §5.1.2.6: absent, not empty, when nothing is revoked.
    ...(revoked.length > 0 && { revokedCertificates: revoked.map(toRevoked) }),
  });
  return serialize(
    new CertificateList({
      tbsCertList: list,
      signatureAlgorithm: algorithmFor(key),
      signature: signed(serialize(list), key, provider, random),
    }),
  );
}

function toRevoked({ serialNumber, date, reason }: RevokedSerial): RevokedCertificate {
  return new RevokedCertificate({
    userCertificate: buffer(serialNumber),
    revocationDate: toTime(date),
    ...(reason !== undefined && {
      crlEntryExtensions: [extension(id_ce_cRLReasons, new CRLReason(CRLReasons[reason]))],
    }),
  });
}

/** Reads a revocation list. Malformed input is a value. */
export function readRevocationList(der: Bytes, provider: CryptoProvider):
  | { readonly ok: true; readonly value: RevocationList }
  | { readonly ok: false; readonly error: string } {
  return attempt("CertificateList", () => {
    const list = AsnConvert.parse(der, CertificateList);
    const { issuer, thisUpdate, nextUpdate, revokedCertificates = [] } = list.tbsCertList;
    return {
      issuer: decodeTrusted(Name, serialize(issuer)),
      thisUpdate: toSeconds(thisUpdate),
      nextUpdate: nextUpdate && toSeconds(nextUpdate),
      revoked: revokedCertificates.map(fromRevoked),
      signedBy: (key) => isSignedBy(list, key, provider),
    };
  });
}

function fromRevoked(entry: RevokedCertificate): RevokedSerial {
  const reason = entry.crlEntryExtensions?.find(({ extnID }) => extnID === id_ce_cRLReasons);
  const code = reason && AsnConvert.parse(reason.extnValue.buffer, CRLReason).reason;
  return {
    serialNumber: new Uint8Array(entry.userCertificate),
    date: toSeconds(entry.revocationDate),
    ...(code !== undefined && { reason: CRLReasons[code] as RevocationReason }),
  };
}

function isSignedBy(list: CertificateList, key: PublicKey, provider: CryptoProvider): boolean {
  const identifier = decode(AlgorithmIdentifier, serialize(list.signatureAlgorithm));
  const algorithm = identifier.ok ? signatureAlgorithmOf(identifier.value) : undefined;
  if (algorithm === undefined || list.tbsCertListRaw === undefined) return false;
  const tbs = new Uint8Array(list.tbsCertListRaw);
  return provider.verify(algorithm, key, tbs, new Uint8Array(list.signature));
}
