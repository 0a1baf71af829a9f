import { type Bytes, type Codec, decode, fromUtf8 } from "../bytes/mod.ts";
import { type Certificate, extension, parseCertificate, sameName, shortName } from "../pki/mod.ts";
import { splitParams } from "../tls/mod.ts";
import {
  CipherSuite,
  ClientHello,
  earlyData,
  HANDSHAKE_HEADER_LENGTH,
  type HandshakeForm,
  keyShare,
  NamedGroup,
  preSharedKey,
  ProtocolVersion,
  readExtension,
  ServerDhParams,
  ServerEcdhParams,
  ServerHello,
  serverName,
  ServerRsaParams,
  sessionTicket,
} from "../wire/mod.ts";
import { certificatesIn } from "./certificates_in.ts";
import { type DissectedMessage, isOlder } from "./messages.ts";
import { stapleWords } from "./status_words.ts";

/** What is worth knowing about a message, in a few words; may be empty. */
export function detailOfMessage(message: DissectedMessage): string {
  const { name, raw, form } = message;
  const body = raw.subarray(HANDSHAKE_HEADER_LENGTH);
  switch (name) {
    case "ClientHello":
      return ofClientHello(body, form);
    case "ServerHello":
      return ofServerHello(body);
    case "HelloRetryRequest": {
      const hello = decode(ServerHello, body);
      if (!hello.ok) return "";
      const group = readExtension(hello.value.extensions ?? [], keyShare, "hello_retry_request");
      return group?.ok ? `wants ${NamedGroup.label(group.value)}` : "wants a cookie back";
    }
    case "Certificate":
    case "CompressedCertificate":
      return [ofCertificate(message), stapleWords(message)].filter((one) => one !== "").join(", ");
    case "CertificateStatus":
      return stapleWords(message);
    case "ServerKeyExchange":
      return ofServerKeyExchange(body, form);
    default:
      return "";
  }
}

function ofClientHello(body: Bytes, form: HandshakeForm): string {
  const hello = decode(ClientHello, body);
  if (!hello.ok) return "";
  const { extensions: list = [], legacyVersion } = hello.value;
  const names = readExtension(list, serverName, "client_hello");
  const shares = readExtension(list, keyShare, "client_hello");
  const ticket = readExtension(list, sessionTicket, "client_hello");
  const host = names?.ok ? names.value[0]?.hostName : undefined;
  const groups = shares?.ok ? shares.value.map(({ group }) => NamedGroup.label(group)) : [];
  const has = (type: number) => list.some((extension) => extension.type === type);
  return [
    host === undefined ? "no name" : `for ${fromUtf8(host)}`,
    shares === undefined ? `up to ${ProtocolVersion.label(legacyVersion)}` : groups.join(" and "),
    has(preSharedKey.type) && "a pre-shared key",
    has(earlyData.type) && "early data",
    isOlder(form.version) && ticket?.ok && ticket.value.length > 0 && "a ticket",
  ].filter((part) => part !== false && part !== undefined && part !== "").join(", ");
}

function ofServerHello(body: Bytes): string {
  const hello = decode(ServerHello, body);
  if (!hello.ok) return "";
  const { extensions = [], cipherSuite, legacyVersion } = hello.value;
  const suite = CipherSuite.label(cipherSuite).replace(/^TLS_/, "");
  const share = readExtension(extensions, keyShare, "server_hello");
  const psk = readExtension(extensions, preSharedKey, "server_hello");
  const newer = share !== undefined || psk !== undefined;
  return [
    !newer && ProtocolVersion.label(legacyVersion),
    psk !== undefined && "the pre-shared key",
    share?.ok && NamedGroup.label(share.value.group),
    suite,
  ].filter((part) => part !== false && part !== undefined).join(", ");
}

function ofCertificate(message: DissectedMessage): string {
  const list = certificatesIn(message);
  const [leaf] = list ?? [];
  if (leaf === undefined) return "no certificate";
  const parsed = parseCertificate(leaf);
  if (!parsed.ok) return "unreadable certificate";
  const shown = `${hostOf(parsed.value)} ← ${shortName(parsed.value.issuer)}`;
  const stray = strayBehind(parsed.value, list?.[1]);
  return stray === undefined ? shown : `${shown}, and behind it ${stray}`;
}

/** The name that counts: the first host in the subjectAltName, or else the subject's. */
function hostOf(certificate: Certificate): string {
  const names = extension(certificate, "subjectAltName")?.value ?? [];
  const host = names.find(({ type }) => type === "dNSName");
  return host === undefined || typeof host.value !== "string"
    ? shortName(certificate.subject)
    : host.value;
}

/** What comes second in a list, where it is not the first one's issuer. */
function strayBehind(leaf: Certificate, second: Bytes | undefined): string | undefined {
  if (second === undefined) return undefined;
  const parsed = parseCertificate(second);
  if (!parsed.ok || sameName(parsed.value.subject, leaf.issuer)) return undefined;
  return hostOf(parsed.value);
}

function ofServerKeyExchange(body: Bytes, { keyExchange }: HandshakeForm): string {
  if (keyExchange === undefined) return "";
  if (keyExchange.includes("PSK")) return "";
  if (keyExchange.startsWith("EC")) return shownParams(ServerEcdhParams, body);
  return keyExchange === "RSA_EXPORT"
    ? shownParams(ServerRsaParams, body)
    : shownParams(ServerDhParams, body);
}

/** Whatever signature stands behind the parameters does not matter here. */
function shownParams<T>(codec: Codec<T>, body: Bytes): string {
  const split = splitParams(codec, body);
  return "value" in split ? codec.show?.(split.value) ?? "" : "";
}
