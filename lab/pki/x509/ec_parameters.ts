import { type Bytes, decode } from "../../bytes/mod.ts";
import { type DerCodec, Identifier } from "../der/element.ts";
import { bitString, integer, octetString, smallInteger } from "../der/primitives.ts";
import { any, optional, sequence } from "../der/structure.ts";
import { objectIdentifier } from "./oids.ts";

/** `ECParameters` over a prime field: a curve that is described, and not named (RFC 3279 §2.3.5). */
export const EcParameters = sequence("ECParameters", {
  version: smallInteger,
  fieldId: sequence("FieldID", { fieldType: objectIdentifier, parameters: integer }),
  curve: sequence("Curve", { a: octetString, b: octetString, seed: optional(bitString) }),
  base: octetString,
  order: integer,
  cofactor: optional(integer),
});

/** The parameters of an algorithm, any one element; those of a curve have names for their parts. */
export const Parameters: DerCodec<Bytes> = {
  ...any,
  read(reader) {
    const { bytes, position: start, end } = reader;
    const describesCurve = bytes[start] === Identifier.SEQUENCE &&
      decode(EcParameters, bytes.subarray(start, end)).ok;
    if (!describesCurve) return any.read(reader);
    EcParameters.read(reader);
    return bytes.subarray(start, reader.position);
  },
};
