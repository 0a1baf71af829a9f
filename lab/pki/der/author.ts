/**
 * DER by hand: each function gives the octets of one element. Nothing is checked beyond what an
 * element needs to exist, since broken certificates are made with it too.
 *
 *     der.sequence(der.oid("2.5.29.19"), der.boolean(true), der.octetString(der.sequence()))
 */
import { type Bytes, concat, encode, utf8 } from "../../bytes/mod.ts";
import type { Seconds } from "./calendar.ts";
import { contextIdentifier, elementBytes, Identifier } from "./element.ts";
import { oidContents } from "./oid.ts";
import { integerContents } from "./primitives.ts";
import * as times from "./time.ts";

export function sequence(...parts: readonly Bytes[]): Bytes {
  return elementBytes(Identifier.SEQUENCE, concat(...parts));
}

/** The parts in the order given; DER wants them sorted. */
export function set(...parts: readonly Bytes[]): Bytes {
  return elementBytes(Identifier.SET, concat(...parts));
}

export function boolean(value: boolean): Bytes {
  return elementBytes(Identifier.BOOLEAN, Uint8Array.of(value ? 0xff : 0));
}

export function integer(value: bigint | number): Bytes {
  return elementBytes(Identifier.INTEGER, integerContents(BigInt(value)));
}

export function nothing(): Bytes {
  return elementBytes(Identifier.NULL, new Uint8Array(0));
}

export function oid(dotted: string): Bytes {
  return elementBytes(Identifier["OBJECT IDENTIFIER"], oidContents(dotted));
}

export function octetString(contents: Bytes): Bytes {
  return elementBytes(Identifier["OCTET STRING"], contents);
}

export function bitString(contents: Bytes, unused = 0): Bytes {
  return elementBytes(Identifier["BIT STRING"], concat(Uint8Array.of(unused), contents));
}

export function utf8String(text: string): Bytes {
  return elementBytes(Identifier.UTF8String, utf8(text));
}

export function printableString(text: string): Bytes {
  return elementBytes(Identifier.PrintableString, utf8(text));
}

export function ia5String(text: string): Bytes {
  return elementBytes(Identifier.IA5String, utf8(text));
}

export function utcTime(seconds: Seconds): Bytes {
  return encode(times.utcTime, seconds);
}

export function generalizedTime(seconds: Seconds): Bytes {
  return encode(times.generalizedTime, seconds);
}

/** `[number]` around whole elements: EXPLICIT tagging, or IMPLICIT tagging of a SEQUENCE. */
export function tagged(number: number, ...parts: readonly Bytes[]): Bytes {
  return elementBytes(contextIdentifier(number, true), concat(...parts));
}

/** `[number]` in place of a primitive element's own tag. */
export function taggedPrimitive(number: number, contents: Bytes): Bytes {
  return elementBytes(contextIdentifier(number, false), contents);
}

/** Any identifier octet around any contents. */
export function element(identifier: number, contents: Bytes): Bytes {
  return elementBytes(identifier, contents);
}
