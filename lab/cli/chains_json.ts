import { hex } from "../bytes/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { type CertificateView, certificateViews } from "../views/mod.ts";

/** What a certificate says, for programs. */
export type CertificateJson =
  | { readonly bytes: number } & NonNullable<CertificateView["says"]>
  | { readonly bytes: number; readonly error: string };

/** How somebody judged a chain, for programs. */
export interface ChainJson {
  /** Number of the event. */
  readonly event: number;
  readonly judge: string;
  /** What the judge calls the connection: whom she believes to talk to. */
  readonly connection: string;
  /** Who sent it, as far as the trace tells. */
  readonly presenter?: string;
  /** Places in the row's `certificates`, the leaf first. */
  readonly certificates: readonly number[];
  /** The judge's word, whatever the checks say. */
  readonly ok: boolean;
  /** The mistake built into her that has spoken in place of the checks. */
  readonly flaw?: string;
  /** Rules that the chain breaks. */
  readonly broken: readonly string[];
}

/** Every chain that was judged in a run, and the certificates in them, each once. */
export function chainsJson(
  trace: Trace,
): { readonly certificates: readonly CertificateJson[]; readonly chains: readonly ChainJson[] } {
  const places = new Map<string, number>();
  const certificates: CertificateJson[] = [];
  const placeOf = (view: CertificateView): number => {
    const key = hex(view.der);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, certificates.length);
    return certificates.push(certificateJson(view)) - 1;
  };
  const chains = certificateViews(trace).map((view) => {
    const { event, judge, connection, presenter, ok, flaw, rules } = view;
    return {
      event,
      judge,
      connection,
      ...(presenter !== undefined && { presenter }),
      certificates: view.certificates.map(placeOf),
      ok,
      ...(flaw !== undefined && { flaw: flaw.title }),
      broken: rules.filter((rule) => !rule.ok).map(({ rule }) => rule),
    };
  });
  return { certificates, chains };
}

/** A certificate for programs. */
export function certificateJson({ der, says, error }: CertificateView): CertificateJson {
  const bytes = der.length;
  return says === undefined ? { bytes, error: error ?? "cannot be read" } : { bytes, ...says };
}
