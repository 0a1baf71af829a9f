import {
  type Bytes,
  type Codec,
  type Field,
  fromUtf8,
  indexOfBytes,
  inspect,
  utf8,
} from "../bytes/mod.ts";
import { CertificateList, OcspRequest, OcspResponse } from "../pki/mod.ts";
import { drawn, shifted } from "./fields.ts";

/** A message's tree with what is inside a stapled OCSP answer (RFC 6066 §8). */
export function withStaple(tree: Field, raw: Bytes): Field {
  const children = tree.children.map((child) => {
    if (child.name !== "response" || child.children.length > 0) return withStaple(child, raw);
    const { field } = inspect(OcspResponse, raw.subarray(child.start, child.end));
    return { ...child, children: [shifted(field, child.start)] };
  });
  return { ...tree, children };
}

const HEAD_END = utf8("\r\n\r\n");
const BODIES: Readonly<Record<string, Codec<unknown>>> = {
  "application/ocsp-request": OcspRequest as Codec<unknown>,
  "application/ocsp-response": OcspResponse as Codec<unknown>,
  "application/pkix-crl": CertificateList as Codec<unknown>,
};

/** The DER in the body of an HTTP message, by its media type; `undefined` for anything else. */
export function bodyOf(payload: Bytes): { type: string; start: number; der: Bytes } | undefined {
  const at = indexOfBytes(payload, HEAD_END);
  if (at < 0) return undefined;
  const start = at + HEAD_END.length;
  const head = fromUtf8(payload.subarray(0, at));
  const type = /^content-type: *([\w/-]+)/im.exec(head)?.[1] ?? "";
  if (!Object.hasOwn(BODIES, type) || start === payload.length) return undefined;
  return { type, start, der: payload.subarray(start) };
}

/**
 * An HTTP message that asks about a certificate, or answers, as a tree down to the DER of its body
 * (RFC 6960 §A.1, RFC 5280 §4.2.1.13); `undefined` for any other payload.
 *
 * @param head draws start line and fields
 */
export function statusTree(payload: Bytes, head: (octets: Bytes) => Field): Field | undefined {
  const found = bodyOf(payload);
  if (found === undefined) return undefined;
  const { type, start, der } = found;
  const top = payload.subarray(0, start);
  const body = inspect(BODIES[type]!, der).field;
  return drawn("HTTP message", 0, payload.length, {
    children: [
      ...head(top).children,
      drawn("body", start, payload.length, { children: [shifted(body, start)] }),
    ],
  });
}
