import { type CommonConfig, HONEST_SEAMS } from "../tls/mod.ts";
import type { Authority } from "./authority.ts";

/**
 * The part of a configuration that remembers certificates of intermediates from other visits, as
 * some browsers do: they fill gaps in what servers send, and are not trusted in themselves.
 */
export function keepingIntermediates(
  ...authorities: readonly Authority[]
): Pick<CommonConfig, "seams"> {
  const kept = authorities.map(({ certificate }) => certificate);
  return {
    seams: {
      ...HONEST_SEAMS,
      verifyChain: (presented, context) => {
        const verdict = HONEST_SEAMS.verifyChain([...presented, ...kept], context);
        const checks = verdict.checks.map((check) => {
          const { certificate = 0, rule, ok, detail, spec } = check;
          // Findings about what was not sent point nowhere in what was.
          return certificate < presented.length ? check : { rule, ok, detail, spec };
        });
        return { ...verdict, checks };
      },
    },
  };
}
