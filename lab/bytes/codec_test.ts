import { assertEquals, assertThrows } from "@std/assert";
import {
  type Codec,
  decode,
  decodeTrusted,
  encode,
  type Field,
  fixed,
  fromHex,
  hex,
  inspect,
  list,
  optional,
  prefixed,
  registry,
  rest,
  shortHex,
  struct,
  uint16,
  uint24,
  uint32,
  uint8,
} from "./mod.ts";

const Fruit = registry("Fruit", 2, { apple: 1, pear: 0x0102 });
const Basket = struct("Basket", {
  owner: prefixed(1, rest, { max: 4 }),
  fruits: prefixed(2, list(Fruit), { min: 2 }),
  note: optional(prefixed(1, rest)),
});

const errorOf = (codec: Codec<unknown>, digits: string) => {
  const result = decode(codec, fromHex(digits));
  return result.ok ? "decoded" : result.error;
};

for (
  const [codec, value, digits] of [
    [uint8, 0xfe, "fe"],
    [uint16, 0xfedc, "fedc"],
    [uint24, 0xfedcba, "fedcba"],
    [uint32, 0xfedcba98, "fedcba98"],
    [fixed(3), fromHex("010203"), "010203"],
    [prefixed(3, rest), fromHex("0102"), "0000020102"],
    [list(uint16), [1, 2, 3], "000100020003"],
    [Fruit, 0x7777, "7777"],
    [
      Basket,
      { owner: fromHex("61"), fruits: [1, 0x0102], note: undefined },
      "01610004" + "00010102",
    ],
    [Basket, { owner: fromHex(""), fruits: [9], note: fromHex("2a") }, "0000020009" + "012a"],
  ] as const
) {
  Deno.test(`${codec.name} reads and writes ${digits}`, () => {
    const any = codec as Codec<unknown>;
    assertEquals(hex(encode(any, value)), digits);
    assertEquals(decodeTrusted(any, fromHex(digits)), value);
  });
}

for (
  const [codec, digits, error] of [
    [uint16, "01", "Cannot decode uint16 at byte 0: need 2 bytes, 1 left"],
    [uint16, "010203", "Cannot decode uint16 at byte 2: 1 bytes left over"],
    [Basket, "", "Cannot decode Basket.owner.length at byte 0: need 1 bytes, 0 left"],
    [Basket, "0261", "Cannot decode Basket.owner at byte 1: need 2 bytes, 1 left"],
    [
      Basket,
      "056162636465",
      "Cannot decode Basket.owner at byte 0: a length of 5, where at most 4 is allowed",
    ],
    [
      Basket,
      "000000",
      "Cannot decode Basket.fruits at byte 1: a length of 0, where at least 2 is required",
    ],
    [Basket, "00000600010002", "Cannot decode Basket.fruits at byte 3: need 6 bytes, 4 left"],
    [Basket, "000003000100", "Cannot decode Basket.fruits[1] at byte 5: need 2 bytes, 1 left"],
    [Basket, "000002000101", "Cannot decode Basket.note at byte 6: need 1 bytes, 0 left"],
    [Basket, "00000200010000", "Cannot decode Basket at byte 6: 1 bytes left over"],
  ] as const
) {
  Deno.test(`${codec.name} says of ${digits || "nothing"}: ${error}`, () => {
    assertEquals(errorOf(codec, digits), error);
  });
}

Deno.test("decode() of a failure tells the place, and never throws on content", () => {
  const result = decode(Basket, fromHex("0261"));
  assertEquals(result.ok ? undefined : result.at, 1);
});

Deno.test("decodeTrusted() throws what decode() returns", () => {
  assertThrows(() => decodeTrusted(uint16, fromHex("01")), SyntaxError, "Cannot decode uint16");
});

Deno.test("encode() refuses what no peer could read", () => {
  const fruits = [1];
  const owner = fromHex("0102030405");
  assertThrows(() => encode(Basket, { owner, fruits, note: undefined }), RangeError, "length of 5");
  assertThrows(() => encode(fixed(2), owner), RangeError, "Cannot write 5 bytes where 2 belong");
  assertThrows(() => encode(uint8, 256), RangeError);
});

Deno.test("a registry names values both ways and keeps those without a name", () => {
  assertEquals([Fruit.apple, Fruit.nameOf(0x0102), Fruit.nameOf(7)], [1, "pear", undefined]);
  assertEquals([Fruit.label(1), Fruit.label(7)], ["apple", "unknown (0x0007)"]);
  assertEquals(Fruit.show?.(0x0102), "pear (0x0102)");
  assertEquals(Fruit.entries, [["apple", 1], ["pear", 0x0102]]);
});

Deno.test("shortHex() cuts long values in the middle", () => {
  assertEquals(shortHex(fromHex("0102")), "0102");
  assertEquals(shortHex(new Uint8Array(20), 2), "0000…0000 (20 bytes)");
});

const sketch = ({ name, start, end, text, error, children }: Field): unknown => [
  `${name} ${start}..${end}${text === undefined ? "" : ` = ${text}`}${error ? ` ! ${error}` : ""}`,
  ...children.map(sketch),
];

Deno.test("inspect() draws every named range, with the readings of values", () => {
  const { field, value, error } = inspect(Basket, fromHex("0161000400010102"));
  assertEquals([value?.fruits, error], [[1, 0x0102], undefined]);
  assertEquals(sketch(field), [
    "Basket 0..8",
    ["owner 0..2", ["length 0..1 = 1"]],
    [
      "fruits 2..8",
      ["length 2..4 = 4"],
      ["[0] 4..6 = apple (0x0001)"],
      ["[1] 6..8 = pear (0x0102)"],
    ],
    ["note 8..8 = absent"],
  ]);
});

Deno.test("inspect() of a length that lies still draws what is there", () => {
  const { field, value, error } = inspect(Basket, fromHex("000009" + "0001" + "0102" + "03"));
  assertEquals(value, undefined);
  assertEquals(error, "Cannot decode Basket.fruits at byte 3: need 9 bytes, 5 left");
  assertEquals(sketch(field), [
    "Basket 0..8",
    ["owner 0..1", ["length 0..1 = 0"]],
    [
      "fruits 1..8 ! need 9 bytes, 5 left",
      ["length 1..3 = 9"],
      ["[0] 3..5 = apple (0x0001)"],
      ["[1] 5..7 = pear (0x0102)"],
      ["[2] 7..8 ! need 2 bytes, 1 left"],
    ],
  ]);
});
