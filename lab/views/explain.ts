import { type Bytes, decode } from "../bytes/mod.ts";
import {
  ClientHello,
  ContentType,
  HANDSHAKE_HEADER_LENGTH,
  keyShare,
  preSharedKey,
  readExtension,
} from "../wire/mod.ts";
import type { DissectedRecord } from "./dissect.ts";
import { olderSentenceOn } from "./explain_older.ts";
import { readHeartbeat } from "./heartbeat.ts";
import { type DissectedMessage, isOlder } from "./messages.ts";

/** One plain sentence for each message: what a trainer says while pointing at it. */
const SENTENCES: Readonly<Record<string, string>> = {
  ServerHello: "ServerHello: what the server chose, and its half of the key agreement. From here " +
    "on both have the same secret, and nobody who only listened does.",
  HelloRetryRequest: "HelloRetryRequest: the server wants another key share; the client begins " +
    "again, and the first hello still counts.",
  EncryptedExtensions: "EncryptedExtensions: the first protected message. Answers that do not " +
    "concern keys.",
  CertificateRequest: "CertificateRequest: the server wants to know who the client is, too.",
  Certificate: "Certificate: the claim that this key belongs to that name, signed by somebody. " +
    "Anybody can copy it, so it proves nothing yet.",
  CompressedCertificate: "CompressedCertificate: a Certificate message made smaller, so that it " +
    "fits into fewer packets.",
  CertificateVerify:
    "CertificateVerify: a signature over everything said so far. Only the holder " +
    "of the certificate's private key can make it.",
  Finished:
    "Finished: a MAC over everything said so far. If one byte was changed on the way, the " +
    "two sides find out here at the latest.",
  NewSessionTicket: "NewSessionTicket: lets the client come back with less work.",
  KeyUpdate: "KeyUpdate: from the next record on, the sender uses new keys.",
  EndOfEarlyData: "EndOfEarlyData: the client has sent all its early data.",
};

/** The sentence on a message; none for messages that its version does not have. */
export function sentenceOn({ name, raw, form }: DissectedMessage): string | undefined {
  if (name === "ClientHello") return onClientHello(raw);
  if (isOlder(form.version)) return olderSentenceOn(name, form);
  return Object.hasOwn(SENTENCES, name) ? SENTENCES[name] : undefined;
}

/** What a hello brings for the keys is in the hello, whatever version comes of it. */
function onClientHello(raw: Bytes): string {
  const hello = decode(ClientHello, raw.subarray(HANDSHAKE_HEADER_LENGTH));
  const list = (hello.ok ? hello.value.extensions : undefined) ?? [];
  const shares = readExtension(list, keyShare, "client_hello");
  if (shares?.ok && shares.value.length > 0) {
    const halves = shares.value.length === 1
      ? "half of a key agreement"
      : "half of a key agreement for each of several groups";
    return `ClientHello: what the client can do, a random number, the name it wants, and ${halves}. ` +
      "All of it in the clear.";
  }
  const begin = "ClientHello: what the client can do, a random number, and the name it wants. ";
  return list.some(({ type }) => type === preSharedKey.type)
    ? `${begin}It names a key that both ends have already.`
    : `${begin}Nothing yet that keys could be made from.`;
}

/** What there is to say about records, message by message. */
export function explain(records: readonly DissectedRecord[]): readonly string[] {
  return records.flatMap((record) => {
    const sentences = record.messages.map(sentenceOn)
      .filter((sentence) => sentence !== undefined);
    return sentences.length > 0 ? sentences : other(record);
  });
}

function other({ content, protection, version }: DissectedRecord): string[] {
  if (content === undefined) return ["No key of this run opens this record."];
  switch (content.type) {
    case ContentType.application_data:
      return dataSentence(protection);
    case ContentType.alert:
      return ["An alert: why this side stops, or that it has said all it wanted to say."];
    case ContentType.heartbeat:
      return [heartbeatSentence(content.bytes)];
    case ContentType.change_cipher_spec:
      return isOlder(version)
        ? ["ChangeCipherSpec: from the next record on, this side uses the keys just agreed on."]
        : [];
    default:
      return [];
  }
}

function heartbeatSentence(bytes: Bytes): string {
  const { request, claimed, present } = readHeartbeat(bytes);
  if (!request) {
    return "A heartbeat's answer: it brings back what the question said it had brought.";
  }
  return claimed > present
    ? `A heartbeat that brings ${present} bytes and wants ${claimed} back: a careful peer says nothing.`
    : "A heartbeat: are you there? The peer is to say the same bytes back.";
}

function dataSentence(protection: DissectedRecord["protection"]): string[] {
  switch (protection) {
    case "early":
      return [
        "Early data, sent before the server has said a word, and sealed by what an earlier " +
        "connection left behind. Whoever copies it can send it again.",
      ];
    case "application":
      return [
        "Application data, sealed with a key that only this direction of this connection uses.",
      ];
    default:
      return [];
  }
}
