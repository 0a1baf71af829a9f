import type { CommonConfig } from "../config.ts";
import { Fault, fault } from "../fault.ts";
import type { Out } from "../machine.ts";
import type { Received } from "../record/joiner.ts";
import { KeyUpdateRequest } from "../../wire/mod.ts";

/** The peer's keys change, and ours too when it asks for that (RFC 9846 §4.7.3 [8446 §4.6.3]). */
export function onKeyUpdate<S>(
  state: S,
  { body: { requestUpdate } }: Received<"key_update">,
  out: Out<CommonConfig>,
): S | Fault {
  if (KeyUpdateRequest.nameOf(requestUpdate) === undefined) {
    return fault("badKeyUpdate", `request_update is ${requestUpdate}, which is neither 0 nor 1`);
  }
  return out.keyUpdate(requestUpdate === KeyUpdateRequest.update_requested) ?? state;
}
