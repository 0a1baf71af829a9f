import type { SequenceRow } from "../views/mod.ts";
import { wrap } from "./text.ts";

/** What the signs of a diagram mean; only those that it has. */
export function legendLines(rows: readonly SequenceRow[], width: number): string[] {
  const arrows = rows.filter((row) => row.kind === "arrow");
  const remarks = rows.filter((row) => row.kind === "remark");
  const signs: readonly (readonly [boolean, string])[] = [
    [arrows.some(({ label }) => label.includes("{")), "{} sealed with handshake keys"],
    [arrows.some(({ label }) => label.includes("[")), "[] sealed with application keys"],
    [arrows.some(({ forged }) => forged), "′ sent by somebody else than it claims"],
    [arrows.some(({ past }) => past.length > 0), "┼ passed on unchanged"],
    [arrows.some(({ tappedBy }) => tappedBy.length > 0), "○ copied"],
    [arrows.some(({ lost }) => lost), "× lost"],
    [arrows.some(({ label }) => label.includes("EE ")), "EE EncryptedExtensions"],
    [arrows.some(({ label }) => label.includes("Cert ")), "Cert Certificate"],
    [arrows.some(({ label }) => label.includes("CV ")), "CV CertificateVerify"],
    [arrows.some(({ label }) => label.includes("Fin")), "Fin Finished"],
    [remarks.some(({ tone }) => tone === "neutral"), "◆ remark"],
    [remarks.some(({ tone }) => tone === "good"), "✗ refuses"],
    [remarks.some(({ tone }) => tone === "bad"), "! goes wrong"],
    [arrows.length > 0, "#n event n"],
    [arrows.length > 0, "TCP's own packets are not drawn"],
  ];
  const shown = signs.filter(([occurs]) => occurs).map(([, meaning]) => meaning);
  // Spaces that must not break stand in for those inside a meaning until the lines are made.
  const whole = shown.map((meaning) => meaning.replaceAll(" ", "\u00a0"));
  return shown.length === 0
    ? []
    : wrap(whole.join(" · "), width - 1).map((line) => ` ${line.replaceAll("\u00a0", " ")}`);
}
