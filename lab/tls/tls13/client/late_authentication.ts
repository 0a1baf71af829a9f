import type { ClientConfig } from "../../config.ts";
import { type Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { finishedVerifyData } from "../../schedule/mod.ts";
import { aside } from "../aside.ts";
import { proveIdentity } from "./authentication.ts";
import { requestFault } from "./parameters.ts";
import type { ClientState } from "./state.ts";

/**
 * The server asks who we are, now that it knows what we want (RFC 9846 §4.7.2 [8446 §4.6.2]). The
 * proof covers the handshake and this request, and ends with a Finished under our present keys.
 */
export function onLateCertificateRequest(
  state: Named<ClientState, "CONNECTED">,
  { body, raw }: Received<"certificate_request">,
  out: Out<ClientConfig>,
): ClientState | Fault {
  if (!state.lateRequests) {
    return fault(
      "unexpectedMessage",
      "certificate_request, though post_handshake_auth was not sent",
    );
  }
  if (body.certificateRequestContext.length === 0) {
    return fault("badCertificateContext", "CertificateRequest without a context to tell it by");
  }
  const wrong = requestFault(body);
  if (wrong !== undefined) return wrong;
  const transcript = out.transcript.fork();
  transcript.add(raw);
  const speaker = aside(transcript, out);
  proveIdentity(body, out.config, speaker);
  const { kdf } = state.session;
  const verifyData = finishedVerifyData(kdf, out.trafficSecrets.writing, transcript.digest());
  speaker.send("finished", { verifyData });
  return state;
}
