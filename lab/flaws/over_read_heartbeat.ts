import { concat } from "../bytes/mod.ts";
import { heartbeatResponse } from "../tls/mod.ts";
import type { Flaw } from "./flaw.ts";

/** Message type of a request, and where the payload begins (RFC 6520 §4). */
const REQUEST = 1;
const PAYLOAD = 3;

/** Answers as many bytes as the request says it holds, whether it holds them or not. */
export const overReadHeartbeat: Flaw = {
  id: "over-read-heartbeat",
  title: "Believes the length in a heartbeat and answers with what lies behind it in memory",
  seen: "Heartbleed, CVE-2014-0160",
  breaks: "RFC 6520 §4: a heartbeat whose length is too large is passed over in silence",
  apply: (config) => ({
    ...config,
    seams: {
      ...config.seams,
      answerHeartbeat(request, memory) {
        if (request.length < PAYLOAD || request[0] !== REQUEST) return undefined;
        const claimed = (request[1]! << 8) | request[2]!;
        const reachable = concat(request.subarray(PAYLOAD), memory);
        return heartbeatResponse(reachable.subarray(0, claimed));
      },
    },
  }),
};
