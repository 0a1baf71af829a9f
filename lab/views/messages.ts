import { type Bytes, equalBytes } from "../bytes/mod.ts";
import { HandshakeJoiner } from "../tls/mod.ts";
import {
  type HandshakeForm,
  HandshakeType,
  HELLO_RETRY_REQUEST_RANDOM,
  ProtocolVersion,
} from "../wire/mod.ts";

/** A handshake message found in records. */
export interface DissectedMessage {
  /** The structure's name: `ClientHello`, `HelloRetryRequest`. */
  readonly name: string;
  /** Header and body. */
  readonly raw: Bytes;
  /** Where it begins in the record's content; below 0 when in an earlier record. */
  readonly start: number;
  /** The version and key exchange that settle how its body is spelt. */
  readonly form: HandshakeForm;
}

/** How messages are spelt in TLS 1.3, and where no version is settled. */
export const FORM_13: HandshakeForm = { version: ProtocolVersion["TLS 1.3"] };

/** Whether a `ProtocolVersion` value is one before TLS 1.3. */
export function isOlder(version: number): boolean {
  return version < FORM_13.version;
}

/** Finds the handshake messages of a stream, record after record. */
export class MessageFinder {
  /** What the messages to come are read as. */
  form: HandshakeForm;
  readonly #joiner = new HandshakeJoiner();
  /** Bytes of a message that has begun and not ended. */
  #waiting = 0;

  constructor(form: HandshakeForm = FORM_13) {
    this.form = form;
  }

  /** The messages that end in this content. */
  next(content: Bytes): DissectedMessage[] {
    const { form } = this;
    const messages: DissectedMessage[] = [];
    this.#joiner.push(content);
    let start = -this.#waiting;
    for (let raw = this.#joiner.next(); raw instanceof Uint8Array; raw = this.#joiner.next()) {
      messages.push({ name: structureName(raw), raw, start, form });
      start += raw.length;
    }
    this.#waiting = content.length - start;
    return messages;
  }
}

/** The structure a message holds, as the specification calls it. */
function structureName(raw: Bytes): string {
  const name = HandshakeType.nameOf(raw[0]!);
  if (name === undefined) return HandshakeType.label(raw[0]!);
  if (name === "server_hello" && equalBytes(raw.subarray(6, 38), HELLO_RETRY_REQUEST_RANDOM)) {
    return "HelloRetryRequest";
  }
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
