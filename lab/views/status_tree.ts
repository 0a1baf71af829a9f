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

/**
 * An HTTP message that asks about a certificate, or answers, as a tree down to the DER of its body
 * (RFC 6960 §A.1, RFC 5280 §4.2.1.13); `undefined` for any other payload.
 *
 * @param head draws start line and fields
 */
export function statusTree(payload: Bytes, head: (octets: Bytes) => Field): Field | undefined {
  const at = indexOfBytes(payload, HEAD_END);
  if (at < 0) return undefined;
  const start = at + HEAD_END.length;
  const top = payload.subarray(0, start);
  const type = /^content-type: *([\w/-]+)/im.exec(fromUtf8(top))?.[1] ?? "";
  const codec = Object.hasOwn(BODIES, type) ? BODIES[type] : undefined;
  if (codec === undefined || start === payload.length) return undefined;
  const body = inspect(codec, payload.subarray(start)).field;
  return drawn("HTTP message", 0, payload.length, {
    children: [
      ...head(top).children,
      drawn("body", start, payload.length, { children: [shifted(body, start)] }),
    ],
  });
}
