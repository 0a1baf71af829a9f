import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Codec, concat, decode, encode, fromHex, hex } from "../../bytes/mod.ts";
import * as der from "./author.ts";
import { explicit, implicit } from "./element.ts";
import { objectIdentifiers } from "./oid.ts";
import * as primitives from "./primitives.ts";
import * as strings from "./strings.ts";
import { any, MAX_DEPTH, optional, sequence, setOf, withDefault } from "./structure.ts";
import * as times from "./time.ts";

const oid = objectIdentifiers({ keyUsage: "2.5.29.15" });
const usage = primitives.namedBits("Usage", ["a", "b", "c"]);
const pair = sequence("Pair", {
  first: withDefault(primitives.boolean, false),
  second: optional(primitives.smallInteger),
});
const tagged = sequence("Tagged", {
  inside: implicit(0, primitives.octetString),
  around: explicit(1, primitives.octetString),
});

// deno-lint-ignore no-explicit-any -- one table for codecs of every type
const GOOD: readonly (readonly [codec: Codec<any>, octets: string, value: unknown])[] = [
  [primitives.boolean, "0101ff", true],
  [primitives.boolean, "010100", false],
  [primitives.nullElement, "0500", null],
  [primitives.integer, "020100", 0n],
  [primitives.integer, "02017f", 127n],
  [primitives.integer, "02020080", 128n],
  [primitives.integer, "0201ff", -1n],
  [primitives.integer, "020180", -128n],
  [primitives.integer, "0202ff7f", -129n],
  [primitives.smallInteger, "0203010000", 65536],
  [primitives.integerOctets, "02020080", fromHex("0080")],
  [primitives.octetString, "0403010203", fromHex("010203")],
  [primitives.bitString, "03020580", { unused: 5, bytes: fromHex("80") }],
  [primitives.bitStringOctets, "0302000f", fromHex("0f")],
  [usage, "030205a0", ["a", "c"]],
  [usage, "030100", []],
  [oid, "0603551d0f", "2.5.29.15"],
  [oid, "06062a864886f70d", "1.2.840.113549"],
  [oid, "060388370a", "2.999.10"],
  [strings.utf8String, "0c03e282ac", "€"],
  [strings.printableString, "13024c41", "LA"],
  [strings.ia5String, "160300417f", "\0A\x7f"],
  [strings.teletexString, "1401e9", "é"],
  [strings.bmpString, "1e0220ac", "€"],
  [strings.universalString, "1c040001f600", "😀"],
  [strings.numericString, "1203312032", "1 2"],
  [strings.visibleString, "1a0140", "@"],
  [times.utcTime, "170d3530303130313030303030305a", -631152000],
  [times.utcTime, "170d3439313233313233353935395a", 2524607999],
  [times.time, "180f32303530303130313030303030305a", 2524608000],
  [times.time, "180f39393939313233313233353935395a", 253402300799],
  [pair, "3000", { first: false, second: undefined }],
  [pair, "30060101ff020105", { first: true, second: 5 }],
  [tagged, "30088001aaa1030401bb", { inside: fromHex("aa"), around: fromHex("bb") }],
];

Deno.test("decode() and encode() of every DER type are each other's inverse", () => {
  for (const [codec, octets, value] of GOOD) {
    assertEquals(decode(codec, fromHex(octets)), { ok: true, value }, octets);
    assertEquals(hex(encode(codec, value)), octets, codec.name);
  }
});

