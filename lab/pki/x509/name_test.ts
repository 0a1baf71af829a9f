import { assertEquals, assertThrows } from "@std/assert";
import { type Bytes, decode, hex } from "../../bytes/mod.ts";
import * as der from "../der/author.ts";
import { parseAddress, showAddress } from "./ip_address.ts";
import { attribute, distinguishedName, Name, sameName, shortName, showName } from "./name.ts";
import { OIDS } from "./oids.ts";

const COMMON_NAMES: readonly (readonly [raw: string, shown: string])[] = [
  ["bank.example", "CN=bank.example"],
  ['a,b+c"d\\e<f>g;h', 'CN=a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h'],
  ["#first", "CN=\\#first"],
  [" both ", "CN=\\ both\\ "],
  ["Zürich 銀行", "CN=Zürich 銀行"],
  ["bank.example\0.mallory.example", "CN=bank.example\\u{0}.mallory.example"],
  ["\x1b[2Jcleared\r\n", "CN=\\u{1b}[2Jcleared\\u{d}\\u{a}"],
  ["\u202egnorw", "CN=\\u{202e}gnorw"],
];

Deno.test("showName() escapes as RFC 4514 does, and whatever a display would obey", () => {
  for (const [raw, shown] of COMMON_NAMES) {
    const name = distinguishedName(["commonName", raw]);
    assertEquals(showName(name), shown);
    assertEquals(attribute(name, "commonName"), raw, "the raw text is kept");
  }
});

Deno.test("showName() begins with the narrowest part", () => {
  const name = distinguishedName(["countryName", "CH"], ["organizationName", "Lab"], [
    "commonName",
    "x",
  ]);
  assertEquals(showName(name), "CN=x,O=Lab,C=CH");
});

function readName(octets: Bytes): Name {
  const read = decode(Name, octets);
  if (!read.ok) throw new SyntaxError(read.error);
  return read.value;
}

Deno.test("showName() joins parts of one step with + and shows unknown types by number", () => {
  const part = (oid: string, value: Bytes) => der.sequence(der.oid(oid), value);
  const octets = der.sequence(
    der.set(part(OIDS.commonName, der.utf8String("a")), part("1.2.3", der.integer(5))),
  );
  assertEquals(showName(readName(octets)), "CN=a+1.2.3=#020105");
});

Deno.test("sameName() compares octets: the string type and the case of letters count", () => {
  const utf8 = distinguishedName(["commonName", "Trent"]);
  const printable = readName(
    der.sequence(der.set(der.sequence(der.oid(OIDS.commonName), der.printableString("Trent")))),
  );
  assertEquals(sameName(utf8, distinguishedName(["commonName", "Trent"])), true);
  assertEquals(sameName(utf8, distinguishedName(["commonName", "TRENT"])), false);
  assertEquals(sameName(utf8, printable), false);
});

Deno.test("shortName() is the common name, else all of it, else a phrase", () => {
  assertEquals(shortName(distinguishedName(["organizationName", "Lab"], ["commonName", "x"])), "x");
  assertEquals(shortName(distinguishedName(["organizationName", "Lab"])), "O=Lab");
  assertEquals(shortName(distinguishedName()), "(no name)");
});

Deno.test("distinguishedName() refuses text that its string type does not have", () => {
  assertThrows(() => distinguishedName(["countryName", "*"]), RangeError, 'Cannot write "*"');
});

const ADDRESSES: readonly (readonly [text: string, octets: string | undefined])[] = [
  ["192.0.2.1", "c0000201"],
  ["0.0.0.0", "00000000"],
  ["192.0.2.256", undefined],
  ["192.0.2.01", undefined],
  ["192.0.2", undefined],
  ["192.0.2.1.", undefined],
  ["0xc0.0.2.1", undefined],
  ["bank.example", undefined],
  ["2001:db8::1", "20010db8000000000000000000000001"],
  ["::", "00".repeat(16)],
  ["::ffff:192.0.2.1", "00000000000000000000ffffc0000201"],
  ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
  ["1:2:3:4:5:6:7::", "00010002000300040005000600070000"],
  ["1:2:3:4:5:6:7", undefined],
  ["1::2::3", undefined],
  ["1:2:3:4:5:6:7:8::", undefined],
  ["12345::", undefined],
  [":::", undefined],
  ["192.0.2.1::", undefined],
];

Deno.test("parseAddress() reads IP addresses in the forms of RFC 4291 and dotted decimal only", () => {
  for (const [text, octets] of ADDRESSES) {
    const address = parseAddress(text);
    assertEquals(address && hex(address), octets, text);
  }
});

Deno.test("showAddress() writes addresses, subnets, and octets that are neither", () => {
  assertEquals(showAddress(parseAddress("192.0.2.1")!), "192.0.2.1");
  assertEquals(showAddress(parseAddress("2001:db8::1")!), "2001:db8:0:0:0:0:0:1");
  assertEquals(
    showAddress(Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0)),
    "192.0.2.0/255.255.255.0",
  );
  assertEquals(showAddress(Uint8Array.of(1, 2)), "#0102");
});
