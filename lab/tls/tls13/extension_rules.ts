import { type Decoded } from "../../bytes/mod.ts";
import { type Extension, extensionOf, ExtensionType, type Place } from "../../wire/mod.ts";
import { Fault, fault } from "../fault.ts";

/** What an answer in the clear may carry in TLS 1.3; all else belongs behind encryption. */
const HELLO_ANSWERS: Partial<Record<Place, readonly number[]>> = {
  server_hello: [
    ExtensionType.supported_versions,
    ExtensionType.key_share,
    ExtensionType.pre_shared_key,
  ],
  hello_retry_request: [
    ExtensionType.supported_versions,
    ExtensionType.key_share,
    ExtensionType.cookie,
  ],
};

/**
 * Checks an extension list as a whole (RFC 9846 §4.3 [8446 §4.2]): nothing twice, nothing in the
 * wrong message, and, in an answer, nothing that was not asked for.
 *
 * @param asked extension types of the message this one answers; absent for requests
 */
export function extensionFault(
  extensions: readonly Extension[],
  place: Place,
  asked?: ReadonlySet<number>,
): Fault | undefined {
  const seen = new Set<number>();
  for (const { type } of extensions) {
    const name = ExtensionType.label(type);
    if (seen.has(type)) return fault("duplicateExtension", `${name} stands twice in ${place}`);
    seen.add(type);
    // A cookie answers nothing: it is the server's to hand out (RFC 9846 §4.3.2).
    const unasked = asked !== undefined && !asked.has(type) && type !== ExtensionType.cookie;
    if (unasked) return fault("unsolicitedExtension", `${name} in ${place} was not asked for`);
    const allowed = HELLO_ANSWERS[place];
    const known = extensionOf(type);
    const misplaced = allowed !== undefined
      ? known !== undefined && !allowed.includes(type)
      : known !== undefined && known.in[place] === undefined;
    if (misplaced) return fault("misplacedExtension", `${name} does not belong in ${place}`);
  }
  return undefined;
}

/** The value of an extension that may be absent; a fault when its bytes make no sense. */
export function valueOf<T>(found: Decoded<T> | undefined): T | undefined | Fault {
  if (found === undefined) return undefined;
  return found.ok ? found.value : fault("undecodable", found.error);
}
