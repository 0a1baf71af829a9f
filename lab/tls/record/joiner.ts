import { type Bytes, concat, EMPTY } from "../../bytes/mod.ts";
import {
  HANDSHAKE_BODIES,
  HANDSHAKE_HEADER_LENGTH,
  type HandshakeName,
  HandshakeType,
  isHandshakeName,
} from "../../wire/mod.ts";
import { type Codec, decode, type Infer } from "../../bytes/mod.ts";
import { Fault, fault } from "../fault.ts";

/** Longest handshake message taken; a certificate list of a course fits many times over. */
export const MAX_MESSAGE = 2 ** 17;

type BodyOf<N extends HandshakeName> = Infer<(typeof HANDSHAKE_BODIES)[N]>;

/** A handshake message that arrived, with the bytes that enter the transcript. */
export type Received<N extends HandshakeName = HandshakeName> = {
  readonly [K in N]: {
    readonly name: K;
    readonly body: BodyOf<K>;
    /** Header and body, as the peer spelt them. */
    readonly raw: Bytes;
  };
}[N];

/** Puts handshake messages together from the records they were cut into (RFC 9846 §5.1). */
export class HandshakeJoiner {
  #pending: Bytes = EMPTY;

  /** Whether a message has begun and not ended. */
  get busy(): boolean {
    return this.#pending.length > 0;
  }

  push(fragment: Bytes): void {
    this.#pending = this.#pending.length === 0 ? fragment : concat(this.#pending, fragment);
  }

  /** The next whole message, undecoded; `undefined` until more comes. */
  next(): Bytes | Fault | undefined {
    const bytes = this.#pending;
    if (bytes.length < HANDSHAKE_HEADER_LENGTH) return undefined;
    const length = (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!;
    if (length > MAX_MESSAGE) {
      return fault(
        "messageTooLong",
        `A handshake message of ${length} bytes, above ${MAX_MESSAGE}`,
      );
    }
    const end = HANDSHAKE_HEADER_LENGTH + length;
    if (bytes.length < end) return undefined;
    this.#pending = bytes.subarray(end);
    return bytes.subarray(0, end);
  }
}

/** The name of a message, whether or not TLS 1.3 has it. */
export function messageName(raw: Bytes): string {
  return HandshakeType.label(raw[0]!);
}

/** Decodes a message that may come now. */
export function decodeMessage(raw: Bytes): Received | Fault {
  const name = HandshakeType.nameOf(raw[0]!);
  if (!isHandshakeName(name)) {
    return fault("unexpectedMessage", `${messageName(raw)} is no message of TLS 1.3`);
  }
  const codec: Codec<unknown> = HANDSHAKE_BODIES[name];
  const result = decode(codec, raw.subarray(HANDSHAKE_HEADER_LENGTH));
  if (!result.ok) return fault("undecodable", result.error);
  return { name, body: result.value, raw } as Received;
}
