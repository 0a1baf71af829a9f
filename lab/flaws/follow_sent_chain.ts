import { type Bytes, equalBytes } from "../bytes/mod.ts";
import { type Certificate, parseCertificate, type Rule, RULES, sameName } from "../pki/mod.ts";
import { verifyPath } from "../pki/mod.ts";
import type { Flaw } from "./flaw.ts";

const id = "follow-sent-chain";

/**
 * Builds one path and never another: at every step the first issuer that the peer has sent, and one
 * of its own roots only where the peer has sent none. If that path does not hold, none does, although
 * a trusted root may stand beside it.
 */
export const followSentChain: Flaw = {
  id,
  title: "Follows the chain as it was sent, and tries no other way",
  seen: "OpenSSL 1.0.2 and the expiry of DST Root CA X3, 2021",
  breaks: "RFC 4158 §2.2: a builder is able to find every path there is",
  apply: (config) => ({
    ...config,
    seams: {
      ...config.seams,
      verifyChain: (presented, context) => {
        const { crypto: provider, name, ...rest } = context;
        const verdict = verifyPath({
          provider,
          presented,
          ...rest,
          ...(name !== undefined && { name }),
          rules: [...RULES, onlyAlong(sentRoute(presented, context.anchors))],
        });
        if (verdict.ok) return verdict;
        // Its verdict is a mistake only where somebody who tries every way says otherwise.
        return config.seams.verifyChain(presented, context).ok ? { ...verdict, flaw: id } : verdict;
      },
    },
  }),
};

/** The one path that such a builder sees, leaf first. */
function sentRoute(presented: readonly Bytes[], anchors: readonly Bytes[]): readonly Certificate[] {
  const readable = (ders: readonly Bytes[]) =>
    ders.flatMap((der) => {
      const read = parseCertificate(der);
      return read.ok ? [read.value] : [];
    });
  const sent = readable(presented);
  const trusted = readable(anchors);
  const route = sent.slice(0, 1);
  for (let last = route[0]; last !== undefined;) {
    const { issuer } = last;
    const fits = (one: Certificate) => sameName(one.subject, issuer) && !route.includes(one);
    last = sameName(last.subject, issuer) ? undefined : sent.find(fits) ?? trusted.find(fits);
    if (last !== undefined) route.push(last);
  }
  return route;
}

/** Lets the builder go from each certificate of the route to the next, and nowhere else. */
function onlyAlong(route: readonly Certificate[]): Rule {
  return {
    id: "sentRoute",
    lesson: "Whoever sees one way only is lost where it ends",
    check: () => [],
    link: (certificate, issuer) =>
      route.some((one, i) =>
        equalBytes(one.der, certificate.der) &&
        route[i + 1] !== undefined && equalBytes(route[i + 1]!.der, issuer.der)
      ),
  };
}
