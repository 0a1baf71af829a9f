import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import * as asn1 from "@peculiar/asn1-x509";
import { type Bytes, encode } from "../../bytes/mod.ts";
import type { CryptoProvider, PrivateKey, RandomSource } from "../../crypto/mod.ts";
import { usualAlgorithm } from "../authority/issue.ts";
import { AlgorithmIdentifier, algorithmIdentifierOf } from "../x509/algorithm.ts";
import type { Extension } from "../x509/extension.ts";
import type { Name } from "../x509/name.ts";

/** The octets alone: peculiar's schemas take and give whole `ArrayBuffer`s. */
export function buffer(bytes: Bytes): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** Writes a schema object. */
export function serialize(value: unknown): Bytes {
  return new Uint8Array(AsnConvert.serialize(value));
}

/** Our name as theirs, by way of the DER both agree on. */
export function toName(name: Name): asn1.Name {
  return AsnConvert.parse(name.der, asn1.Name);
}

/** Our extension as theirs. */
export function toExtension({ oid, critical, der }: Extension): asn1.Extension {
  return new asn1.Extension({
    extnID: oid,
    critical,
    extnValue: new OctetString(buffer(der)),
  });
}

/** A signature over the octets, by the usual algorithm of the key. */
export function signed(
  tbs: Bytes,
  key: PrivateKey,
  provider: CryptoProvider,
  random: RandomSource,
): ArrayBuffer {
  return buffer(provider.sign(usualAlgorithm(key), key, tbs, random));
}

/** The identifier of the algorithm that `signed` uses. */
export function algorithmFor(key: PrivateKey): asn1.AlgorithmIdentifier {
  const identifier = algorithmIdentifierOf(usualAlgorithm(key));
  return AsnConvert.parse(encode(AlgorithmIdentifier, identifier), asn1.AlgorithmIdentifier);
}

/** Runs a parser that throws on malformed input, which here is a value. */
export function attempt<T>(what: string, parse: () => T):
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string } {
  try {
    return { ok: true, value: parse() };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, error: `Cannot decode ${what}: ${why}` };
  }
}
