import type { Trace } from "../trace/mod.ts";
import {
  type CertificateView,
  certificateViews,
  type ChainFault,
  failedChain,
  type JudgedChain,
} from "../views/mod.ts";
import { hexLines } from "./hex_dump.ts";
import type { Paint } from "./terminal.ts";
import { wrap } from "./text.ts";
import { visible } from "./visible.ts";

/** Failures that are shown one by one; a hostile chain may have thousands. */
const MOST_FAULTS = 12;
/** Certificates that are shown, names of each, and characters of a text that a peer has chosen. */
const MOST_CERTIFICATES = 16;
const MOST_NAMES = 5;
const MOST_TEXT = 160;
/** Chains of one run. */
const MOST_CHAINS = 3;

/** A chain from the leaf on, and every failure with its rule and its bytes. */
export function chainLines(chain: JudgedChain, width: number, paint: Paint): string[] {
  const { certificates, faults } = chain;
  const lines: string[] = [];
  for (const view of certificates.slice(0, MOST_CERTIFICATES)) {
    const rules = faults.filter(({ certificate }) => certificate === view.index)
      .map(({ rule }) => rule);
    lines.push(...certificateLines(view, [...new Set(rules)], width, paint));
  }
  lines.push(...more(certificates.length - MOST_CERTIFICATES, "certificates", paint));
  const shown = faults.slice(0, MOST_FAULTS);
  for (const [i, fault] of shown.entries()) {
    const same = i > 0 && samePlace(fault, shown[i - 1]!);
    lines.push("", ...faultLines(fault, certificates, same, width, paint));
  }
  lines.push(...more(faults.length - MOST_FAULTS, "failed checks", paint));
  return lines;
}

function more(count: number, what: string, paint: Paint): string[] {
  return count > 0 ? [paint("dim", `    … and ${count} more ${what}`)] : [];
}

function certificateLines(
  { index, says, error, der }: CertificateView,
  failed: readonly string[],
  width: number,
  paint: Paint,
): string[] {
  const marks = failed.length === 0 ? "" : ` ✗ ${short(failed.join(", "))}`;
  const title = says === undefined ? "cannot be read" : short(says.subject);
  const lines = wrap(`${index}  ${title}${marks}`, width - 5)
    .map((line, i) => ` ${i === 0 ? "" : "   "}${paint(marks === "" ? "bold" : "bad", line)}`);
  const add = (text: string) =>
    lines.push(...wrap(text, width - 5).map((line) => paint("dim", `    ${line}`)));
  if (says === undefined) {
    add(`${der.length} bytes${error === undefined ? "" : `: ${short(error)}`}`);
    return lines;
  }
  const { issuer, notBefore, notAfter, names, key, signatureAlgorithm, authority } = says;
  add(`issued by ${short(issuer)}`);
  add(`valid ${notBefore} to ${notAfter}`);
  if (names.length > 0) {
    const others = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
    add(`for ${names.slice(0, MOST_NAMES).map(short).join(", ")}${others}`);
  }
  add(`${authority ? "authority · " : ""}${short(key)} · signed with ${short(signatureAlgorithm)}`);
  return lines;
}

/** Whether two failures are about the same bytes, which then need not be shown twice. */
function samePlace(a: ChainFault, b: ChainFault): boolean {
  return a.certificate === b.certificate && a.range?.start === b.range?.start &&
    a.range?.end === b.range?.end;
}

const LABEL = 10;

function faultLines(
  { rule, spec, expected, found, certificate, range, field, value }: ChainFault,
  certificates: readonly CertificateView[],
  shownAbove: boolean,
  width: number,
  paint: Paint,
): string[] {
  const view = certificate === undefined ? undefined : certificates[certificate];
  const where = view === undefined ? "" : ` · certificate ${certificate}`;
  const lines = [` ${paint("bad", `✗ ${short(rule)}${where}`)}`];
  const add = (label: string, text: string | undefined) => {
    if (text === undefined || text === "") return;
    lines.push(
      ...wrap(text, width - LABEL - 4)
        .map((line, i) => `   ${(i === 0 ? label : "").padEnd(LABEL)}${line}`),
    );
  };
  add("found", found);
  add("expected", expected);
  add("rule", spec);
  add("field", field && short(field) + (value === undefined ? "" : `: ${short(value)}`));
  if (view === undefined || range === undefined) return lines;
  if (shownAbove) {
    add("bytes", "the same as above");
    return lines;
  }
  add("bytes", `${range.start} to ${range.end - 1} of ${view.der.length}`);
  lines.push(...hexLines(view.der, range, paint).map((line) => `   ${line}`));
  return lines;
}

/** What a peer may make as long as it likes, cut and harmless. */
function short(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}

/** The chains that somebody found fault with in a run, each list once, as `chainLines` shows them. */
export function failedChainLines(trace: Trace, width: number, paint: Paint): string[] {
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const view of certificateViews(trace)) {
    const { event, judge, connection, ok, flaw } = view;
    const chain = failedChain(view);
    if (chain === undefined) continue;
    const key = JSON.stringify([judge, chain.faults]);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MOST_CHAINS) break;
    const taken = ok ? `, and takes it all the same${flaw ? `: ${flaw.title}` : ""}` : "";
    const title = `CHAIN #${event}: ${judge} judges what came over "${connection}"${taken}`;
    lines.push("", ...wrap(visible(title), width - 2).map((line) => ` ${paint("bold", line)}`));
    lines.push(...chainLines(chain, width, paint));
  }
  return lines;
}
