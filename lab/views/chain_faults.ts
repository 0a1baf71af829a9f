import type { Bytes } from "../bytes/mod.ts";
import type { CheckResult } from "../trace/mod.ts";
import { type CertificateView, certificateView } from "./certificate.ts";
import type { ChainView } from "./certificates.ts";
import { type PlaceBeside, placesBeside } from "./places_beside.ts";
import { flatten } from "./fields.ts";
import { expectationOf } from "./rule_words.ts";
import { visible } from "./visible.ts";

/** A failed check of a chain, with the place in the DER that decided it. Texts are fit for displays. */
export interface ChainFault {
  /** Stable name: `signature`, `validity`, `name`. */
  readonly rule: string;
  readonly spec: string;
  /** What the rule demands; absent for rules that nobody has put into words. */
  readonly expected?: string;
  /** What was seen instead. */
  readonly found: string;
  /** Place in the presented list, 0 for the leaf; absent where it is about none of them. */
  readonly certificate?: number;
  /** Bytes of that certificate's DER; `end` is exclusive. */
  readonly range?: { readonly start: number; readonly end: number };
  /** The field that these bytes are: `tbsCertificate.validity.notAfter`. */
  readonly field?: string;
  /** What the field says, where that can be put into words. */
  readonly value?: string;
  /** What has to be seen with these bytes, in other certificates of the list. */
  readonly beside?: readonly PlaceBeside[];
}

/** A chain that somebody judged, as far as it matters to show why it failed. */
export interface JudgedChain {
  readonly certificates: readonly CertificateView[];
  /** In the order in which the checks were made. */
  readonly faults: readonly ChainFault[];
}

/** Puts failed checks and the bytes that they are about together. @param ders leaf first */
export function judgedChain(
  ders: readonly Bytes[],
  checks: readonly CheckResult[],
): JudgedChain {
  const certificates = ders.map((der, index) => certificateView(der, index, []));
  const faults = checks.filter(({ ok }) => !ok).map((check) => faultOf(check, certificates));
  return { certificates, faults };
}

/** The same of a chain in a run, for whoever has judged it; `undefined` if every check passed. */
export function failedChain({ certificates, rules }: ChainView): JudgedChain | undefined {
  const failed = rules.flatMap(({ findings }) => findings).filter(({ ok }) => !ok);
  if (failed.length === 0) return undefined;
  return { certificates, faults: failed.map((check) => faultOf(check, certificates)) };
}

function faultOf(
  { rule, spec, detail, certificate, range }: CheckResult,
  certificates: readonly CertificateView[],
): ChainFault {
  const expected = expectationOf(rule);
  const view = certificate === undefined ? undefined : certificates[certificate];
  const place = view && range && fieldWith(view, range);
  const beside = certificate === undefined ? [] : placesBeside(rule, certificate, certificates);
  return {
    rule,
    spec,
    ...(expected !== undefined && { expected }),
    found: visible(detail),
    ...(certificate !== undefined && { certificate }),
    ...(range !== undefined && { range: { start: range.start, end: range.end } }),
    ...place,
    ...(beside.length > 0 && { beside }),
  };
}

/** The outermost field that is exactly these bytes, or else the innermost around the first of them. */
function fieldWith(
  { tree }: CertificateView,
  { start, end }: { readonly start: number; readonly end: number },
): Pick<ChainFault, "field" | "value"> {
  const fields = flatten(tree);
  const exact = fields.find((field) => field.start === start && field.end === end);
  const field = exact ?? fields.findLast((one) => one.start <= start && start < one.end);
  if (field === undefined) return {};
  const name = field.path.replace(/^Certificate\.?/, "") || "Certificate";
  return { field: name, ...(field.text !== undefined && { value: field.text }) };
}
