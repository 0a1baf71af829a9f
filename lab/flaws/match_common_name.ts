import { attribute, parseCertificate } from "../pki/mod.ts";
import type { Flaw } from "./flaw.ts";

const id = "match-common-name";

/**
 * Takes the common name for the server's where the certificate has no other: a label for people,
 * which authorities need not check like the names in the subjectAltName.
 */
export const matchCommonName: Flaw = {
  id,
  title: "Takes the common name for the server's name",
  seen: "Chrome up to version 57, RFC 2818 §3.1",
  breaks: "RFC 9525 §6.3: names are looked for in the subjectAltName alone",
  apply: (config) => ({
    ...config,
    seams: {
      ...config.seams,
      verifyChain: (presented, context) => {
        const verdict = config.seams.verifyChain(presented, context);
        const leaf = presented[0] && parseCertificate(presented[0]);
        const label = leaf?.ok ? attribute(leaf.value.subject, "commonName") : undefined;
        const others = verdict.checks.every(({ ok, rule }) => ok || rule === "name");
        return !verdict.ok && others && label === context.name
          ? { ok: true, checks: verdict.checks, flaw: id }
          : verdict;
      },
    },
  }),
};
