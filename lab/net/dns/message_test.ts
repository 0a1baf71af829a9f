import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { concat, decode, encode, type Field, fromHex, inspect } from "../../bytes/mod.ts";
import { answerTo, DnsMessage, queryFor, RecordType, ResponseCode } from "./message.ts";
import { DomainName, sameName } from "./name.ts";

/** A question for bank.example, and an answer whose name points back to it. */
const QUERY = fromHex(`
  1234 0100 0001 0000 0000 0000
  04 62616e6b 07 6578616d706c65 00 0001 0001
`);
const ANSWER = fromHex(`
  1234 8500 0001 0001 0000 0000
  04 62616e6b 07 6578616d706c65 00 0001 0001
  c00c 0001 0001 0000012c 0004 c0000202
`);

Deno.test("a query and an answer read as RFC 1035 §4.1 has them", () => {
  const query = decode(DnsMessage, QUERY);
  assert(query.ok);
  assertEquals(query.value, queryFor("bank.example", 0x1234));
  assertEquals(encode(DnsMessage, query.value), QUERY);
  const answer = decode(DnsMessage, ANSWER);
  assert(answer.ok);
  assertEquals(answer.value, answerTo(query.value, { address: "192.0.2.2" }));
});

Deno.test("inspect() names every part of an answer", () => {
  const lines = (field: Field, depth = 0): string[] => [
    `${"  ".repeat(depth)}${field.name} ${field.start}..${field.end} ${field.text ?? ""}`.trimEnd(),
    ...field.children.flatMap((child) => lines(child, depth + 1)),
  ];
  assertEquals(lines(inspect(DnsMessage, ANSWER).field), [
    "DnsMessage 0..46",
    "  id 0..2 4660",
    "  flags 2..4 response, authoritative, recursion desired, NoError",
    "  questionCount 4..6 1",
    "  answerCount 6..8 1",
    "  authorityCount 8..10 0",
    "  additionalCount 10..12 0",
    "  questions[0] 12..30 bank.example A",
    "    name 12..26 bank.example",
    "    type 26..28 A (0x0001)",
    "    class 28..30 IN (0x0001)",
    "  answers[0] 30..46 bank.example A 192.0.2.2",
    "    name 30..32 bank.example",
    "    type 32..34 A (0x0001)",
    "    class 34..36 IN (0x0001)",
    "    ttl 36..40 300 s",
    "    data 40..46 192.0.2.2",
    "      length 40..42 4",
  ]);
});

Deno.test("decode() rejects every truncation of an answer, and never throws", () => {
  for (let length = 0; length < ANSWER.length; length++) {
    assert(!decode(DnsMessage, ANSWER.subarray(0, length)).ok, `${length} bytes`);
  }
});

const HEADER = fromHex("1234 0100 0001 0000 0000 0000");
const LABEL = `3f ${"61".repeat(63)}`;
const MALFORMED: readonly (readonly [promise: string, question: string, error: string])[] = [
  ["a pointer to itself", "c00c 0001 0001", "not further back"],
  ["a pointer forwards", "c00e 00 0001 0001", "not further back"],
  ["two pointers in a circle", "0161 c00c 0001 0001", "not further back"],
  ["a pointer with half its bytes", "c0", "need 1 bytes"],
  ["a label of a reserved kind", "40 0001 0001", "reserved kind 0x40"],
  [
    "a name of 256 bytes",
    `${LABEL.repeat(3)} 3e ${"61".repeat(62)} 00 0001 0001`,
    "longer than 255",
  ],
  ["bytes after the end", "00 0001 0001 ff", "1 bytes left over"],
];
for (const [promise, question, error] of MALFORMED) {
  Deno.test(`decode() rejects ${promise}`, () => {
    const result = decode(DnsMessage, concat(HEADER, fromHex(question)));
    assert(!result.ok && result.error.includes(error), JSON.stringify(result));
  });
}

Deno.test("decode() rejects an address that is not four bytes long", () => {
  const long = concat(ANSWER.subarray(0, 40), fromHex("0005 c000020200"));
  assert(!decode(DnsMessage, long).ok);
});

Deno.test("any octets decode to something or fail with a place, and never throw", () => {
  const mostly = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc.tuple(fc.nat(ANSWER.length - 1), fc.nat(255)).map(([at, octet]) => ANSWER.with(at, octet)),
  );
  fc.assert(
    fc.property(mostly, (bytes) => {
      const result = decode(DnsMessage, bytes);
      if (result.ok) {
        const again = decode(DnsMessage, encode(DnsMessage, result.value));
        assert(again.ok);
        assertEquals(again.value, result.value);
      } else {
        assert(result.at <= bytes.length && result.error !== "");
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("a name is one text, whatever octets are in it", () => {
  const label = fc.uint8Array({ minLength: 1, maxLength: 30 });
  fc.assert(fc.property(fc.array(label, { maxLength: 6 }), (labels) => {
    const wire = concat(
      ...labels.map((label) => concat(Uint8Array.of(label.length), label)),
      Uint8Array.of(0),
    );
    const name = decode(DomainName, wire);
    assert(name.ok);
    assert(/^[!-~]+$/.test(name.value), "no octet may reach a terminal as it is");
    assertEquals(encode(DomainName, name.value), wire);
  }));
});

Deno.test("names match whatever the case of their letters", () => {
  assert(sameName("Bank.Example", "bank.eXAMPLE"));
  assert(!sameName("bank.example", "bank.examples"));
  assertEquals(encode(DomainName, "a.b."), encode(DomainName, "a.b"));
  assertEquals(encode(DomainName, "."), Uint8Array.of(0));
});

Deno.test("write() rejects names that cannot be", () => {
  for (const name of ["", "a..b", ".a", "a".repeat(64), "abc.".repeat(64)]) {
    assertThrows(() => encode(DomainName, name), RangeError, "Cannot write the name");
  }
  encode(DomainName, "a".repeat(63));
});

Deno.test("answerTo() repeats id and question, and says what it is told to", () => {
  const query = queryFor("nowhere.example", 7);
  const reply = answerTo(query, { code: ResponseCode.NXDomain });
  assertEquals([reply.id, reply.flags, reply.answers], [7, 0x8503, []]);
  assertEquals(reply.questions, query.questions);
  assertEquals(answerTo(query, { address: "192.0.2.7" }).answers[0]?.type, RecordType.A);
  assertThrows(() => answerTo(query, { address: "192.0.2" }), SyntaxError, "as an IPv4 address");
  assertThrows(() => answerTo(query, { address: "192.0.2.256" }), SyntaxError);
});
