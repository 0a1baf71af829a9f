import { hex } from "../bytes/mod.ts";
import {
  isHostName,
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
import { certificateJson } from "./chains_json.ts";
import { jsonText } from "./json.ts";
import { type CertificateOptions, UsageError } from "./options.ts";
import type { Outside } from "./outside.ts";
import { type Setting, widthOf } from "./scenario_command.ts";
import { painter } from "./terminal.ts";
import { cut, wrap } from "./text.ts";
import { visible } from "./visible.ts";

/** In the place of a file, where `outside` reads standard input. */
const STANDARD_INPUT = "-";

/** Columns of an error message. */
const LONGEST_ERROR = 400;

/** Roots and certificates that are named one by one. */
const MOST_ROOTS = 5;
const MOST_BESIDES = 5;

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
  if (name !== undefined && !isHostName(name)) {
    throw new UsageError(
      `--name wants the name of a host or an address, such as www.example or 192.0.2.1, not "${name}"`,
    );
  }
  if (file === STANDARD_INPUT && trust === STANDARD_INPUT) {
    throw new UsageError('"-" is standard input, and there is one: the chain or the roots');
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
  const called = calledFile(path);
  if (!file.ok) throw new FileError(`Cannot read ${called}: ${file.error}`);
  const found = readCertificateFile(file.bytes, most);
  if (!found.ok) throw new FileError(`Cannot use ${called}: ${found.error}`);
  return found.certificates;
}

function calledFile(path: string): string {
  return path === STANDARD_INPUT ? "standard input" : `"${path}"`;
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
  const { ok, alert, path, checks, faults, order, besides, unreadableRoots } = judged;
  const count = judged.certificates.length;
  const said = (text: string) => wrap(visible(text), width - 2).map((line) => ` ${line}`);
  const lines = said(
    `${file === STANDARD_INPUT ? calledFile(file) : file}: ${count} ${
      count === 1 ? "certificate" : "certificates"
    }, as a TLS server's, ` +
      `${name === undefined ? "for any name" : `for ${name}`}, at ${momentText(at)}, by ` +
      profileTitle(profile),
  );
  if (order !== undefined) lines.push(...said(order).map((line) => paint("bad", line)));
  lines.push("", ...chainLines(judged, width, paint), "");
  const readable = trusted - unreadableRoots.length;
  const roots = trust === undefined
    ? "no root is trusted, since --trust names none"
    : `${readable} trusted ${readable === 1 ? "root" : "roots"} from ${
      trust === STANDARD_INPUT ? calledFile(trust) : trust
    }`;
  lines.push(...said(`path: ${path.join(" ← ") || "none"} · ${roots}`));
  if (besides.length > 0) lines.push(...said(besidesText(judged)));
  for (const { index, error } of unreadableRoots.slice(0, MOST_ROOTS)) {
    lines.push(...said(`root ${index} of ${trust} cannot be read, so it is not trusted: ${error}`));
  }
  if (unreadableRoots.length > MOST_ROOTS) {
    lines.push(...said(`nor can ${unreadableRoots.length - MOST_ROOTS} others be read`));
  }
  const fail = faults.length === 1 ? "fails" : "fail";
  const verdict = !ok
    ? `NOT VALID: ${faults.length} of ${checks.length} checks ${fail} · a client would send the ` +
      `alert ${alert}`
    : profile === "web"
    ? `NO FAULT FOUND: all ${checks.length} checks pass, by the rules that the lab knows; --help ` +
      "names those of the Forum that it does not"
    : `VALID: all ${checks.length} checks pass`;
  lines.push(...said(verdict).map((line) => paint(ok ? "good" : "bad", line)));
  if (ok && name === undefined) {
    lines.push(...said("Nobody asked for whom it is: --name HOST does."));
  }
  return lines;
}

/** Which certificates of the file did not matter. */
function besidesText({ besides, certificates }: JudgedFile): string {
  const some = besides.slice(0, MOST_BESIDES).map((index) =>
    `${index}, ${certificates[index]!.says?.subject ?? "which cannot be read"}`
  );
  const more = besides.length - some.length;
  return `not on this path: certificate ${some.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

/** The same for programs; bytes are hexadecimal digits. */
function judgedJson(judged: JudgedFile, { file, trust, at, profile, name }: Asked) {
  const { ok, alert, path, leaf, besides, unreadableRoots, checks, certificates } = judged;
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
    leaf,
    notOnPath: besides,
    unreadableRoots,
    certificates: certificates.map(certificateJson),
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
