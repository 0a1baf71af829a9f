import { type Bytes, decode } from "../bytes/mod.ts";
import { Certificate, Certificate12, HANDSHAKE_HEADER_LENGTH } from "../wire/mod.ts";
import { type DissectedMessage, isOlder } from "./messages.ts";

/** The certificates in a Certificate message, DER, leaf first; `undefined` for any other message. */
export function certificatesIn(
  { name, raw, form }: Pick<DissectedMessage, "name" | "raw" | "form">,
): readonly Bytes[] | undefined {
  if (name !== "Certificate") return undefined;
  const body = raw.subarray(HANDSHAKE_HEADER_LENGTH);
  if (isOlder(form.version)) {
    const message = decode(Certificate12, body);
    return message.ok ? message.value.certificateList : [];
  }
  const message = decode(Certificate, body);
  return message.ok ? message.value.certificateList.map(({ certData }) => certData) : [];
}
