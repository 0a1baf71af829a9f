import type { Bytes } from "../../bytes/mod.ts";
import { type Issuer, keyIdentifierOf, type Tools, usualAlgorithm } from "../authority/issue.ts";
import type { Seconds } from "../der/calendar.ts";
import { integerContents } from "../der/primitives.ts";
import { algorithmIdentifierOf } from "../x509/algorithm.ts";
import { assembleCertificate } from "../x509/certificate.ts";
import { type Extension, makeExtension } from "../x509/extension.ts";
import type { CrlReason, ExtensionValues } from "../x509/extension_values.ts";
import { OIDS } from "../x509/oids.ts";
import { encodeTbsCertList } from "../x509/revocation_list.ts";
import { STATUS_REQUEST } from "./pointers.ts";

/** One certificate that no longer holds. */
export interface Revoked {
  /** As in the certificate: contents of the INTEGER. */
  readonly serialNumber: Bytes;
  readonly date: Seconds;
  readonly reason?: CrlReason;
}

/** About which certificates a list speaks (RFC 5280 §5.2.5); all of its issuer's, unless said. */
export interface ListScope {
  /** The address it is found at, as certificates spell it. */
  readonly address?: string;
  readonly only?: "leaves" | "authorities" | "attributes";
  readonly reasons?: ExtensionValues["issuingDistributionPoint"]["onlySomeReasons"];
  /** Whether it lists certificates of other issuers, too. */
  readonly indirect?: boolean;
}

/** What a list is to say. */
export interface ListOptions {
  /** Grows with every list of one issuer. */
  readonly number: number;
  readonly thisUpdate: Seconds;
  /** When the next list will be there at the latest. */
  readonly nextUpdate: Seconds;
  readonly revoked: readonly Revoked[];
  readonly scope?: ListScope;
  /** For a list that only holds what changed since another one: the number of that one. */
  readonly changesSince?: number;
}

/** Writes and signs a revocation list (RFC 5280 §5.1), version 2, with the lab's own DER. */
export function issueRevocationList(
  issuer: Issuer,
  options: ListOptions,
  { provider, random }: Pick<Tools, "provider" | "random">,
): Bytes {
  const { number, thisUpdate, nextUpdate, revoked, scope, changesSince } = options;
  const algorithm = usualAlgorithm(issuer.key);
  const identifier = algorithmIdentifierOf(algorithm);
  const crlExtensions: Extension[] = [
    makeExtension("authorityKeyIdentifier", {
      keyIdentifier: keyIdentifierOf(issuer.key.publicKey, provider),
      authorityCertIssuer: undefined,
      authorityCertSerialNumber: undefined,
    }),
    makeExtension("cRLNumber", integerContents(BigInt(number))),
    ...(changesSince === undefined
      ? []
      : [makeExtension("deltaCRLIndicator", integerContents(BigInt(changesSince)), true)]),
    ...(scope === undefined
      ? []
      : [makeExtension("issuingDistributionPoint", pointOf(scope), true)]),
  ];
  const tbs = encodeTbsCertList({
    version: 1,
    signature: identifier,
    issuer: issuer.name,
    thisUpdate,
    nextUpdate,
    // RFC 5280 §5.1.2.6: absent, not empty, when nothing is revoked.
    revokedCertificates: revoked.length === 0 ? undefined : revoked.map((one) => ({
      userCertificate: one.serialNumber,
      revocationDate: one.date,
      crlEntryExtensions: one.reason && [makeExtension("cRLReasons", one.reason)],
    })),
    crlExtensions,
  });
  // A list is put together as a certificate is: what is signed, by what, and the signature.
  return assembleCertificate(tbs, identifier, provider.sign(algorithm, issuer.key, tbs, random));
}

function pointOf(
  { address, only, reasons, indirect = false }: ListScope,
): ExtensionValues["issuingDistributionPoint"] {
  return {
    distributionPoint: address === undefined ? undefined : {
      type: "fullName",
      value: [{ type: "uniformResourceIdentifier", value: address }],
    },
    onlyContainsUserCerts: only === "leaves",
    onlyContainsCACerts: only === "authorities",
    onlySomeReasons: reasons,
    indirectCRL: indirect,
    onlyContainsAttributeCerts: only === "attributes",
  };
}

/** Where to ask about a certificate: extensions for the certificate itself (RFC 5280 §4.2). */
export function whereToAsk(
  { responder, list }: { readonly responder?: string; readonly list?: string },
): readonly Extension[] {
  return [
    ...(responder === undefined ? [] : [makeExtension("authorityInfoAccess", [{
      accessMethod: OIDS.ocsp,
      accessLocation: { type: "uniformResourceIdentifier", value: responder },
    }])]),
    ...(list === undefined ? [] : [makeExtension("cRLDistributionPoints", [{
      distributionPoint: {
        type: "fullName",
        value: [{ type: "uniformResourceIdentifier", value: list }],
      },
      reasons: undefined,
      cRLIssuer: undefined,
    }])]),
  ];
}

/** The promise that the server staples an answer (RFC 7633 §4.2.3.1), as an extension. */
export function mustStaple(): Extension {
  return makeExtension("tlsFeature", [STATUS_REQUEST]);
}
