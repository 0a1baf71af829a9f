import {
  CipherSuite,
  type ClientHello,
  type Extension,
  extensionOf,
  ExtensionType,
  renegotiationInfo,
} from "../../wire/mod.ts";
import { type Fault, fault } from "../fault.ts";

/** Checks that no extension stands twice. */
export function duplicateFault(
  extensions: readonly Extension[],
  place: string,
): Fault | undefined {
  const seen = new Set<number>();
  for (const { type } of extensions) {
    if (seen.has(type)) {
      return fault("duplicateExtension", `${ExtensionType.label(type)} stands twice in ${place}`);
    }
    seen.add(type);
  }
  return undefined;
}

/** Checks a server's answers as a whole: nothing twice, and nothing that was not asked for. */
export function answersFault(
  answers: readonly Extension[],
  hello: ClientHello,
): Fault | undefined {
  const asked = new Set((hello.extensions ?? []).map(({ type }) => type));
  // The signal asks for it in the form of a cipher suite (RFC 5746 §3.3).
  if (hello.cipherSuites.includes(CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV)) {
    asked.add(renegotiationInfo.type);
  }
  for (const { type } of answers) {
    const name = ExtensionType.label(type);
    if (!asked.has(type)) return fault("unsolicitedExtension", `${name} was not asked for`);
    const known = extensionOf(type);
    if (known !== undefined && known.in.server_hello === undefined) {
      return fault("misplacedExtension", `${name} does not belong in server_hello`);
    }
  }
  return duplicateFault(answers, "server_hello");
}
