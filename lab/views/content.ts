/** What a packet says apart from chance: by this, two runs are compared. */
import { type Bytes, hex, inspect } from "../bytes/mod.ts";
import { parseCertificate, showAlgorithm, showKey, showName, showTime } from "../pki/mod.ts";
import { handshakeCodec } from "../wire/mod.ts";
import { certificatesIn } from "./certificates_in.ts";
import type { DissectedMessage, DissectedRecord } from "./dissect.ts";
import { flatten } from "./fields.ts";

/** Extensions made of keys and signatures: others in every run (RFC 5280 §4.2.1, RFC 6962 §3.3). */
const OF_CHANCE: ReadonlySet<string | undefined> = new Set([
  "subjectKeyIdentifier",
  "authorityKeyIdentifier",
  "signedCertificateTimestampList",
]);

/**
 * The choices in the handshake messages of a packet, and what their certificates say, without
 * randoms, keys, serial numbers and signatures: equal texts for packets that say the same.
 */
export function contentOf(records: readonly DissectedRecord[]): string {
  return records.flatMap(({ messages }) => messages).map(messageContent).join("\n");
}

function messageContent(message: DissectedMessage): string {
  const certificates = certificatesIn(message);
  return [
    message.name,
    ...certificates === undefined ? choicesIn(message) : certificates.map(certificateContent),
  ].join("\n");
}

/** Fields whose values have names: suites, versions, groups, kinds of extensions. */
function choicesIn({ raw, form }: DissectedMessage): string[] {
  return flatten(inspect(handshakeCodec(form), raw).field, form.version)
    .flatMap(({ text, leaf }) =>
      leaf && text !== undefined && /\(0x[0-9a-f]+\)$/.test(text) ? text : []
    );
}

function certificateContent(der: Bytes): string {
  const parsed = parseCertificate(der);
  if (!parsed.ok) return "unreadable";
  const { subject, issuer, validity, subjectPublicKeyInfo, signatureAlgorithm, extensions } =
    parsed.value;
  return [
    showName(subject),
    showName(issuer),
    showTime(validity.notBefore),
    showTime(validity.notAfter),
    showKey(subjectPublicKeyInfo),
    showAlgorithm(signatureAlgorithm),
    ...extensions.map(({ name, oid, critical, der }) =>
      `${oid} ${critical} ${OF_CHANCE.has(name) ? "" : hex(der)}`
    ),
  ].join(", ");
}
