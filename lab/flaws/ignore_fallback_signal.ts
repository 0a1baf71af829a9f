import type { Flaw } from "./flaw.ts";

/** A server that speaks any version it is asked for, even if the client says that this is odd. */
export const ignoreFallbackSignal: Flaw = {
  id: "ignore-fallback-signal",
  title: "Takes no notice of a client that falls back",
  seen: "Möller, Duong and Kotowicz, This POODLE Bites, 2014",
  breaks: "RFC 7507 §3: a server that speaks a newer version must refuse the fallback",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, judgeFallback: () => undefined },
  }),
};
