import { type Bytes, fromHex, hex } from "../../bytes/mod.ts";
import type { CurveName, PublicKey, RsaPrivateKey } from "../keys.ts";
import { bytesToInteger } from "../integers.ts";

/**
 * Just enough DER to take the keys out of test vectors, which are well-formed. Certificates of
 * strangers are read by `lab/pki`.
 */
interface Element {
  readonly tag: number;
  readonly body: Bytes;
}

const SEQUENCE = 0x30;

/** The elements that stand one after the other in `bytes`. */
function elements(bytes: Bytes): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at++]!;
    let length = bytes[at++]!;
    if (length > 0x80) {
      const size = length & 0x7f;
      length = Number(bytesToInteger(bytes.subarray(at, at + size)));
      at += size;
    }
    if (at + length > bytes.length) throw new SyntaxError(`Cannot read DER: it ends at byte ${at}`);
    found.push({ tag, body: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
}

function sequence(bytes: Bytes): Element[] {
  const [outer] = elements(bytes);
  if (outer?.tag !== SEQUENCE) throw new SyntaxError("Cannot read DER: no SEQUENCE");
  return elements(outer.body);
}

const CURVES: Readonly<Record<string, CurveName>> = {
  "2a8648ce3d030107": "P-256",
  "2b81040022": "P-384",
  "2b81040023": "P-521",
};

/** The key of a `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7, RFC 5480, RFC 8410, RFC 3279 §2.3.1). */
export function publicKeyFromDer(digits: string): PublicKey {
  const [algorithm, bits] = sequence(fromHex(digits));
  const [identifier, parameters] = elements(algorithm!.body);
  const key = bits!.body.subarray(1); // after the count of unused bits
  switch (hex(identifier!.body)) {
    case "2a8648ce3d0201":
      return { type: "ec", curve: CURVES[hex(parameters!.body)]!, point: key };
    case "2b6570":
      return { type: "ed25519", point: key };
    case "2a864886f70d010101":
    case "2a864886f70d01010a": {
      const [modulus, exponent] = sequence(key).map(({ body }) => bytesToInteger(body));
      return { type: "rsa", modulus: modulus!, exponent: exponent! };
    }
    default:
      throw new SyntaxError(`Cannot read a key of algorithm ${hex(identifier!.body)}`);
  }
}

/** The RSA key of a PKCS #8 `PrivateKeyInfo` (RFC 5208 §5, RFC 8017 §A.1.2). */
export function rsaPrivateKeyFromDer(digits: string): RsaPrivateKey {
  const wrapped = sequence(fromHex(digits))[2]!.body;
  const numbers = sequence(wrapped).map(({ body }) => bytesToInteger(body));
  const [, modulus, exponent, d, p, q, dP, dQ, qInv] = numbers as [bigint, ...bigint[]];
  return {
    type: "rsa",
    publicKey: { type: "rsa", modulus: modulus!, exponent: exponent! },
    d: d!,
    p: p!,
    q: q!,
    dP: dP!,
    dQ: dQ!,
    qInv: qInv!,
  };
}
