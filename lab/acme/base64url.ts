import { type Bytes, utf8 } from "../bytes/mod.ts";
import { fromBase64, toBase64 } from "../pki/mod.ts";

/** Base64 with the alphabet for addresses, and without padding (RFC 7515 §2). */
export function base64url(bytes: Bytes | string): string {
  const octets = typeof bytes === "string" ? utf8(bytes) : bytes;
  return toBase64(octets).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The bytes of such a text; `undefined` if it is none. Nothing at all is no bytes. */
export function fromBase64url(text: string): Bytes | undefined {
  if (text === "") return new Uint8Array(0);
  if (!/^[\w-]+$/.test(text)) return undefined;
  const padded = text.replaceAll("-", "+").replaceAll("_", "/") + "=".repeat(-text.length & 3);
  return fromBase64(padded);
}
