import type { Seconds } from "../der/calendar.ts";
import type { Oid } from "../der/oid.ts";
import { printable } from "../der/strings.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { ExtensionName } from "../x509/extension_values.ts";
import { shortName } from "../x509/name.ts";
import type { CertificateList } from "../x509/revocation_list.ts";
import { type ByteRange, extensionRange, rangeOf } from "../x509/ranges.ts";
import type { ReferenceName } from "./reference_name.ts";

/** One thing that was checked, passed or failed. The trace records it as it is. */
export interface Check {
  /** The rule's id: `signature`, `validity`, `name`, … */
  readonly rule: string;
  readonly ok: boolean;
  /** What was seen and what was wanted, in one sentence without a full stop, fit for displays. */
  readonly detail: string;
  /** `RFC 5280 §6.1.3`. */
  readonly spec: string;
  /** Which certificate of the presented list, 0 for the leaf; absent for one from the trust store. */
  readonly certificate?: number;
  /** Which bytes of that certificate's DER decided it. */
  readonly range?: ByteRange;
}

/** What the certificate's subject is asked to be. */
export type Purpose = "serverAuth" | "clientAuth";

/** How a path ends. */
export type PathEnd =
  /** In a trust anchor. */
  | "trusted"
  /** In a certificate signed by its own key that is no trust anchor. */
  | "self-signed"
  /** In a certificate whose issuer is nowhere to be found. */
  | "missing issuer";

/** Everything a rule may look at. */
export interface PathContext {
  /** Leaf first, each followed by its issuer; the trust anchor last if `end` is `trusted`. */
  readonly path: readonly Certificate[];
  readonly end: PathEnd;
  /** What the peer sent, as far as it could be read; malformed ones are `undefined`. */
  readonly presented: readonly (Certificate | undefined)[];
  readonly anchors: readonly Certificate[];
  readonly now: Seconds;
  readonly purpose: Purpose;
  /** Whom the peer should be; absent when the caller does not care. */
  readonly name?: ReferenceName;
  /** Whether the issuer's key made the certificate's signature. Asked twice, computed once. */
  readonly verifies: (certificate: Certificate, issuer: Certificate) => boolean;
  /** What may still be spent on this verification, all paths together. */
  readonly work?: { comparisons: number };
  /** Whether the builder stopped at one of its bounds before it had seen every path. */
  readonly exhausted: boolean;
  /** Intermediate authorities that may stand between leaf and anchor; any number, unless said. */
  readonly maxIntermediates?: number;
  /** Policies of which one must hold (RFC 5280 §6.1.1 (c)); any, unless said. */
  readonly acceptablePolicies?: readonly Oid[];
  /** Revocation lists at hand; `undefined` if the caller does not ask. */
  readonly revocationLists?: readonly CertificateList[];
  /** Whether the issuer's key signed the list. */
  readonly verifiesList: (list: CertificateList, issuer: Certificate) => boolean;
}

/** One demand on a path. A list of rules can be replaced from outside; the default is `RULES`. */
export interface Rule {
  readonly id: string;
  /** Why the demand is made, in one sentence for who has not met it before. */
  readonly lesson: string;
  /** All findings, passed and failed. Never throws, whatever the certificates hold. */
  check(context: PathContext): readonly Check[];
  /** Whether a path may go from a certificate to this issuer at all; spares the builder dead ends. */
  link?(certificate: Certificate, issuer: Certificate, context: LinkContext): boolean;
}

/** The part of the context that exists while a path is still being built. */
export type LinkContext = Pick<PathContext, "verifies">;

/** Where a finding stands: the certificate and, of it, a path of fields or an extension. */
interface Place {
  readonly of: Certificate;
  readonly field?: string;
  readonly extension?: ExtensionName;
}

/** A finding, with what it is about: for certificates from the trust store, too. */
class Finding implements Check {
  readonly rule: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly spec: string;
  readonly #place: Place | undefined;

  constructor(rule: string, ok: boolean, detail: string, spec: string, place: Place | undefined) {
    this.rule = rule;
    this.ok = ok;
    this.detail = detail;
    this.spec = spec;
    this.#place = place;
  }

  /** What a check is about, if it is a finding and no copy of one. */
  static placeOf(check: Check): Place | undefined {
    return #place in check ? check.#place : undefined;
  }
}

/** A finding about a certificate that was sent. */
class PresentedFinding extends Finding {
  readonly certificate: number;

  constructor(
    certificate: number,
    ...rest: ConstructorParameters<typeof Finding>
  ) {
    super(...rest);
    this.certificate = certificate;
  }

  /** To know where parts stand takes longer than to judge them, and few will ask. */
  get range(): ByteRange {
    return rangeAt(Finding.placeOf(this)!);
  }
}

/** Makes the findings of one rule: `found(ok, detail, place)`. */
export function findings(
  rule: string,
  spec: string,
  { presented }: Pick<PathContext, "presented">,
): (ok: boolean, detail: string, place?: Place) => Check {
  return (ok, detail, place) => {
    const index = place === undefined ? -1 : presented.indexOf(place.of);
    return index < 0
      ? new Finding(rule, ok, detail, spec, place)
      : new PresentedFinding(index, rule, ok, detail, spec, place);
  };
}

/**
 * What a finding is about, for certificates from the trust store and the pool, too: those have no
 * number in the presented list. `undefined` if the finding is about no certificate, or is a copy.
 */
export function placeOf(
  check: Check,
): { readonly certificate: Certificate; readonly range: ByteRange } | undefined {
  const place = Finding.placeOf(check);
  return place && { certificate: place.of, range: rangeAt(place) };
}

function rangeAt(place: Place): ByteRange {
  return partOf(place) ?? rangeOf(place.of, "tbsCertificate")!;
}

function partOf({ of, field = "tbsCertificate", extension }: Place): ByteRange | undefined {
  return extension === undefined ? rangeOf(of, field) : extensionRange(of, extension);
}

/** What to call a certificate in a sentence: `"Trent Root"`. */
export function called(certificate: Certificate): string {
  let name = calledNames.get(certificate);
  if (name === undefined) {
    calledNames.set(certificate, name = `"${shortName(certificate.subject)}"`);
  }
  return name;
}

// Every rule has something to say about every certificate.
const calledNames = new WeakMap<Certificate, string>();

/** Raw text in quotation marks, fit for displays and cut when it is very long. */
export function quoted(text: string): string {
  return `"${printable(text.length > 100 ? `${text.slice(0, 100)}…` : text)}"`;
}
