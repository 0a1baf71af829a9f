/** What a scanner's findings are worth: a scale of the lab's own, with reasons and remedies. */
import type { Probed } from "../../lab/cast/mod.ts";
import type { Table } from "../../lab/scenario/mod.ts";

/** Something that is not as it should be. */
export interface Finding {
  readonly what: string;
  /** `broken`: attacks are known that work. `weak`: it should go, and is not urgent. */
  readonly grade: "weak" | "broken";
  readonly why: string;
  readonly fix: string;
}

/** One thing to look for. */
interface Rule extends Omit<Finding, "what"> {
  /** What was seen, if it was. */
  seen(probed: Probed): string | undefined;
}

const WEEK = 7 * 86_400;

const suites = (pattern: RegExp) => ({ suites }: Probed): string | undefined => {
  const found = suites.filter((name) => pattern.test(name));
  return found.length === 0
    ? undefined
    : found.length === 1
    ? found[0]!.replace(/^TLS_/, "")
    : `${found.length} suites, such as ${found[0]!.replace(/^TLS_/, "")}`;
};

const RULES: readonly Rule[] = [
  {
    seen: ({ versions }) => versions.includes("SSL 3.0") ? "SSL 3.0" : undefined,
    grade: "broken",
    why: "its padding is not checked (POODLE, CVE-2014-3566)",
    fix: "switch it off (RFC 7568)",
  },
  {
    seen: ({ versions }) => {
      const old = versions.filter((version) => version === "TLS 1.0" || version === "TLS 1.1");
      return old.length === 0 ? undefined : old.join(" and ");
    },
    grade: "broken",
    why: "they rest on MD5 and SHA-1, and are given up",
    fix: "switch them off (RFC 8996)",
  },
  {
    seen: ({ versions }) => versions.includes("TLS 1.3") ? undefined : "no TLS 1.3",
    grade: "weak",
    why: "certificates in the clear, one round trip more",
    fix: "update the server",
  },
  {
    seen: suites(/_RC4_/),
    grade: "broken",
    why: "its key stream can be told from chance",
    fix: "take it off the list (RFC 7465)",
  },
  {
    seen: suites(/_3DES_/),
    grade: "broken",
    why: "blocks of 64 bits repeat (Sweet32, CVE-2016-2183)",
    fix: "take it off the list",
  },
  {
    seen: suites(/^TLS_RSA_/),
    grade: "weak",
    why: "no forward secrecy: a stolen key opens old recordings",
    fix: "keep only ECDHE (RFC 9325 §4.1)",
  },
  {
    seen: suites(/_AES_\d+_CBC_/),
    grade: "weak",
    why: "MAC before encryption has been attacked often (CVE-2013-0169)",
    fix: "keep only the AEADs",
  },
  {
    seen: ({ certificate }) => certificate[0]?.detail,
    grade: "broken",
    why: "browsers refuse it, or people learn to click warnings away",
    fix: "renew it, by a machine",
  },
  {
    seen: ({ noticesFallback }) => noticesFallback === false ? "takes every fallback" : undefined,
    grade: "weak",
    why: "somebody on the way can force an older version on clients that retry",
    fix: "heed TLS_FALLBACK_SCSV (RFC 7507)",
  },
  {
    seen: ({ unboundRenegotiation }) =>
      unboundRenegotiation ? "renegotiation for anybody" : undefined,
    grade: "broken",
    why: "a stranger can begin what a client finishes (CVE-2009-3555)",
    fix: "switch it off, or demand RFC 5746",
  },
  {
    seen: ({ compresses }) => compresses ? "compression" : undefined,
    grade: "broken",
    why: "lengths tell secrets (CRIME, CVE-2012-4929)",
    fix: "switch it off",
  },
  {
    seen: ({ ticketLifetime = 0 }) =>
      ticketLifetime > WEEK ? `tickets for ${ticketLifetime / 86_400} days` : undefined,
    grade: "weak",
    why: "so long one stolen ticket key is of use",
    fix: "a day is enough, with keys that change",
  },
];

export function findingsOf(probed: Probed): readonly Finding[] {
  return RULES.flatMap(({ seen, ...rest }) => {
    const what = seen(probed);
    return what === undefined ? [] : [{ what, ...rest }];
  });
}

/** A, where nothing was found; B, where a thing or two are weak; C, where more are; F, where one is broken. */
export function gradeOf(findings: readonly Finding[]): "A" | "B" | "C" | "F" {
  if (findings.some(({ grade }) => grade === "broken")) return "F";
  return findings.length === 0 ? "A" : findings.length <= 2 ? "B" : "C";
}

/** Grades first, then what each server has to mend. */
export function reportTables(scans: ReadonlyMap<string, Probed>): readonly Table[] {
  const all = [...scans].map(([server, probed]) => ({
    server,
    probed,
    findings: findingsOf(probed),
  }));
  return [
    {
      title: "Grades, on a scale of this lab: A nothing found, B or C weak, F broken",
      columns: ["server", "grade", "probes", "versions", "older suites"],
      rows: all.map(({ server, probed, findings }) => [
        server,
        gradeOf(findings),
        String(probed.probes),
        probed.versions.join(", "),
        String(probed.suites.length),
      ]),
    },
    ...all.filter(({ findings }) => findings.length > 0).map(({ server, findings }) => ({
      title: `What was found at ${server}`,
      columns: ["found", "", "why it matters", "what to do"],
      rows: findings.map(({ what, grade, why, fix }) => [what, grade, why, fix]),
    })),
  ];
}
