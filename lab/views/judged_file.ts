import { type Bytes, equalBytes } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import {
  BASELINE,
  parseTrustAnchor,
  type Profile,
  referenceName,
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
import { meantLeaf } from "./meant_leaf.ts";
import { visible } from "./visible.ts";

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
  /** DER; those that cannot be read are passed over, and told of. */
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
  /** Which certificate of the file was judged as the server's. */
  readonly leaf: number;
  /** Why that is not the first one; absent where it is. */
  readonly order?: string;
  /** Certificates of the file that are not on the path, by number. */
  readonly besides: readonly number[];
  /** Trusted certificates that cannot be read, by number, and why. */
  readonly unreadableRoots: readonly { readonly index: number; readonly error: string }[];
}

/**
 * Judges the chain of a TLS server as an honest client of the lab does (RFC 5280 §6, RFC 9525), or
 * by the stricter rules of the web. Where the file does not begin with the server's certificate,
 * the one that is meant is judged, since servers are configured from files like that, too.
 */
export function judgeFile(options: JudgeOptions): JudgedFile {
  const { crypto: provider, presented, at, name, profile = "rfc5280" } = options;
  const trusted = options.trusted.map(parseTrustAnchor);
  const { index: leaf, why: order } = meantLeaf(presented, name);
  const verdict = verifyPath({
    provider,
    presented,
    leaf,
    anchors: trusted.flatMap((one) => one.ok ? [one.value] : []),
    now: at,
    purpose: "serverAuth",
    // In a handshake, the engine asks for what the key is used.
    rules: [...PROFILE_OF[profile].rules, serverKeyUsage],
    ...(name !== undefined && { name }),
  });
  const path = verdict.path ?? [];
  return {
    ...judgedChain(presented, verdict.checks),
    ok: verdict.ok,
    ...(verdict.alert !== undefined && { alert: verdict.alert }),
    checks: verdict.checks,
    path: path.map(({ subject }) => visible(shortName(subject))),
    leaf,
    ...(order !== undefined && { order }),
    besides: presented.flatMap((der, i) =>
      path.length === 0 || path.some((one) => equalBytes(one.der, der)) ? [] : [i]
    ),
    unreadableRoots: trusted.flatMap((one, index) =>
      one.ok ? [] : [{ index, error: visible(one.error) }]
    ),
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

/** Whether a text is a DNS name or an IP address: what a certificate can be for. */
export function isHostName(text: string): boolean {
  return referenceName(text).type !== "invalid";
}
