import { dnsNameMatches, extension, parseCertificate, referenceName } from "../pki/mod.ts";
import type { Flaw } from "./flaw.ts";

const id = "match-until-nul";

/**
 * Compares names as the language C does, in which a text ends at its first zero byte. The text in a
 * certificate says how long it is, and may go on behind it.
 */
export const matchUntilNul: Flaw = {
  id,
  title: "Reads names up to their first zero byte only",
  seen: "CVE-2009-2408, of NSS before 3.12.3",
  breaks: "RFC 9525 §6.3: all labels of the name must match",
  apply: (config) => ({
    ...config,
    seams: {
      ...config.seams,
      verifyChain: (presented, context) => {
        const verdict = config.seams.verifyChain(presented, context);
        const others = verdict.checks.every(({ ok, rule }) => ok || rule === "name");
        return !verdict.ok && others && matches(presented[0], context.name)
          ? { ok: true, checks: verdict.checks, flaw: id }
          : verdict;
      },
    },
  }),
};

function matches(der: Uint8Array | undefined, name: string | undefined): boolean {
  const leaf = der && parseCertificate(der);
  const wanted = name === undefined ? undefined : referenceName(name);
  if (!leaf?.ok || wanted?.type !== "dns") return false;
  const names = extension(leaf.value, "subjectAltName")?.value ?? [];
  return names.some((one) =>
    one.type === "dNSName" && dnsNameMatches(one.value.split("\0")[0]!, wanted.labels)
  );
}
