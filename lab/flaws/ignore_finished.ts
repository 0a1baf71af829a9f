import type { Flaw } from "./flaw.ts";

/** An end that waits for the other's Finished, and does not compare what it says. */
export const ignoreFinished: Flaw = {
  id: "ignore-finished",
  title: "Takes any Finished for the right one",
  seen: "the TLS client of BusyBox, which reads the type of the message and no more",
  breaks: "RFC 9846 §4.5.3 [8446 §4.4.4]: the content of Finished must be verified",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, verifyFinished: () => true },
  }),
};
