import { type Bytes, decode, fromUtf8 } from "../bytes/mod.ts";
import { Alert, AlertDescription, ContentType } from "../wire/mod.ts";
import { detailOfMessage } from "./describe_message.ts";
import { readHeartbeat } from "./heartbeat.ts";
import { isOlder } from "./messages.ts";
import type { DissectedRecord, Protection } from "./dissect.ts";

/** Usual abbreviations of message names, for narrow diagrams; their legends explain them. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  EncryptedExtensions: "EE",
  Certificate: "Cert",
  CompressedCertificate: "CompCert",
  CertificateRequest: "CertReq",
  CertificateVerify: "CV",
  Finished: "Fin",
  NewSessionTicket: "Ticket",
  EndOfEarlyData: "EOED",
  ServerKeyExchange: "SKE",
  ClientKeyExchange: "CKE",
  ServerHelloDone: "Done",
  CertificateStatus: "Status",
  ChangeCipherSpec: "CCS",
};

/**
 * What a packet's records say, in the notation of RFC 9846 §2: `()` under keys for early data, `{}`
 * under those of the handshake, `[]` under those of application data.
 */
export function labelOf(records: readonly DissectedRecord[]): string {
  const parts: string[] = [];
  let open: { protection: Protection; words: string[] } | undefined;
  for (const record of records) {
    const words = wordsOf(record);
    if (words.length === 0) continue;
    if (open === undefined || open.protection !== record.protection) {
      open = { protection: record.protection, words: [] };
      parts.push("");
    }
    open.words.push(...words);
    // Application records are told apart; handshake messages share records as they like.
    const apart = APART[open.protection];
    parts[parts.length - 1] = bracketed(open.protection, open.words.join(apart));
  }
  return parts.join(" ");
}

const APART: Readonly<Record<Protection, string>> = {
  none: " ",
  early: ") (",
  handshake: " ",
  application: "] [",
};

function bracketed(protection: Protection, words: string): string {
  switch (protection) {
    case "none":
      return words;
    case "early":
      return `(${words})`;
    case "handshake":
      return `{${words}}`;
    case "application":
      return `[${words}]`;
  }
}

/** The words for one record; none for what only middleboxes look at. */
function wordsOf({ content, messages, version }: DissectedRecord): string[] {
  if (content === undefined) return ["sealed"];
  switch (content.type) {
    case ContentType.handshake:
      return messages.map(({ name }) => shortName(name));
    case ContentType.alert: {
      const alert = decode(Alert, content.bytes);
      return [alert.ok ? AlertDescription.label(alert.value.description) : "broken alert"];
    }
    case ContentType.application_data:
      return [firstLine(fromUtf8(content.bytes))];
    case ContentType.change_cipher_spec: // a dummy in TLS 1.3
      return isOlder(version) ? [shortName("ChangeCipherSpec")] : [];
    case ContentType.heartbeat:
      return [heartbeatWords(content.bytes)];
    default:
      return [ContentType.label(content.type)];
  }
}

/** How much is asked for, and how much came: `heartbeat_request for 16384 of 3 bytes`. */
function heartbeatWords(bytes: Bytes): string {
  const { type, claimed, present } = readHeartbeat(bytes);
  return claimed > present
    ? `${type} for ${claimed} of ${present} bytes`
    : `${type}, ${claimed} bytes`;
}

function shortName(name: string): string {
  return SHORT_NAMES[name] ?? name;
}

/** The first line of a text with anything in it, cut when long. */
export function firstLine(text: string): string {
  const line = text.split(/\r?\n/).find((one) => one.trim() !== "") ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** What is worth knowing about a packet's messages, in a few words; may be empty. */
export function detailOf(records: readonly DissectedRecord[]): string {
  return records.flatMap(({ messages }) => messages.map(detailOfMessage))
    .filter((detail) => detail !== "").join(", ");
}
