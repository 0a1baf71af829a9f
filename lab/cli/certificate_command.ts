import { hex } from "../bytes/mod.ts";
import {
  type JudgedFile,
  judgeFile,
  momentText,
  MOST_FILE_BYTES,
  MOST_PRESENTED,
  MOST_TRUSTED,
  type ProfileName,
  profileTitle,
  readCertificateFile,
  readMoment,
} from "../views/mod.ts";
import { chainLines } from "./chain.ts";
import { jsonText } from "./json.ts";
import { type CertificateOptions, UsageError } from "./options.ts";
import type { Outside } from "./outside.ts";
import { type Setting, widthOf } from "./scenario_command.ts";
import { painter } from "./terminal.ts";
import { cut, wrap } from "./text.ts";
import { visible } from "./visible.ts";

/** Columns of an error message. */
const LONGEST_ERROR = 400;

/** A file from which no certificates can be had; exit status 3. */
class FileError extends Error {
  override name = "FileError";
}

/**
 * `certificate`: judges the chain in a file as an honest client of the lab judges a server's.
 *
 * @returns the exit status: 0 valid, 1 not valid, 3 a file that cannot be read
 * @throws {UsageError} on a wrong call
 * @throws {TypeError} in a setting without an outside
 */
export function certificateCommand(options: CertificateOptions, setting: Setting): number {
  const { crypto, terminal, outside } = setting;
  if (outside === undefined) throw new TypeError("Cannot read files: there is nothing outside");
  const { file, trust, name, profile } = options;
  if (file === undefined) {
    throw new UsageError('certificate wants a file: "deno task certificate chain.pem"');
  }
  const at = options.at === undefined ? outside.now() : readMoment(options.at);
  if (at === undefined) {
    throw new UsageError(
      `--at wants a date such as 2026-01-31 or 2026-01-31T12:00:00Z, not "${options.at}"`,
    );
  }
  try {
    const presented = certificatesIn(file, MOST_PRESENTED, outside);
    const trusted = trust === undefined ? [] : certificatesIn(trust, MOST_TRUSTED, outside);
    const asked = { at, profile, ...(name !== undefined && { name }) };
    const judged = judgeFile({ crypto, presented, trusted, ...asked });
    const told = { ...asked, file, trust, trusted: trusted.length };
    terminal.write(
      options.json
        ? jsonText(judgedJson(judged, told))
        : `${judgedLines(judged, told, options, setting).join("\n")}\n`,
    );
    return judged.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    terminal.error(`${cut(visible(error.message), LONGEST_ERROR)}\n`);
    return 3;
  }
}

function certificatesIn(path: string, most: number, outside: Outside) {
  // One byte more than may be tells a file that is too long from one that is just long enough.
  const file = outside.read(path, MOST_FILE_BYTES + 1);
  if (!file.ok) throw new FileError(`Cannot read "${path}": ${file.error}`);
  const found = readCertificateFile(file.bytes, most);
  if (!found.ok) throw new FileError(`Cannot use "${path}": ${found.error}`);
  return found.certificates;
}

/** What was asked, to be repeated beside the answer. */
interface Asked {
  readonly file: string;
  readonly trust: string | undefined;
  /** How many certificates that file holds. */
  readonly trusted: number;
  readonly at: number;
  readonly profile: ProfileName;
  readonly name?: string;
}

function judgedLines(
  judged: JudgedFile,
  { file, trust, trusted, at, profile, name }: Asked,
  options: CertificateOptions,
  { terminal }: Setting,
): string[] {
  const width = widthOf(options, terminal);
  const paint = painter(terminal.color);
  const { ok, alert, path, checks, faults, unreadableRoots } = judged;
  const count = judged.certificates.length;
  const said = (text: string) => wrap(visible(text), width - 2).map((line) => ` ${line}`);
  const lines = said(
    `${file}: ${count} ${count === 1 ? "certificate" : "certificates"}, as a TLS server's, ` +
      `${name === undefined ? "for any name" : `for ${name}`}, at ${momentText(at)}, by ` +
      profileTitle(profile),
  );
  lines.push("", ...chainLines(judged, width, paint), "");
  const roots = trust === undefined
    ? "no root is trusted, since --trust names none"
    : `${trusted - unreadableRoots} trusted ${trusted - unreadableRoots === 1 ? "root" : "roots"}` +
      ` from ${trust}${unreadableRoots === 0 ? "" : `, ${unreadableRoots} cannot be read`}`;
  lines.push(...said(`path: ${path.join(" ← ") || "none"} · ${roots}`));
  const verdict = ok
    ? `VALID: all ${checks.length} checks pass`
    : `NOT VALID: ${faults.length} of ${checks.length} checks ` +
      `${faults.length === 1 ? "fails" : "fail"} · a client would send the alert ${alert}`;
  lines.push(...said(verdict).map((line) => paint(ok ? "good" : "bad", line)));
  if (ok && name === undefined) {
    lines.push(...said("Nobody asked for whom it is: --name HOST does."));
  }
  return lines;
}

/** The same for programs; bytes are hexadecimal digits. */
function judgedJson(judged: JudgedFile, { file, trust, at, profile, name }: Asked) {
  const { ok, alert, path, checks, certificates } = judged;
  let failed = 0;
  return {
    file,
    trust: trust ?? null,
    name: name ?? null,
    at: momentText(at),
    profile,
    ok,
    alert: alert ?? null,
    path,
    certificates: certificates.map(({ der, says, error }) => ({
      bytes: der.length,
      ...(says !== undefined ? says : { error: error ?? "cannot be read" }),
    })),
    checks: checks.map((check) => {
      const { rule, spec, detail, certificate, range } = check;
      const base = { rule, ok: check.ok, detail: visible(detail), spec };
      const place = certificate === undefined ? {} : { certificate };
      if (check.ok) return { ...base, ...place };
      const { expected, field, value } = judged.faults[failed++]!;
      const der = certificate === undefined ? undefined : certificates[certificate]?.der;
      return {
        ...base,
        ...place,
        ...(expected !== undefined && { expected }),
        ...(field !== undefined && { field }),
        ...(value !== undefined && { value }),
        ...(range !== undefined && der !== undefined && {
          range: { start: range.start, end: range.end },
          der: hex(der.subarray(range.start, Math.min(range.end, range.start + 256))),
        }),
      };
    }),
  };
}
