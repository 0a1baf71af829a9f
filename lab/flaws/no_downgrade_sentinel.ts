import type { Flaw } from "./flaw.ts";

/** A server whose random does not say that it could speak a newer version. */
export const noDowngradeSentinel: Flaw = {
  id: "no-downgrade-sentinel",
  title: "Does not mark its random when it speaks an older version",
  seen: "tlslite-ng, issue 306, 2018",
  breaks: "RFC 9846 §4.2.3 [8446 §4.1.3]: a server that settles for less must mark its random",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, writeDowngrade: (random) => random },
  }),
};
