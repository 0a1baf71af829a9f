import type { Bytes } from "../../bytes/mod.ts";
import { type Authority, authority, type IssueOptions } from "../authority/authority.ts";
import { NOW, provider, toolsOf } from "../testing.ts";
import { type Verdict, type VerifyOptions, verifyPath } from "./verify.ts";

/** The stage of the path tests: Trent, whom everybody trusts, his issuer, and Mallory's own root. */
export const tools = toolsOf();
export const root = authority("Trent Root", tools);
export const issuing = root.intermediate("Trent Issuing", { pathLength: 0 });
export const mallory = authority("Mallory Root", tools);
export const bank = { names: ["bank.example"], addresses: ["192.0.2.1"] };

/** A certificate for the bank, changed by the options, with what stands above it. */
export function leaf(options: IssueOptions, by: Authority = root): readonly Bytes[] {
  return by.issue({ ...bank, ...options }).chain;
}

/** Judges as a client of the bank that trusts Trent. */
export function verify(
  presented: readonly Bytes[],
  options: Partial<VerifyOptions> = {},
): Verdict {
  return verifyPath({
    provider,
    presented,
    anchors: [root.certificate],
    now: NOW,
    purpose: "serverAuth",
    name: "bank.example",
    ...options,
  });
}

/** The rules that failed, in the order in which they were asked. */
export function failures({ checks }: Verdict): readonly string[] {
  return checks.filter(({ ok }) => !ok).map(({ rule }) => rule);
}
