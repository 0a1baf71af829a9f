import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Bytes, concat } from "../bytes/mod.ts";
import { flights } from "./flights.ts";

/** Records by their letters: c(hange cipher spec), a(lert), h(andshake), d(ata, so: protected). */
const TYPES: Readonly<Record<string, number>> = { c: 20, a: 21, h: 22, d: 23 };

function record(letter: string, length = 3): Bytes {
  const bytes = new Uint8Array(5 + length).fill(0x61);
  bytes.set([TYPES[letter]!, 3, 3, length >> 8, length & 0xff]);
  return bytes;
}

/** What each part holds, in letters. */
function cut(letters: string): string {
  return flights(concat(...[...letters].map((letter) => record(letter)))).map((part) => {
    let held = "";
    for (let at = 0; at < part.length; at += 8) {
      held += Object.keys(TYPES).find((letter) => TYPES[letter] === part[at]);
    }
    return held;
  }).join(" ");
}

const cases: readonly [what: string, output: string, parts: string][] = [
  ["nothing", "", ""],
  ["one hello", "h", "h"],
  ["a server's flight: the hello in the clear, then what is protected", "hcdddd", "h cdddd"],
  ["a client's last flight", "cdd", "cdd"],
  ["a second hello behind a change_cipher_spec", "ch", "ch"],
  ["a retry request and its change_cipher_spec", "hc", "h c"],
  ["messages in the clear, one by one", "hhh", "h h h"],
  ["an alert in the clear behind a hello", "ha", "h a"],
  ["protected records together", "ddd", "ddd"],
  ["something in the clear behind protected records", "dda", "dd a"],
  ["two change_cipher_specs", "ccd", "ccd"],
];

for (const [what, output, parts] of cases) {
  Deno.test(`flights() cuts ${what}`, () => assertEquals(cut(output), parts));
}

Deno.test("flights() loses no byte and changes none, whatever it is given", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (output) => {
    assertEquals(concat(...flights(output)), output);
  }));
});

Deno.test("flights() never cuts inside a record", () => {
  const letters = fc.constantFrom(..."cahd");
  const records = fc.array(fc.tuple(letters, fc.integer({ min: 0, max: 300 })), { maxLength: 8 });
  fc.assert(fc.property(records, (list) => {
    const ends = new Set<number>();
    let end = 0;
    for (const [, length] of list) ends.add(end += 5 + length);
    let at = 0;
    for (const part of flights(concat(...list.map(([letter, length]) => record(letter, length))))) {
      assertEquals(part.length > 0, true);
      assertEquals(ends.has(at += part.length), true);
    }
  }));
});
