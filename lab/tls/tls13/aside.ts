import type { CommonConfig } from "../config.ts";
import type { Out } from "../machine.ts";
import type { Transcript } from "../schedule/mod.ts";
import type { Speaker } from "./prove.ts";

/** Speaks with a transcript of its own, as later authentication does (RFC 9846 §4.5 [8446 §4.4]). */
export function aside(transcript: Transcript, out: Out<CommonConfig>): Speaker {
  return {
    config: out.config,
    random: out.random,
    transcript,
    send: (name, body) => transcript.add(out.sendUnhashed(name, body)),
  };
}
