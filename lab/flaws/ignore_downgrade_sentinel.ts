import type { Flaw } from "./flaw.ts";

/** A client that does not look at the end of the server's random. */
export const ignoreDowngradeSentinel: Flaw = {
  id: "ignore-downgrade-sentinel",
  title: "Does not read the mark in the server's random",
  seen: "Chrome, for certificates of unknown authorities, until 2019",
  breaks: "RFC 9846 §4.2.3 [8446 §4.1.3]: a client must check that the mark is not there",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, readDowngrade: () => undefined },
  }),
};
