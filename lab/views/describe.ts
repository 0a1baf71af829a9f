import { decode, fromUtf8 } from "../bytes/mod.ts";
import { parseCertificate, shortName } from "../pki/mod.ts";
import {
  Alert,
  AlertDescription,
  Certificate,
  CipherSuite,
  ClientHello,
  ContentType,
  HANDSHAKE_HEADER_LENGTH,
  keyShare,
  NamedGroup,
  readExtension,
  ServerHello,
  serverName,
} from "../wire/mod.ts";
import type { DissectedMessage, DissectedRecord } from "./dissect.ts";

/** Usual abbreviations of message names, for narrow diagrams. */
const SHORT: Readonly<Record<string, string>> = {
  EncryptedExtensions: "EE",
  Certificate: "Cert",
  CertificateRequest: "CertReq",
  CertificateVerify: "CV",
  Finished: "Fin",
  NewSessionTicket: "Ticket",
};

/** What a packet's records say, in the notation of RFC 9846 §2: `{}` handshake, `[]` application. */
export function labelOf(records: readonly DissectedRecord[]): string {
  const parts: string[] = [];
  let open: { protection: DissectedRecord["protection"]; words: string[] } | undefined;
  for (const record of records) {
    const words = wordsOf(record);
    if (words.length === 0) continue;
    if (open === undefined || open.protection !== record.protection) {
      open = { protection: record.protection, words: [] };
      parts.push("");
    }
    open.words.push(...words);
    // Application records are told apart; handshake messages share records as they like.
    const apart = open.protection === "application" ? "] [" : " ";
    parts[parts.length - 1] = bracketed(open.protection, open.words.join(apart));
  }
  return parts.join(" ");
}

function bracketed(protection: DissectedRecord["protection"], words: string): string {
  if (protection === "handshake") return `{${words}}`;
  return protection === "application" ? `[${words}]` : words;
}

/** The words for one record; none for what only middleboxes look at. */
function wordsOf({ content, messages }: DissectedRecord): string[] {
  if (content === undefined) return ["sealed"];
  switch (content.type) {
    case ContentType.handshake:
      return messages.map(({ name }) => SHORT[name] ?? name);
    case ContentType.alert: {
      const alert = decode(Alert, content.bytes);
      return [alert.ok ? AlertDescription.label(alert.value.description) : "broken alert"];
    }
    case ContentType.application_data:
      return [firstLine(fromUtf8(content.bytes))];
    case ContentType.change_cipher_spec:
      return [];
    default:
      return [ContentType.label(content.type)];
  }
}

/** The first line of a text, cut when long. */
export function firstLine(text: string): string {
  const line = text.split(/\r?\n/, 1)[0]!;
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** What is worth knowing about a packet's messages, in a few words; may be empty. */
export function detailOf(records: readonly DissectedRecord[]): string {
  return records.flatMap(({ messages }) => messages.map(detailOfMessage))
    .filter((detail) => detail !== "").join(", ");
}

function detailOfMessage({ name, raw }: DissectedMessage): string {
  const body = raw.subarray(HANDSHAKE_HEADER_LENGTH);
  switch (name) {
    case "ClientHello": {
      const hello = decode(ClientHello, body);
      if (!hello.ok) return "";
      const list = hello.value.extensions ?? [];
      const names = readExtension(list, serverName, "client_hello");
      const shares = readExtension(list, keyShare, "client_hello");
      const host = names?.ok ? names.value[0]?.hostName : undefined;
      const groups = shares?.ok ? shares.value.map(({ group }) => NamedGroup.label(group)) : [];
      return [
        host === undefined ? "no name" : `for ${fromUtf8(host)}`,
        groups.join(" and "),
      ].join(", ");
    }
    case "ServerHello": {
      const hello = decode(ServerHello, body);
      if (!hello.ok) return "";
      const share = readExtension(hello.value.extensions ?? [], keyShare, "server_hello");
      const group = share?.ok ? NamedGroup.label(share.value.group) : "no group";
      return `${group}, ${CipherSuite.label(hello.value.cipherSuite).replace(/^TLS_/, "")}`;
    }
    case "HelloRetryRequest": {
      const hello = decode(ServerHello, body);
      if (!hello.ok) return "";
      const group = readExtension(hello.value.extensions ?? [], keyShare, "hello_retry_request");
      return group?.ok ? `wants ${NamedGroup.label(group.value)}` : "wants a cookie back";
    }
    case "Certificate": {
      const message = decode(Certificate, body);
      const leaf = message.ok ? message.value.certificateList[0] : undefined;
      if (leaf === undefined) return "no certificate";
      const parsed = parseCertificate(leaf.certData);
      if (!parsed.ok) return "unreadable certificate";
      return `${shortName(parsed.value.subject)} ← ${shortName(parsed.value.issuer)}`;
    }
    default:
      return "";
  }
}
