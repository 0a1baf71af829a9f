import type { Bytes } from "../../bytes/mod.ts";
import type { PublicKey } from "../../crypto/mod.ts";
import type { Seconds } from "../der/calendar.ts";
import type { Oid } from "../der/oid.ts";
import { type Extension, makeExtension } from "../x509/extension.ts";
import type { ExtensionName, ExtensionValues, KeyUsageName } from "../x509/extension_values.ts";
import type { GeneralName } from "../x509/general_name.ts";
import { parseAddress } from "../x509/ip_address.ts";
import { distinguishedName, type Name } from "../x509/name.ts";
import { type OidName, OIDS } from "../x509/oids.ts";

/**
 * What a certificate is to say. Everything has a default that makes a good certificate; every
 * default can be overruled to make a bad one.
 */
export interface CertificateProfile {
  /** DNS names for the subjectAltName, wildcards included: `bank.example`, `*.bank.example`. */
  readonly names?: readonly string[];
  /** IP addresses for the subjectAltName, as text. */
  readonly addresses?: readonly string[];
  /** The subject; by default the common name is the first DNS name, or nothing. */
  readonly subject?: Name;
  readonly commonName?: string;
  /** First moment of validity; by default an hour before the clock, as real authorities do. */
  readonly notBefore?: Seconds;
  /** Last moment of validity; by default 90 days after the clock, ten years for authorities. */
  readonly notAfter?: Seconds;
  /** Whether the subject may issue certificates; decides the defaults below. */
  readonly ca?: boolean;
  /** How many authorities may stand between this one and a leaf. */
  readonly pathLength?: number;
  /** Domains inside which all DNS names below this authority must lie (RFC 5280 §4.2.1.10). */
  readonly permittedDomains?: readonly string[];
  readonly keyUsage?: readonly KeyUsageName[];
  /** Purposes by name or in dotted decimal; by default `serverAuth` for leaves. */
  readonly extendedKeyUsage?: readonly (OidName | Oid)[];
  /** Contents of the INTEGER; by default 16 octets of chance, positive. */
  readonly serialNumber?: Bytes;
  /** More extensions; one of a kind that is there by default takes its place. */
  readonly extensions?: readonly Extension[];
  /** Default extensions to leave out. */
  readonly without?: readonly ExtensionName[];
}

/** What identifies keys inside extensions: RFC 5280 §4.2.1.1 and §4.2.1.2. */
export interface KeyIdentifiers {
  readonly subject: Bytes;
  /** Absent for self-signed certificates. */
  readonly issuer?: Bytes;
}

/** The subject a profile asks for. */
export function subjectOf({ subject, commonName, names }: CertificateProfile): Name {
  if (subject !== undefined) return subject;
  const common = commonName ?? names?.[0];
  return common === undefined ? distinguishedName() : distinguishedName(["commonName", common]);
}

function dottedOid(purpose: OidName | Oid): Oid {
  return OIDS[purpose as OidName] ?? purpose;
}

function alternativeNames({ names = [], addresses = [] }: CertificateProfile): GeneralName[] {
  return [
    ...names.map((value): GeneralName => ({ type: "dNSName", value })),
    ...addresses.map((text): GeneralName => {
      const value = parseAddress(text);
      if (value === undefined) throw new SyntaxError(`Cannot read IP address "${text}"`);
      return { type: "iPAddress", value };
    }),
  ];
}

function permitting(domains: readonly string[]): ExtensionValues["nameConstraints"] {
  const permittedSubtrees = domains.map((value) => ({
    base: { type: "dNSName" as const, value },
    minimum: 0,
    maximum: undefined,
  }));
  return { permittedSubtrees, excludedSubtrees: undefined };
}

/** The extensions a profile asks for, in the order certificates usually have them. */
export function extensionsOf(
  profile: CertificateProfile,
  key: PublicKey,
  identifiers: KeyIdentifiers,
): readonly Extension[] {
  const { ca = false, pathLength, without = [], extensions = [] } = profile;
  const usage = profile.keyUsage ??
    (ca
      ? ["keyCertSign", "cRLSign"] as const
      : key.type === "rsa"
      ? ["digitalSignature", "keyEncipherment"] as const
      : ["digitalSignature"] as const);
  const purposes = profile.extendedKeyUsage ?? (ca ? [] : ["serverAuth"]);
  const alternatives = alternativeNames(profile);
  const usual: Extension[] = [
    makeExtension("basicConstraints", { cA: ca, pathLenConstraint: pathLength }, true),
    makeExtension("keyUsage", usage, true),
    makeExtension("subjectKeyIdentifier", identifiers.subject),
  ];
  if (purposes.length > 0) {
    usual.push(makeExtension("extendedKeyUsage", purposes.map(dottedOid)));
  }
  if (identifiers.issuer !== undefined) {
    usual.push(makeExtension("authorityKeyIdentifier", {
      keyIdentifier: identifiers.issuer,
      authorityCertIssuer: undefined,
      authorityCertSerialNumber: undefined,
    }));
  }
  if (profile.permittedDomains !== undefined) {
    usual.push(makeExtension("nameConstraints", permitting(profile.permittedDomains), true));
  }
  if (alternatives.length > 0) {
    // RFC 5280 §4.2.1.6: critical when there is no subject beside it.
    const critical = subjectOf(profile).rdns.length === 0;
    usual.push(makeExtension("subjectAltName", alternatives, critical));
  }
  return [
    ...usual.filter(({ oid, name }) =>
      !(name !== undefined && without.includes(name)) && !extensions.some((own) => own.oid === oid)
    ),
    ...extensions,
  ];
}
