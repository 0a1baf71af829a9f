/**
 * Keys that bring their own curve (RFC 3279 §2.3.5). Certificates of the Internet must not have them
 * (RFC 5480 §2.1.1), so nothing here is asked when a path is judged, except to say what is wrong.
 */
import { type Bytes, concat, decode, decodeTrusted, encode } from "../../bytes/mod.ts";
import {
  bytesToInteger,
  type CurvePoint,
  type EcdsaNumbers,
  integerToBytes,
  type WeierstrassCurve,
} from "../../crypto/mod.ts";
import * as der from "../der/author.ts";
import { integer } from "../der/primitives.ts";
import { sequence } from "../der/structure.ts";
import { EcParameters } from "./ec_parameters.ts";
import { OIDS } from "./oids.ts";
import { bringsOwnCurve, SubjectPublicKeyInfo } from "./public_key.ts";

/** `Ecdsa-Sig-Value` (RFC 3279 §2.2.3). */
const EcdsaSigValue = sequence("Ecdsa-Sig-Value", { r: integer, s: integer });

/** A public key together with the curve that it says it is on. */
export interface ExplicitKey {
  readonly curve: WeierstrassCurve;
  readonly point: CurvePoint;
}

type KeyInfo = Pick<SubjectPublicKeyInfo, "algorithm" | "subjectPublicKey">;

/** The key and its curve; `undefined` where they cannot be read, or the field is no prime field. */
export function explicitKeyOf(info: KeyInfo): ExplicitKey | undefined {
  const { algorithm: { parameters }, subjectPublicKey } = info;
  if (!bringsOwnCurve(info)) return undefined;
  const read = decode(EcParameters, parameters!);
  if (!read.ok || read.value.fieldId.fieldType !== OIDS["prime-field"]) return undefined;
  const { fieldId: { parameters: p }, curve: { a, b }, base, order } = read.value;
  const [basePoint, point] = [base, subjectPublicKey].map(pointFrom);
  if (basePoint === undefined || point === undefined) return undefined;
  const curve = { p, a: bytesToInteger(a), b: bytesToInteger(b), base: basePoint, order };
  return { curve, point };
}

/** The `SubjectPublicKeyInfo` of a key that brings its own curve. */
export function explicitKeyInfo({ curve, point }: ExplicitKey): SubjectPublicKeyInfo {
  const length = Math.ceil(curve.p.toString(2).length / 8);
  const coordinate = (value: bigint) => integerToBytes(value, length);
  const written = ({ x, y }: CurvePoint) => concat(UNCOMPRESSED, coordinate(x), coordinate(y));
  const parameters = encode(EcParameters, {
    version: 1,
    fieldId: { fieldType: OIDS["prime-field"], parameters: curve.p },
    curve: { a: coordinate(curve.a), b: coordinate(curve.b), seed: undefined },
    base: written(curve.base),
    order: curve.order,
    cofactor: 1n,
  });
  const algorithm = der.sequence(der.oid(OIDS["id-ecPublicKey"]), parameters);
  return decodeTrusted(
    SubjectPublicKeyInfo,
    der.sequence(algorithm, der.bitString(written(point))),
  );
}

/** The numbers of an ECDSA signature; `undefined` for anything else. */
export function ecdsaNumbersOf(signature: Bytes): EcdsaNumbers | undefined {
  const read = decode(EcdsaSigValue, signature);
  return read.ok ? read.value : undefined;
}

/** An ECDSA signature in DER. */
export function ecdsaSignature(numbers: EcdsaNumbers): Bytes {
  return encode(EcdsaSigValue, numbers);
}

const UNCOMPRESSED = Uint8Array.of(0x04);

/** An uncompressed point of any length; whether it is on a curve is not asked here. */
export function pointFrom(octets: Bytes): CurvePoint | undefined {
  if (octets[0] !== 0x04 || octets.length < 3 || octets.length % 2 === 0) return undefined;
  const half = (octets.length - 1) / 2;
  return {
    x: bytesToInteger(octets.subarray(1, 1 + half)),
    y: bytesToInteger(octets.subarray(1 + half)),
  };
}
