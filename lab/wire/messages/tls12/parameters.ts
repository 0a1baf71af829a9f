/**
 * What a server says for the key exchange, where its certificate does not say it all. These bytes
 * are signed together with the two randoms; a value encodes to exactly the bytes it was read from,
 * so `encode` gives what the signature covers (RFC 5246 §7.4.3).
 */
import {
  type Codec,
  type Infer,
  prefixed,
  rest,
  shortHex,
  shown,
  struct,
} from "../../../bytes/mod.ts";
import { NamedGroup } from "../../registry/groups_and_schemes.ts";
import { EcCurveType } from "../../registry/tls12.ts";

/** A whole number of any size, big-endian, behind a two-byte length. */
export const bigNumber = shown(prefixed(2, rest, { min: 1 }), (bytes) => shortHex(bytes));

/** `ECPoint` (RFC 8422 §5.4). */
export const EcPoint = shown(prefixed(1, rest, { min: 1 }), (bytes) => shortHex(bytes));

/** Curves spelt out by the peer are refused: nobody could check them in time (RFC 8422 §5.4). */
const namedCurveOnly: Codec<number> = {
  ...EcCurveType,
  read(reader) {
    const { position } = reader;
    const type = EcCurveType.read(reader);
    if (type === EcCurveType.named_curve) return type;
    reader.position = position;
    return reader.fail(`curve type ${EcCurveType.label(type)}, where only named_curve is allowed`);
  },
};

/** `ServerECDHParams` over a named curve (RFC 8422 §5.4). */
export const ServerEcdhParams = struct("ServerECDHParams", {
  curveType: namedCurveOnly,
  namedCurve: NamedGroup,
  publicPoint: EcPoint,
}, ({ namedCurve }) => NamedGroup.label(namedCurve));
export type ServerEcdhParams = Infer<typeof ServerEcdhParams>;

/** `ServerDHParams`: prime, generator and the server's public value (RFC 5246 §7.4.3). */
export const ServerDhParams = struct("ServerDHParams", {
  dhP: bigNumber,
  dhG: bigNumber,
  dhYs: bigNumber,
}, ({ dhP }) => `a group of ${bits(dhP)} bits`);
export type ServerDhParams = Infer<typeof ServerDhParams>;

/** `ServerRSAParams`: the short-lived key of an export suite (RFC 2246 §7.4.3). */
export const ServerRsaParams = struct("ServerRSAParams", {
  rsaModulus: bigNumber,
  rsaExponent: bigNumber,
}, ({ rsaModulus }) => `an RSA key of ${bits(rsaModulus)} bits`);
export type ServerRsaParams = Infer<typeof ServerRsaParams>;

/** The length in bits of a big-endian number. */
function bits(number: Uint8Array): number {
  const first = number.findIndex((octet) => octet !== 0);
  return first < 0 ? 0 : 8 * (number.length - first) - Math.clz32(number[first]!) + 24;
}
