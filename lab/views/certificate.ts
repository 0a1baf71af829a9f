import { type Bytes, type Field, hex, inspect } from "../bytes/mod.ts";
import {
  Certificate,
  extension,
  parseCertificate,
  showAlgorithm,
  showGeneralName,
  showKey,
  showName,
  showTime,
} from "../pki/mod.ts";
import type { CheckResult, EventId, NodeId } from "../trace/mod.ts";
import { visible } from "./visible.ts";

/** A check with whose it was. */
export interface CheckView extends CheckResult {
  /** The `tls.check` event. */
  readonly event: EventId;
  /** Whoever looked. */
  readonly node: NodeId;
}

/** A certificate as a page shows it. Texts are fit for displays. */
export interface CertificateView {
  /** Place in the presented list, 0 for the leaf. */
  readonly index: number;
  readonly der: Bytes;
  /** Every field of the DER with its range. */
  readonly tree: Field;
  /** Why it cannot be read; then what it says is missing. */
  readonly error?: string;
  readonly says?: CertificateWords;
  /** What was found in it, by everybody who looked. */
  readonly checks: readonly CheckView[];
}

/** What a certificate says. */
export interface CertificateWords {
  /** RFC 4514, the narrowest part first. */
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal digits. */
  readonly serialNumber: string;
  /** `2026-01-31 12:00:00Z`. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** From the subjectAltName: `DNS:bank.example`. */
  readonly names: readonly string[];
  /** `P-256`, `RSA 2048`. */
  readonly key: string;
  readonly signatureAlgorithm: string;
  /** Whether it may issue certificates. */
  readonly authority: boolean;
  /** Whether it names itself as its issuer. */
  readonly selfIssued: boolean;
}

/** Takes one certificate apart, and sorts the checks of it in. */
export function certificateView(
  der: Bytes,
  index: number,
  checks: readonly CheckView[],
): CertificateView {
  const own = checks.filter(({ certificate }) => certificate === index);
  const { field: tree, error } = inspect(Certificate, der);
  const says = wordsOf(der);
  return {
    index,
    der,
    tree,
    ...(error !== undefined && { error: visible(error) }),
    ...(says !== undefined && { says }),
    checks: own,
  };
}

function wordsOf(der: Bytes): CertificateWords | undefined {
  const parsed = parseCertificate(der);
  if (!parsed.ok) return undefined;
  const certificate = parsed.value;
  const names = extension(certificate, "subjectAltName")?.value ?? [];
  return {
    subject: visible(showName(certificate.subject)) || "(no name)",
    issuer: visible(showName(certificate.issuer)) || "(no name)",
    serialNumber: hex(certificate.serialNumber),
    notBefore: showTime(certificate.validity.notBefore),
    notAfter: showTime(certificate.validity.notAfter),
    names: names.map((name) => visible(showGeneralName(name))),
    key: showKey(certificate.subjectPublicKeyInfo),
    signatureAlgorithm: showAlgorithm(certificate.signatureAlgorithm),
    authority: extension(certificate, "basicConstraints")?.value.cA === true,
    selfIssued: showName(certificate.subject) === showName(certificate.issuer),
  };
}
