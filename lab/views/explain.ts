import { ContentType } from "../wire/mod.ts";
import type { DissectedRecord } from "./dissect.ts";

/** One plain sentence for each message: what a trainer says while pointing at it. */
const SENTENCES: Readonly<Record<string, string>> = {
  ClientHello:
    "ClientHello: what the client can do, a random number, the name it wants, and half " +
    "of a key agreement. All of it in the clear.",
  ServerHello: "ServerHello: what the server chose, and its half of the key agreement. From here " +
    "on both have the same secret, and nobody who only listened does.",
  HelloRetryRequest: "HelloRetryRequest: the server wants another key share; the client begins " +
    "again, and the first hello still counts.",
  EncryptedExtensions: "EncryptedExtensions: the first protected message. Answers that do not " +
    "concern keys.",
  CertificateRequest: "CertificateRequest: the server wants to know who the client is, too.",
  Certificate: "Certificate: the claim that this key belongs to that name, signed by somebody. " +
    "Anybody can copy it, so it proves nothing yet.",
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

/** The sentence on a message; none for messages TLS 1.3 does not have. */
export function sentenceOn(message: string): string | undefined {
  return Object.hasOwn(SENTENCES, message) ? SENTENCES[message] : undefined;
}

/** What there is to say about records, message by message. */
export function explain(records: readonly DissectedRecord[]): readonly string[] {
  return records.flatMap((record) => {
    const sentences = record.messages.map(({ name }) => sentenceOn(name))
      .filter((sentence) => sentence !== undefined);
    return sentences.length > 0 ? sentences : other(record);
  });
}

function other({ content, protection }: DissectedRecord): string[] {
  if (content === undefined) return ["No key of this run opens this record."];
  if (content.type === ContentType.application_data) {
    return protection === "none"
      ? []
      : ["Application data, sealed with a key that only this direction of this connection uses."];
  }
  if (content.type === ContentType.alert) {
    return ["An alert: why this side stops, or that it has said all it wanted to say."];
  }
  return [];
}
