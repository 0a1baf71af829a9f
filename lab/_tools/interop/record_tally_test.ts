import { assertEquals } from "@std/assert";
import { RecordTally } from "./record_tally.ts";

const STREAM = Uint8Array.of(
  ...[0x16, 3, 1, 0, 3, 1, 2, 3], // handshake
  ...[0x14, 3, 3, 0, 1, 1], // change_cipher_spec
  ...[0x17, 3, 3, 0, 2, 9, 9], // application_data
  ...[0x17, 3, 3, 0, 0], // application_data, empty
);

const SEEN = [
  { type: "handshake", length: 3 },
  { type: "change_cipher_spec", length: 1 },
  { type: "application_data", length: 2 },
  { type: "application_data", length: 0 },
];

for (const size of [1, 2, 5, 7, STREAM.length]) {
  Deno.test(`RecordTally finds the same records in pieces of ${size} bytes`, () => {
    const tally = new RecordTally();
    for (let at = 0; at < STREAM.length; at += size) tally.push(STREAM.subarray(at, at + size));
    assertEquals(tally.records, SEEN);
    assertEquals(tally.count("application_data"), 2);
    assertEquals(tally.count("alert"), 0);
  });
}

Deno.test("RecordTally does not count a record before it is whole", () => {
  const tally = new RecordTally();
  tally.push(STREAM.subarray(0, 7));
  assertEquals(tally.records, []);
  tally.push(STREAM.subarray(7, 8));
  assertEquals(tally.records, SEEN.slice(0, 1));
});

Deno.test("RecordTally keeps its own copy of what is unfinished", () => {
  const tally = new RecordTally();
  const buffer = STREAM.slice(0, 4);
  tally.push(buffer);
  buffer.fill(0xff);
  tally.push(STREAM.subarray(4, 8));
  assertEquals(tally.records, SEEN.slice(0, 1));
});
