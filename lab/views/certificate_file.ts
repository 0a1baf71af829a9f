import type { Bytes } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import {
  BASELINE,
  decodePem,
  parseCertificate,
  type PemBlock,
  type Profile,
  RFC_5280,
  type Seconds,
  secondsOf,
  serverKeyUsage,
  shortName,
  showTime,
  verifyPath,
} from "../pki/mod.ts";
import type { CheckResult } from "../trace/mod.ts";
import { type JudgedChain, judgedChain } from "./chain_faults.ts";
import { visible } from "./visible.ts";

/** Bytes of a file that are read at all; the roots that browsers trust take a quarter of that. */
export const MOST_FILE_BYTES = 2 ** 20;
/** Certificates of one chain; a server with more means no good. */
export const MOST_PRESENTED = 64;
/** Certificates in a list of trusted roots. */
export const MOST_TRUSTED = 1024;
/** Bytes of one certificate; those of the web have one or two thousand. */
export const MOST_CERTIFICATE_BYTES = 2 ** 16;

/** Certificates from a file, or why there are none; errors are fit for displays. */
export type CertificateFile =
  | { readonly ok: true; readonly certificates: readonly Bytes[] }
  | { readonly ok: false; readonly error: string };

/**
 * The certificates in a file, PEM or DER, in their order. PEM blocks of other kinds are passed
 * over; whether a certificate can be read is not asked here.
 *
 * @param most how many there may be
 */
export function readCertificateFile(bytes: Bytes, most: number): CertificateFile {
  if (bytes.length > MOST_FILE_BYTES) {
    return wrong(`it has more than ${MOST_FILE_BYTES} bytes`);
  }
  if (bytes.length === 0) return wrong("it is empty");
  const text = latin(bytes);
  if (!text.includes("-----BEGIN ")) {
    // 0x30 begins a SEQUENCE, and with it every certificate (RFC 5280 §4.1).
    return bytes[0] === 0x30
      ? sized([bytes])
      : wrong("it is neither PEM, which has a line -----BEGIN CERTIFICATE-----, nor DER");
  }
  let blocks: readonly PemBlock[];
  try {
    blocks = decodePem(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return wrong(visible(error.message));
  }
  const certificates = blocks.filter(({ label }) => LABELS.includes(label)).map(({ der }) => der);
  if (certificates.length === 0) {
    const labels = [...new Set(blocks.map(({ label }) => visible(label)))].slice(0, 5).join(", ");
    return wrong(`it holds no CERTIFICATE${labels === "" ? "" : `, only ${labels}`}`);
  }
  if (certificates.length > most) {
    return wrong(`it holds ${certificates.length} certificates, and ${most} are the most`);
  }
  return sized(certificates);
}

/** The usual label, and an older one: read as RFC 7468 §5.1 lets it be, for old files. */
const LABELS: readonly string[] = ["CERTIFICATE", "X509 CERTIFICATE"];

function wrong(error: string): CertificateFile {
  return { ok: false, error };
}

function sized(certificates: readonly Bytes[]): CertificateFile {
  const at = certificates.findIndex(({ length }) => length > MOST_CERTIFICATE_BYTES);
  return at < 0 ? { ok: true, certificates } : wrong(
    `certificate ${at} has ${
      certificates[at]!.length
    } bytes, and ${MOST_CERTIFICATE_BYTES} are the most`,
  );
}

/** One character for each byte, so that a file that is no text at all is none afterwards either. */
function latin(bytes: Bytes): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  }
  return text;
}

/** The standards there are, by the names that one can ask for them with. */
export const PROFILE_NAMES = ["rfc5280", "web"] as const;

/** One of `PROFILE_NAMES`. */
export type ProfileName = typeof PROFILE_NAMES[number];

const PROFILE_OF: Readonly<Record<ProfileName, Profile>> = { rfc5280: RFC_5280, web: BASELINE };

/** What a standard is called. */
export function profileTitle(name: ProfileName): string {
  return PROFILE_OF[name].title;
}

/** By which standard a chain from outside is judged. */
export interface JudgeOptions {
  readonly crypto: CryptoProvider;
  /** DER, leaf first. */
  readonly presented: readonly Bytes[];
  /** DER; those that cannot be read are passed over. */
  readonly trusted: readonly Bytes[];
  readonly at: Seconds;
  /** A DNS name or an IP address; left out, nobody asks for whom the certificate is. */
  readonly name?: string;
  /** By whose rules; by those of RFC 5280 alone, unless said. */
  readonly profile?: ProfileName;
}

/** The judgement of a chain from outside. Texts are fit for displays. */
export interface JudgedFile extends JudgedChain {
  readonly ok: boolean;
  /** What a TLS client would answer; absent if all is well. */
  readonly alert?: string;
  /** Every check, passed and failed. */
  readonly checks: readonly CheckResult[];
  /** The names on the path that was judged, leaf first, the trusted root included. */
  readonly path: readonly string[];
  /** How many of the trusted certificates could not be read. */
  readonly unreadableRoots: number;
}

/**
 * Judges the chain of a TLS server as an honest client of the lab does (RFC 5280 §6, RFC 9525), or
 * by the stricter rules of the web.
 */
export function judgeFile(options: JudgeOptions): JudgedFile {
  const { crypto: provider, presented, at, name, profile = "rfc5280" } = options;
  const anchors = options.trusted.filter((der) => parseCertificate(der).ok);
  const verdict = verifyPath({
    provider,
    presented,
    anchors,
    now: at,
    purpose: "serverAuth",
    // In a handshake, the engine asks for what the key is used.
    rules: [...PROFILE_OF[profile].rules, serverKeyUsage],
    ...(name !== undefined && { name }),
  });
  return {
    ...judgedChain(presented, verdict.checks),
    ok: verdict.ok,
    ...(verdict.alert !== undefined && { alert: verdict.alert }),
    checks: verdict.checks,
    path: (verdict.path ?? []).map(({ subject }) => visible(shortName(subject))),
    unreadableRoots: options.trusted.length - anchors.length,
  };
}

/** Seconds as `2026-01-31 12:00:00Z`. */
export function momentText(seconds: Seconds): string {
  return showTime(seconds);
}

/** `2026-01-31` or `2026-01-31T12:00:00Z` as seconds; `undefined` if it is no such moment. */
export function readMoment(text: string): Seconds | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)Z?)?$/.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .map((part) => Number(part ?? 0));
  return secondsOf({ year, month, day, hour, minute, second });
}