const BAD: readonly (readonly [why: string, codec: Codec<unknown>, octets: string])[] = [
  ["indefinite length", primitives.octetString, "0480010000"],
  ["length not in its shortest form", primitives.octetString, "048101aa"],
  ["length with a spare zero", primitives.octetString, `04820080${"00".repeat(128)}`],
  ["length longer than the input", primitives.octetString, "0484ffffffff"],
  ["length of five bytes", primitives.octetString, "04850000000001aa"],
  ["octets behind the element", primitives.nullElement, "050000"],
  ["another type", primitives.nullElement, "0400"],
  ["constructed OCTET STRING", primitives.octetString, "24030401aa"],
  ["BOOLEAN of 1", primitives.boolean, "010101"],
  ["BOOLEAN of two bytes", primitives.boolean, "0102ffff"],
  ["NULL with contents", primitives.nullElement, "050100"],
  ["INTEGER without contents", primitives.integer, "0200"],
  ["INTEGER with a spare zero", primitives.integer, "0202007f"],
  ["INTEGER with a spare ff", primitives.integer, "0202ff80"],
  ["negative where it must not be", primitives.smallInteger, "0201ff"],
  ["small INTEGER of seven bytes", primitives.smallInteger, "020701000000000000"],
  ["BIT STRING without contents", primitives.bitString, "0300"],
  ["eight unused bits", primitives.bitString, "03020800"],
  ["unused bits of nothing", primitives.bitString, "030101"],
  ["unused bits that are set", primitives.bitString, "03020501"],
  ["unused bits in a key", primitives.bitStringOctets, "03020180"],
  ["named bits that end in zero", usage, "03020440"],
  ["OBJECT IDENTIFIER without contents", oid, "0600"],
  ["arc with a spare 80", oid, "06032a8001"],
  ["arc that does not end", oid, "06022a86"],
  ["arc beyond 49 bits", oid, "060a2affffffffffffffff7f"],
  ["overlong UTF-8", strings.utf8String, "0c02c080"],
  ["surrogate in UTF-8", strings.utf8String, "0c03eda080"],
  ["UTF-8 cut off", strings.utf8String, "0c02e282"],
  ["asterisk in a PrintableString", strings.printableString, "13012a"],
  ["letter in a NumericString", strings.numericString, "120141"],
  ["control character in a VisibleString", strings.visibleString, "1a010a"],
  ["high bit in an IA5String", strings.ia5String, "160180"],
  ["half a character in a BMPString", strings.bmpString, "1e0120"],
  ["surrogate in a BMPString", strings.bmpString, "1e02d800"],
  ["number beyond Unicode", strings.universalString, "1c0400110000"],
  ["UTCTime without seconds", times.utcTime, "170b3530303130313030303030 5a"],
  ["UTCTime in another zone", times.utcTime, "17113530303130313030303030302b30303030"],
  ["month 13", times.utcTime, "170d3530313330313030303030305a"],
  ["30 February", times.utcTime, "170d3530303233303030303030305a"],
  ["29 February of 2023", times.utcTime, "170d3233303232393030303030305a"],
  ["hour 24", times.utcTime, "170d3530303130313234303030305a"],
  ["second 60", times.utcTime, "170d3530303130313030303036305a"],
  ["fractions of a second", times.generalizedTime, "181132303530303130313030303030302e355a"],
  ["GeneralizedTime before 2050", times.time, "180f32303439303130313030303030305a"],
  ["DEFAULT value written out", pair, "3003010100"],
  ["members in another order", pair, "30060201050101ff"],
  ["member too many", pair, "30030500 00"],
  ["empty SET OF", setOf("Set", primitives.integer), "3100"],
  ["tag number above 30", any, "1f8101 00"],
  ["BER inside ANY", any, "30050482 0001aa"],
];

Deno.test("decode() refuses whatever is BER but not DER, and what is neither", () => {
  for (const [why, codec, octets] of BAD) {
    assertEquals(decode(codec, fromHex(octets)).ok, false, why);
  }
});

Deno.test("decode() refuses every DER type cut off at any byte", () => {
  for (const [codec, octets] of GOOD) {
    const whole = fromHex(octets);
    for (let length = 0; length < whole.length; length++) {
      assertEquals(decode(codec, whole.subarray(0, length)).ok, false, `${octets} to ${length}`);
    }
  }
});

Deno.test("ANY follows elements inside elements to the limit of depth and no further", () => {
  let nested = der.nothing();
  for (let depth = 1; depth < MAX_DEPTH; depth++) nested = der.sequence(nested);
  assert(decode(any, nested).ok);
  const deeper = decode(any, der.sequence(nested));
  assert(!deeper.ok && deeper.error.includes("nested more than 32 deep"));
});

Deno.test("lengths take one byte more at 128, 256 and 65536", () => {
  for (
    const [length, header] of [[127, "047f"], [128, "048180"], [256, "04820100"], [
      65536,
      "0483010000",
    ]] as const
  ) {
    const octets = encode(primitives.octetString, new Uint8Array(length));
    assertEquals(hex(octets.subarray(0, header.length / 2)), header);
    assert(decode(primitives.octetString, octets).ok);
  }
});

Deno.test("der.* write the octets of X.690's own forms", () => {
  const written = der.sequence(
    der.oid("2.5.29.15"),
    der.boolean(true),
    der.octetString(der.bitString(fromHex("a0"), 5)),
    der.tagged(3, der.integer(-129n)),
    der.taggedPrimitive(2, fromHex("61")),
    der.set(der.utf8String("é"), der.printableString("a"), der.ia5String("b")),
    der.utcTime(0),
    der.generalizedTime(0),
  );
  const expected = [
    "0603551d0f",
    "0101ff",
    "0404030205a0",
    "a3040202ff7f",
    "820161",
    "310a0c02c3a9130161160162",
    "170d3730303130313030303030305a",
    "180f31393730303130313030303030305a",
  ].join("");
  assertEquals(hex(written), `30${(expected.length / 2).toString(16)}${expected}`);
  assertEquals(hex(der.element(0x7e, concat())), "7e00");
});

Deno.test("writers refuse values that have no encoding", () => {
  assertThrows(() => der.oid("3.1"), SyntaxError, 'Cannot read object identifier "3.1"');
  assertThrows(() => encode(strings.printableString, "*"), RangeError);
  assertThrows(() => der.utcTime(1e15), RangeError);
});
