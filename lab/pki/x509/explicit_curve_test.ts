import { assert, assertEquals } from "@std/assert";
import { type Bytes, decode, encode, inspect } from "../../bytes/mod.ts";
import { nistCurve } from "../../crypto/mod.ts";
import * as der from "../der/author.ts";
import { AlgorithmIdentifier } from "./algorithm.ts";
import {
  ecdsaNumbersOf,
  ecdsaSignature,
  explicitKeyInfo,
  explicitKeyOf,
} from "./explicit_curve.ts";
import { OIDS } from "./oids.ts";
import {
  bringsOwnCurve,
  publicKeyOf,
  showKey,
  SubjectPublicKeyInfo,
  subjectPublicKeyInfoOf,
} from "./public_key.ts";

function read(octets: Bytes): SubjectPublicKeyInfo {
  const info = decode(SubjectPublicKeyInfo, octets);
  assert(info.ok, info.ok ? "" : info.error);
  return info.value;
}

for (const name of ["P-256", "P-384", "P-521"] as const) {
  Deno.test(`a key that describes ${name} itself is read as it was written, and is no key here`, () => {
    const curve = nistCurve(name);
    const key = { curve, point: curve.base };
    const info = read(encode(SubjectPublicKeyInfo, explicitKeyInfo(key)));
    assertEquals(explicitKeyOf(info), key);
    assert(bringsOwnCurve(info));
    assertEquals(publicKeyOf(info), undefined);
    assertEquals(showKey(info), "EC with curve parameters of its own");
  });
}

Deno.test("a key on a named curve brings none", () => {
  const point = explicitKeyInfo({ curve: nistCurve("P-256"), point: nistCurve("P-256").base })
    .subjectPublicKey;
  const named = subjectPublicKeyInfoOf({ type: "ec", curve: "P-256", point });
  assertEquals([bringsOwnCurve(named), explicitKeyOf(named)], [false, undefined]);
});

const { p, a, b, base, order } = nistCurve("P-256");
const octets = (value: bigint) => der.integer(value).subarray(2);

function parameters(change: { field?: string; base?: Bytes; version?: Bytes }): Bytes {
  return der.sequence(
    change.version ?? der.integer(1),
    der.sequence(der.oid(change.field ?? OIDS["prime-field"]), der.integer(p)),
    der.sequence(der.octetString(octets(a)), der.octetString(octets(b))),
    der.octetString(change.base ?? new Uint8Array(65).fill(4)),
    der.integer(order),
  );
}

const strange: readonly (readonly [what: string, parameters: Bytes, point?: Bytes])[] = [
  ["nothing in the parameters", der.sequence()],
  ["a field of another kind", parameters({ field: "1.2.840.10045.1.2" })],
  ["a compressed base point", parameters({ base: new Uint8Array(33).fill(2) })],
  ["an empty base point", parameters({ base: new Uint8Array(0) })],
  ["a version that is no number", parameters({ version: der.nothing() })],
  ["a compressed key", parameters({}), new Uint8Array(33).fill(3)],
];

for (const [what, made, point = new Uint8Array(65).fill(4)] of strange) {
  Deno.test(`${what} is no key, and still a curve of its own`, () => {
    const algorithm = der.sequence(der.oid(OIDS["id-ecPublicKey"]), made);
    const info = read(der.sequence(algorithm, der.bitString(point)));
    assertEquals([bringsOwnCurve(info), explicitKeyOf(info)], [true, undefined]);
  });
}

Deno.test("the parts of a described curve have names, and what is none is still one element", () => {
  const named = (made: Bytes) => {
    const algorithm = der.sequence(der.oid(OIDS["id-ecPublicKey"]), made);
    const { field } = inspect(AlgorithmIdentifier, algorithm);
    const inside = field.children.find(({ name }) => name === "parameters")!;
    return inside.children.map(({ name }) => name);
  };
  const parts = ["header", "version", "fieldId", "curve", "base", "order"];
  assertEquals(named(parameters({})), parts);
  assertEquals(named(parameters({ version: der.nothing() })).slice(0, 2), ["header", "[0]"]);
});

Deno.test("an ECDSA signature is two numbers", () => {
  assertEquals(ecdsaNumbersOf(ecdsaSignature({ r: base.x, s: base.y })), { r: base.x, s: base.y });
  for (const wrong of [new Uint8Array(0), der.sequence(), der.sequence(der.integer(1))]) {
    assertEquals(ecdsaNumbersOf(wrong), undefined);
  }
});
